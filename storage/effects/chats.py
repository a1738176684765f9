"""The chat itself: language, mute, messages in it."""

from __future__ import annotations

from conversations import effects as fx
from storage import outbox
from storage.effects.turnover import Turnover

__all__ = [
    "ask_for_contact",
    "delete_message",
    "end_contact_request",
    "set_language",
    "set_muted",
    "set_reachable",
    "toast",
]


async def set_language(t: Turnover, effect: fx.SetLanguage) -> None:
    t.chat_changes["language"] = effect.language
    await outbox.put(t.conn, t.chat_id, "commands", t.now)


async def set_muted(t: Turnover, effect: fx.SetMuted) -> None:
    t.chat_changes["muted"] = effect.muted


async def set_reachable(t: Turnover, effect: fx.SetReachable) -> None:
    t.chat_changes["reachable"] = effect.reachable


async def toast(t: Turnover, effect: fx.Toast) -> None:
    t.toast = effect.name


async def delete_message(t: Turnover, effect: fx.DeleteMessage) -> None:
    await outbox.put(t.conn, t.chat_id, "delete", t.now, ref=str(effect.message))


async def ask_for_contact(t: Turnover, _: fx.AskForContact) -> None:
    await outbox.put(t.conn, t.chat_id, "contact", t.now)


async def end_contact_request(t: Turnover, effect: fx.EndContactRequest) -> None:
    await outbox.put(t.conn, t.chat_id, "contact_end", t.now, ref=str(effect.message))
