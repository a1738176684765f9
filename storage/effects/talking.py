"""What is said between a family and whoever has its request."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update

from casework import Role
from conversations import effects as fx
from storage import outbox
from storage.effects.referrals import owner_of
from storage.effects.turnover import Turnover
from storage.tables import message
from storage.talking import message_from, sealed_body

__all__ = ["answer_message", "send_message", "show_photo", "tick_papers"]


async def send_message(t: Turnover, effect: fx.SendMessage) -> None:
    said = effect.message
    owner = t.household() if said.by_family else await owner_of(t, effect.referral)
    await t.conn.execute(
        message.insert().values(
            id=said.id,
            referral_id=effect.referral,
            phrase="",
            sent_at=t.now,
            kind=said.kind,
            by_family=said.by_family,
            body=sealed_body(t.keys, owner, said),
        )
    )
    await t.note_act(said.kind, effect.referral, by=Role.FAMILY if said.by_family else None)


async def answer_message(t: Turnover, effect: fx.AnswerMessage) -> None:
    owner = t.household()
    sealed = t.keys.seal(owner, effect.answer.encode(), f"message:{effect.message}")
    await t.conn.execute(
        update(message)
        .where(message.c.id == effect.message, message.c.answer.is_(None))
        .values(answer=sealed, answered_at=t.now)
    )


async def tick_papers(t: Turnover, effect: fx.TickPapers) -> None:
    owner = t.household()
    row = (await t.conn.execute(select(message).where(message.c.id == effect.message))).one()
    was = message_from(t.keys, owner, row)
    papers = tuple(paper._replace(said=said) for paper, said in zip(was.papers, effect.said, strict=True))
    body = sealed_body(t.keys, owner, replace(was, papers=papers))
    await t.conn.execute(update(message).where(message.c.id == effect.message).values(body=body))


async def show_photo(t: Turnover, effect: fx.ShowPhoto) -> None:
    """What is kept is that it was asked, by ids; whether this chat may have it is looked at again when it goes."""
    await outbox.put(t.conn, t.chat_id, "photo", t.now, ref=effect.message, detail=effect.referral)
