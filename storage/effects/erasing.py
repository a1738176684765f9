"""Erasing: rows and keys go."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Select, delete, select, true, update

from casework import REFERRAL, ReferralAction, ReferralState, Role
from conversations import effects as fx
from conversations.moves import audience
from storage import handing, links, twins
from storage import outbox as outbox_room
from storage.effects import handovers
from storage.effects.calling_off import call_off
from storage.effects.careplans import helper_leaves
from storage.effects.leaving import give_back
from storage.effects.promises import notify
from storage.effects.referrals import refresh_viewers
from storage.effects.turnover import Turnover
from storage.effects.twins import follow
from storage.families import FILE, bare
from storage.sealing import open_json, seal_json
from storage.tables import (
    access,
    appointment,
    care_helper,
    careplan,
    chat,
    consent,
    household,
    member,
    message,
    note,
    notice,
    offer,
    outbox,
    promise,
    referral,
    sealed,
    shred,
    team_group,
    work,
)

__all__ = ["end_memberships", "erase_chat", "erase_everything", "erase_household", "erase_referrals", "forget_state"]

NOBODY = 0
"""In the place of who erased everything: what they did for others goes on, and no longer leads to them."""

_NAMED_IN: tuple[tuple[Column[Any], int | None], ...] = (
    (sealed.c.reported_by, NOBODY),
    (referral.c.reported_by, None),
    (referral.c.claimed_by, None),
    (promise.c.owner, None),
    (note.c.author, NOBODY),
    (consent.c.witness, NOBODY),
    (team_group.c.confirmed_by, NOBODY),
)
"""Where an account stands in what is about somebody else, and what takes its place. The audit keeps who read what
until its term is over: whoever has a role reads so."""


async def erase_everything(t: Turnover, effect: fx.EraseEverything) -> None:
    """The open household with all that hangs from it; with `roles`, every household that is this chat's own, and the
    chat itself. A helper's erase takes nothing away from a family that has its own link or waits for a coordinator."""
    if effect.roles:
        for entry in t.context.roster:
            if (entry.kind == "own" and not effect.keep_requests) or await _is_nobody_elses(t, entry.household):
                await _tell_others(t, entry.household)
                await erase_household(t, entry.household)
            else:
                mine = (access.c.household_id == entry.household, access.c.chat_id == t.chat_id)
                await t.conn.execute(delete(access).where(*mine))
                await handing.hand_on(t.conn, entry.household, t.chat_id, t.now)
        await t.conn.execute(delete(access).where(access.c.chat_id == t.chat_id))
    elif t.household_id is not None:
        await erase_household(t, t.household_id)
    left = [entry for entry in t.context.roster if entry.household != t.household_id]
    if t.context.chat.household in (None, t.household_id):
        t.chat_changes["household_id"] = None
    if effect.roles or not (t.context.members or left):
        await t.conn.execute(
            delete(work).where(work.c.stream == f"chat:{t.chat_id}", work.c.kind != "update", work.c.state == "waiting")
        )
        await erase_chat(t)
    t.household_id = None


async def _tell_others(t: Turnover, household_id: str) -> None:
    """Any parent may erase the file, so that a person in danger can; the others hear that something is gone."""
    for who in ("owners", "helpers"):
        await notify(t, fx.Notify(fx.Audience(who, household=household_id), "file_gone"))


async def _is_nobody_elses(t: Turnover, household_id: str) -> bool:
    others = select(access.c.chat_id).where(access.c.household_id == household_id, access.c.chat_id != t.chat_id)
    waits = select(referral.c.id).where(referral.c.household_id == household_id, referral.c.state.not_in(REFERRAL.over))
    return await t.conn.scalar(others.limit(1)) is None and await t.conn.scalar(waits.limit(1)) is None


async def erase_household(t: Turnover, household_id: str) -> None:
    """A household, its requests and its key. Other chats that had it open show nothing of it any more, what waits to
    be said about it is not said, and no chat keeps a question about it."""
    linked = select(access.c.chat_id).where(access.c.household_id == household_id)
    for chat_id in (await t.conn.execute(linked)).scalars().all():
        await handing.unsay(t.conn, household_id, chat_id, t.now)
    for reader in (await t.conn.execute(_readers(t, household_id))).all():
        await forget_state(t, reader.id, reader.key_id, reader.state)
    await erase_referrals(t, household_id)
    viewers = select(chat.c.id).where(
        chat.c.household_id == household_id, chat.c.id != t.chat_id, chat.c.card_id.is_not(None)
    )
    for viewer in (await t.conn.execute(viewers)).scalars().all():
        await outbox_room.show_card(t.conn, viewer, t.now, fresh=False, quiet=True)
    for purpose in ("adopt", "join"):
        await links.forget(t.conn, purpose, household_id)
    await t.conn.execute(delete(household).where(household.c.id == household_id))
    await t.conn.execute(shred.insert().values(owner=household_id))
    await t.note_act("erase", household_id, by=Role.FAMILY)


