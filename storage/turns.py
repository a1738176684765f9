"""What a turn leaves behind in its chat, and the chats that nobody has spoken in yet."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.context import Context
from conversations.dialog import Turn
from conversations.state import State
from storage import ahead, outbox, renewal
from storage.effects import Turnover, apply_effects
from storage.families import FILE
from storage.keys import KeyRing
from storage.sealing import seal_json
from storage.sql import insert_into
from storage.tables import chat, household, shred
from storage.transaction import later

__all__ = ["keys_of_chats", "keys_to_shred", "save", "shredded"]


async def keys_of_chats(conn: AsyncConnection, keys: KeyRing, chat_ids: Collection[int]) -> dict[int, str]:
    """The key of each chat, held; chats that are not known yet are made."""
    owners: dict[int, str] = {
        chat_id: row.key_id for chat_id, row in (await ahead.chat_rows(conn, chat_ids)).items() if row is not None
    }
    fresh = {chat_id: secrets.token_hex(12) for chat_id in chat_ids if chat_id not in owners}
    await keys.hold([*owners.values(), *fresh.values()])
    if fresh:
        start = State("welcome", "language").to_json()
        await conn.execute(
            insert_into(conn, chat).on_conflict_do_nothing(),
            [{"id": c, "key_id": key, "state": seal_json(keys, key, start, f"chat:{c}")} for c, key in fresh.items()],
        )
    return owners | fresh


async def save(conn: AsyncConnection, keys: KeyRing, context: Context, turn: Turn, *, by_person: bool) -> str:
    """Applies a turn: its effects, the chat's state, the card. Returns the name of the toast, if there is one."""
    chat_id = context.chat.id
    family = context.household
    turnover = Turnover(conn, keys, context, chat_id, family.id if family is not None else None, by_person=by_person)
    await apply_effects(turnover, turn.effects)
    if chat_id == 0:  # a follow-up of a referral, or of the bot itself: it has no chat
        return turnover.toast
    touched = turnover.household_id
    if by_person and touched is not None and touched != turnover.touched:
        values = {"of": touched, "at": context.now}
        await later(conn, _TOUCH, values, changes=("household", touched))
    await _save_chat(turnover, turn)
    if turn.card and chat_id > 0:
        await outbox.show_card(conn, chat_id, context.now, fresh=turn.fresh, quiet=not by_person)
    return turnover.toast


async def _save_chat(t: Turnover, turn: Turn) -> None:
    conn, keys, chat_id, state = t.conn, t.keys, t.chat_id, turn.state
    values: dict[str, Any] = {**t.chat_changes, "open_case": state.text("case") or None}
    if t.erased:
        key_id = secrets.token_hex(12)
        await keys.hold([key_id])
        values |= {"key_id": key_id, "language": None, "muted": False, "household_id": None, "open_case": None}
        values |= {"lock": None, "factor": None, "beside": False, "wish": None}
    else:
        row = await ahead.chat_row(conn, chat_id)
        if row is None:
            raise LookupError("a turn in a chat that is not there")
        key_id = row.key_id
        await keys.hold([key_id])
        if t.renew:
            key_id = values["key_id"] = await renewal.renew(conn, keys, chat_id, key_id)
    file = None if t.erased else t.chat_changes.get("household_id", t.context.chat.household)
    sealed = seal_json(keys, key_id, {**state.to_json(), FILE: file}, f"chat:{chat_id}")
    if turn.card:  # what shows nothing (a follow-up that came too late) leaves the view, and its timer, as they are
        values["revision"] = _NEXT
    if values.keys() == _MOVE_SETS:  # as nearly every turn does
        moved = {"of": chat_id, "case": values["open_case"], "sealed": sealed}
        await later(conn, _MOVE, moved, changes=("chat", chat_id))
        return
    await conn.execute(update(chat).where(chat.c.id == chat_id).values(**values, state=sealed))


_TOUCH = update(household).where(household.c.id == bindparam("of")).values(touched_at=bindparam("at"))
_NEXT = chat.c.revision + 1
_MOVE_SETS = {"open_case", "revision"}
_MOVE = (
    update(chat)
    .where(chat.c.id == bindparam("of"))
    .values(open_case=bindparam("case"), state=bindparam("sealed"), revision=_NEXT)
)


async def keys_to_shred(conn: AsyncConnection) -> list[str]:
    """Whose households or chats are erased: their keys are to be deleted once this transaction is committed."""
    return list((await conn.execute(_TO_SHRED)).scalars())


_TO_SHRED = select(shred.c.owner)


async def shredded(conn: AsyncConnection, owners: list[str]) -> None:
    """These keys are gone."""
    await conn.execute(delete(shred).where(shred.c.owner.in_(owners)))
