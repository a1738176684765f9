"""The rights report that somebody asked for: what is kept is that it was asked, by ids. It is made when it goes."""

from __future__ import annotations

from conversations import effects as fx
from storage import outbox
from storage.effects.turnover import Turnover

__all__ = ["send_case_document", "send_document"]


async def send_document(t: Turnover, effect: fx.SendDocument) -> None:
    detail = f"{effect.form}.{effect.page}"
    await outbox.put(t.conn, t.chat_id, "document", t.now, ref=t.household(), detail=detail)


async def send_case_document(t: Turnover, effect: fx.SendCaseDocument) -> None:
    await outbox.put(t.conn, t.chat_id, "case_document", t.now, ref=effect.referral, detail=effect.form)