def _readers(t: Turnover, household_id: str) -> Select[Any]:
    open_here = (chat.c.household_id == household_id, chat.c.id != t.chat_id)
    return select(chat.c.id, chat.c.key_id, chat.c.state).where(*open_here)


async def forget_state(t: Turnover, chat_id: int, key_id: str, sealed: bytes) -> None:
    """Where another chat is, without what its state holds: ticks on their way to an answer of a file that it may not
    see any more. It goes home with its next tap."""
    if key_id not in await t.keys.hold([key_id], make=False):
        return
    place = f"chat:{chat_id}"
    was = open_json(t.keys, key_id, sealed, place)
    bare = {name: was[name] for name in ("dialog", "step", FILE) if name in was}
    await t.conn.execute(update(chat).where(chat.c.id == chat_id).values(state=seal_json(t.keys, key_id, bare, place)))


async def erase_chat(t: Turnover) -> None:
    """The chat starts anew, with another key: what it said before cannot be read any more."""
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    await end_memberships(t)
    for column, nobody in _NAMED_IN:
        await t.conn.execute(update(column.table).where(column == t.chat_id).values({column: nobody}))
    await handing.take_away(t.conn, t.chat_id, t.now, true())
    await t.conn.execute(delete(notice).where(notice.c.chat_id == t.chat_id))
    await t.conn.execute(
        delete(outbox).where(outbox.c.chat_id == t.chat_id, outbox.c.kind == "notice", outbox.c.state == "pending")
    )
    await t.conn.execute(shred.insert().values(owner=key_id))
    t.erased = True


async def erase_referrals(t: Turnover, household_id: str) -> None:
    """What stays of a referral is its number and that it was erased; whoever has it is told so."""
    rows = (await t.conn.execute(select(referral).where(referral.c.household_id == household_id))).all()
    for row in rows:
        open_still = not REFERRAL.is_over(row.state)
        for tell in REFERRAL.edge(row.state, ReferralAction.ERASE).tells if open_still else ():
            if (to := audience(tell.audience, bare(row))) is not None:
                await notify(t, fx.Notify(to, tell.notice, row.id))
        if open_still:
            await call_off(t, row.id, by=Role.FAMILY)
        await t.conn.execute(delete(appointment).where(appointment.c.referral_id == row.id))
        await t.conn.execute(delete(note).where(note.c.referral_id == row.id))
        await t.conn.execute(delete(message).where(message.c.referral_id == row.id))
        await t.conn.execute(delete(offer).where(offer.c.referral_id == row.id))
        await t.conn.execute(delete(promise).where(promise.c.referral_id == row.id))
        await handovers.drop(t, row.id)
        await t.conn.execute(delete(careplan).where(careplan.c.referral_id == row.id))
        await t.conn.execute(delete(care_helper).where(care_helper.c.referral_id == row.id))
        await t.conn.execute(delete(work).where(work.c.stream == f"referral:{row.id}"))
        await outbox_room.hasten(t.conn, row.id, t.now)
        await t.conn.execute(
            update(referral)
            .where(referral.c.id == row.id)
            .values(
                household_id=None,
                body=None,
                state=ReferralState.ERASED if open_still else row.state,
                revision=row.revision + 1,
                closed_at=row.closed_at or t.now,
            )
        )
        await twins.end(t.conn, [row.id])
        if open_still:
            await follow(t, row.id, row.state)
        await refresh_viewers(t, row.id)


async def end_memberships(t: Turnover) -> None:
    """Who leaves hands the work back: it waits in the queue again, with the reminders that belong to that."""
    for role in (await t.conn.execute(select(member).where(member.c.chat_id == t.chat_id))).all():
        await t.note_act("leave", f"{role.municipality}:{role.role}")
    await t.conn.execute(delete(member).where(member.c.chat_id == t.chat_id))
    await give_back(t, t.chat_id)
    await helper_leaves(t, t.chat_id)
