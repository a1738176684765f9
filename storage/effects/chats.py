"""The chat itself: language, mute, messages in it."""

from __future__ import annotations

from sqlalchemy import delete, select

from conversations import effects as fx
from storage import counters, handing, outbox
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.tables import chat, work

__all__ = [
    "ask_for_contact",
    "count",
    "delete_message",
    "end_contact_request",
    "end_follow_ups",
    "renew_key",
    "set_beside",
    "set_language",
    "set_lock",
    "set_muted",
    "set_reachable",
    "toast",
    "wish_language",
]

MUST_HAPPEN = ("update", "wipe")
"""Work in a chat's stream that goes on whatever the chat can hear."""


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


async def end_follow_ups(t: Turnover, _: fx.EndFollowUps) -> None:
    for entry in t.context.roster:
        await handing.pass_on(t.conn, entry.household, t.chat_id)
    waiting = (work.c.stream == f"chat:{t.chat_id}", work.c.state == "waiting", work.c.kind.not_in(MUST_HAPPEN))
    await t.conn.execute(delete(work).where(*waiting))


async def set_beside(t: Turnover, effect: fx.SetBeside) -> None:
    t.chat_changes["beside"] = effect.beside


async def wish_language(t: Turnover, effect: fx.WishLanguage) -> None:
    before = t.context.chat.wish
    if before == effect.language:
        return
    if before is not None:  # another choice of the same person: the count moves along
        await counters.add(t.conn, f"wish:{before}", -1)
    t.chat_changes["wish"] = effect.language
    await counters.add(t.conn, f"wish:{effect.language}")


async def set_lock(t: Turnover, effect: fx.SetLock) -> None:
    if effect.lock is None:
        t.chat_changes["lock"] = None
        return
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    lock = effect.lock
    told = {
        "salt": lock.salt,
        "digest": lock.digest,
        "wrong": lock.wrong,
        "until": lock.until.isoformat() if lock.until is not None else "",
    }
    t.chat_changes["lock"] = seal_json(t.keys, key_id, told, f"lock:{t.chat_id}")


async def count(t: Turnover, effect: fx.Count) -> None:
    await counters.add(t.conn, effect.name)


async def renew_key(t: Turnover, _: fx.RenewKey) -> None:
    t.renew = True
