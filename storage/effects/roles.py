"""Roles that somebody else ends, and the second factor of staff."""

from __future__ import annotations

from dataclasses import replace

import pyotp
from sqlalchemy import select, update

from casework import Deed, Factor, invited_by
from conversations import effects as fx
from conversations.registry import DIALOGS
from conversations.state import State
from storage import outbox
from storage.effects.erasing import forget_state
from storage.effects.teams import leave_role
from storage.effects.turnover import Turnover
from storage.roles import seal_factor
from storage.sealing import open_json
from storage.tables import chat, member

__all__ = ["QR", "begin_factor", "remove_member", "reset_factor", "set_factor"]

QR = "factor"
"""The kind of message that shows a secret, and what its later deletion is about, with the chat behind it."""


async def remove_member(t: Turnover, effect: fx.RemoveMember) -> None:
    """The same as if that person had left; and what stands open in their chat shows nothing of it any more.

    LookupError where this chat may not end that role: an effect that no dialog may ask for.
    """
    mine = t.context.doing(Deed.END_ROLES)
    if not any(m.municipality == effect.municipality and effect.role in invited_by(m.role) for m in mine):
        raise LookupError("a role was to be ended by somebody who may not")
    theirs = (
        member.c.chat_id == effect.chat,
        member.c.municipality == effect.municipality,
        member.c.role == effect.role,
    )
    if await t.conn.scalar(select(member.c.id).where(*theirs)) is None:
        return
    await leave_role(replace(t, chat_id=effect.chat, actor=t.chat_id), fx.LeaveRole(effect.municipality, effect.role))
    await close_desk(t, effect.chat)
    if await t.conn.scalar(select(member.c.id).where(member.c.chat_id == effect.chat).limit(1)) is None:
        await t.conn.execute(update(chat).where(chat.c.id == effect.chat).values(factor=None))


async def close_desk(t: Turnover, chat_id: int) -> None:
    """The card of a chat as it may be seen from now on, and the files that were taken out of cases gone at once."""
    row = (await t.conn.execute(select(chat.c.key_id, chat.c.state).where(chat.c.id == chat_id))).first()
    if row is None:
        return
    if await _is_at_work(t, chat_id, row.key_id, row.state):
        await forget_state(t, chat_id, row.key_id, row.state)
    await t.conn.execute(update(chat).where(chat.c.id == chat_id).values(open_case=None, revision=chat.c.revision + 1))
    await outbox.hasten_in(t.conn, chat_id, t.now)
    await outbox.show_card(t.conn, chat_id, t.now, fresh=False, quiet=True)


async def _is_at_work(t: Turnover, chat_id: int, key_id: str, sealed: bytes) -> bool:
    """Whether a chat stands, or stood before it opened the menu, where a role is needed. Whoever looks after their own
    family at this moment goes on with that."""
    if key_id not in await t.keys.hold([key_id], make=False):
        return False
    state: State | None = State.from_json(open_json(t.keys, key_id, sealed, f"chat:{chat_id}"))
    while state is not None:
        if state.dialog in DIALOGS and DIALOGS[state.dialog].needs is not None:
            return True
        state = state.under
    return False


async def begin_factor(t: Turnover, _: fx.BeginFactor) -> None:
    """A secret that is on is not replaced: that takes a code, or an admin."""
    if t.context.chat.factor is not None and t.context.chat.factor.on:
        raise LookupError("a second factor that is on was to be replaced")
    await outbox.hasten(t.conn, f"{QR}:{t.chat_id}", t.now)
    await _keep(t, Factor(pyotp.random_base32()))
    await outbox.put(t.conn, t.chat_id, QR, t.now)


async def set_factor(t: Turnover, effect: fx.SetFactor) -> None:
    was = t.context.chat.factor
    if effect.factor is None:
        t.chat_changes["factor"] = None
        await t.note_act("code_off", "own")
        return
    await _keep(t, effect.factor)
    if effect.factor.on and not (was is not None and was.on):
        await outbox.hasten(t.conn, f"{QR}:{t.chat_id}", t.now)
        await t.note_act("code_on", "own")
    elif was is not None and set(effect.factor.codes) - set(was.codes):
        await t.note_act("codes_new", "own")


async def _keep(t: Turnover, factor: Factor) -> None:
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    t.chat_changes["factor"] = seal_factor(t.keys, key_id, t.chat_id, factor)


async def reset_factor(t: Turnover, effect: fx.ResetFactor) -> None:
    """LookupError where this chat may not, or that person has no role in its municipality."""
    here = any(m.municipality == effect.municipality for m in t.context.doing(Deed.RESET_CODES))
    theirs = (member.c.chat_id == effect.chat, member.c.municipality == effect.municipality)
    if not here or await t.conn.scalar(select(member.c.id).where(*theirs).limit(1)) is None:
        raise LookupError("a second factor was to be taken off by somebody who may not")
    await t.conn.execute(update(chat).where(chat.c.id == effect.chat).values(factor=None))
    await t.note_act("code_reset", effect.municipality)
