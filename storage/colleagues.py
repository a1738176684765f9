"""Loads what a coordinator may know of colleagues; and who hears what in the place of somebody who is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REOPENED_WITHIN, AbsenceState, ReferralState, Role
from conversations.context import Context, Referral
from conversations.desk.careplan.tasks import PICKED_IN
from conversations.desk.closed import LOADED_IN
from conversations.team import Absence, Colleague, Offer, Team
from storage import cases
from storage.families import bare
from storage.keys import KeyRing
from storage.tables import absence, chat, member, offer, referral

__all__ = ["back_on", "offers_of", "present", "standing_in", "team"]


async def team(conn: AsyncConnection, keys: KeyRing, context: Context, everyone: Sequence[Row[Any]]) -> Team:
    """The colleagues of a coordinator, in all its municipalities. How many cases each has comes from the queue."""
    towns = {member.municipality for member in context.staff}
    found = [m for m in everyone if m.role == Role.COORDINATOR and m.municipality in towns]
    names = await cases.names(conn, keys, found)
    held = Counter((row.claimed_by, row.municipality) for row in context.queue)
    state = context.chat.state
    return Team(
        colleagues=tuple(
            Colleague(m.chat_id, names.get(m.chat_id, ""), m.municipality, held[m.chat_id, m.municipality])
            for m in found
        ),
        absences=await _absences(conn, {m.chat_id for m in found}),
        offers=await _offers(conn, referral.c.municipality.in_(towns)),
        volunteers=await _volunteers(conn, keys, towns, everyone) if state.step == PICKED_IN else (),
        closed=await _closed(conn, towns, context) if (state.dialog, state.step) in _SHOW_CLOSED else (),
    )


async def _volunteers(
    conn: AsyncConnection, keys: KeyRing, towns: set[str], everyone: Sequence[Row[Any]]
) -> tuple[Colleague, ...]:
    """The volunteers of these municipalities who made their promise and who hear the bot: who muted it has a pause, and
    who is away as a coordinator is away."""
    found = [m for m in everyone if m.role == Role.VOLUNTEER and m.municipality in towns and m.about is not None]
    heard = chat.c.id.in_([m.chat_id for m in found]), chat.c.reachable, ~chat.c.muted
    away = select(absence.c.chat_id).where(absence.c.begins.is_(None))
    there = set((await conn.execute(select(chat.c.id).where(*heard, chat.c.id.not_in(away)))).scalars())
    names = await cases.names(conn, keys, [m for m in found if m.chat_id in there])
    known = (Colleague(m.chat_id, names[m.chat_id], m.municipality) for m in found if m.chat_id in names)
    return tuple(sorted(known, key=lambda one: (one.name, one.chat)))


_SHOW_CLOSED = {("desk", step) for step in LOADED_IN}


async def offers_of(conn: AsyncConnection, referral_id: str) -> Team:
    """What a follow-up of a referral may know: its offer."""
    return Team(offers=await _offers(conn, referral.c.id == referral_id))


async def _absences(conn: AsyncConnection, chats: set[int]) -> tuple[Absence, ...]:
    rows = await conn.execute(select(absence).where(absence.c.chat_id.in_(chats)).order_by(absence.c.until))
    return tuple(
        Absence(row.id, row.chat_id, row.until, row.state, row.stand_in, row.revision, row.begins) for row in rows
    )


async def _offers(conn: AsyncConnection, of: Any) -> tuple[Offer, ...]:
    query = select(offer, referral.c.number).join(referral, referral.c.id == offer.c.referral_id).where(of)
    rows = await conn.execute(query.order_by(offer.c.at))
    return tuple(Offer(row.id, row.referral_id, row.number, row.by_chat, row.to_chat) for row in rows)


async def _closed(conn: AsyncConnection, towns: set[str], context: Context) -> tuple[Referral, ...]:
    """What can be opened again, the newest first. What was emptied meanwhile cannot: nobody could be helped by it."""
    lately = (referral.c.state == ReferralState.CLOSED, referral.c.closed_at >= context.now - REOPENED_WITHIN)
    query = select(referral).where(referral.c.municipality.in_(towns), referral.c.body.is_not(None), *lately)
    rows = await conn.execute(query.order_by(referral.c.closed_at.desc(), referral.c.id))
    return tuple(bare(row) for row in rows)


async def standing_in(conn: AsyncConnection, chat_id: int, municipality: str) -> int | None:
    """Who looks after the cases of this chat in a municipality while it is away; None: nobody, or it is there."""
    query = (
        select(absence.c.stand_in)
        .join(member, member.c.chat_id == absence.c.stand_in)
        .where(absence.c.chat_id == chat_id, absence.c.state == AbsenceState.AGREED, absence.c.begins.is_(None))
        .where(member.c.municipality == municipality, member.c.role == Role.COORDINATOR, member.c.active)
    )
    found: int | None = await conn.scalar(query.limit(1))
    return found


async def back_on(conn: AsyncConnection, town: str, everyone: Sequence[Row[Any]]) -> date | None:
    """Where all coordinators of a municipality are away now: the day on which the first is back. Else None."""
    chats = {m.chat_id for m in everyone if m.role == Role.COORDINATOR and m.municipality == town}
    away = [one.until for one in await _absences(conn, chats) if one.begins is None]
    return min(away) if away and len(away) == len(chats) else None


async def present(conn: AsyncConnection, chats: list[int]) -> list[int]:
    """Those of these who are there; all, where nobody is: something must be heard."""
    now = (absence.c.chat_id.in_(chats), absence.c.begins.is_(None))
    gone = set((await conn.execute(select(absence.c.chat_id).where(*now))).scalars())
    return [chat for chat in chats if chat not in gone] or chats
