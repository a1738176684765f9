"""Loads what staff and volunteers may know of requests for help: the queue, one opened case, one's own reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, ReferralState, Role, Urgency, in_order
from conversations.context import Case, Member, Note, Referral, Report, Sealed
from rights import Data, Terms
from storage import appointments, careplans, links, twins
from storage.ahead import OWNERS
from storage.families import bare, with_body
from storage.handovers import of_referral
from storage.keys import KeyRing, SealBroken
from storage.sealing import SealedBody, open_answers, open_json, open_report
from storage.tables import access, chat, household, note, referral, sealed
from storage.talking import messages

__all__ = ["case", "members", "names", "queue", "reports", "sealed_report"]
__all__ = ["case", "members", "queue", "reports", "sealed_report", "team"]


async def members(
    conn: AsyncConnection, keys: KeyRing, chat_id: int, everyone: Sequence[Row[Any]]
) -> tuple[Member, ...]:
    """The roles of a chat."""
    own = [m for m in everyone if m.chat_id == chat_id]
    if not own:
        return ()
    owners = await _hold(conn, keys, {chat_id})
    return tuple(
        Member(m.municipality, m.role, _name(keys, owners, m), _about(keys, owners.get(chat_id, ""), m)) for m in own
    )


async def _hold(conn: AsyncConnection, keys: KeyRing, chats: set[int]) -> dict[int, str]:
    rows = await conn.execute(select(chat.c.id, chat.c.key_id).where(chat.c.id.in_(chats)))
    owners = {row.id: row.key_id for row in rows}
    await keys.hold(owners.values(), make=False)
    return owners


def _name(keys: KeyRing, owners: dict[int, str], m: Row[Any]) -> str:
    """Whose key is lost has no name, but keeps the role."""
    with suppress(SealBroken):
        return keys.open(owners.get(m.chat_id, ""), m.name, f"member:{m.chat_id}").decode()
    return ""


def _about(keys: KeyRing, owner: str, m: Row[Any]) -> dict[str, str]:
    with suppress(SealBroken):
        if m.about is not None:
            about: dict[str, str] = open_json(keys, owner, m.about, f"about:{m.chat_id}")
            return about
    return {}


async def names(conn: AsyncConnection, keys: KeyRing, found: Sequence[Row[Any]]) -> dict[int, str]:
    """The first names of staff, by chat."""
    if not found:
        return {}
    owners = await _hold(conn, keys, {m.chat_id for m in found})
    return {m.chat_id: name for m in found if (name := _name(keys, owners, m))}


async def team(
    conn: AsyncConnection, keys: KeyRing, towns: Collection[str], everyone: Sequence[Row[Any]]
) -> dict[int, str]:
    """The first names of the coordinators of these municipalities, by chat; empty where a key is lost."""
    found = [m for m in everyone if m.role == Role.COORDINATOR and m.municipality in towns]
    known = await names(conn, keys, found)
    return {m.chat_id: known.get(m.chat_id, "") for m in found}


async def queue(
    conn: AsyncConnection,
    keys: KeyRing,
    staff: tuple[Member, ...],
    everyone: Sequence[Row[Any]],
    *,
    topics: bool = False,
) -> tuple[Referral, ...]:
    """Open referrals of the staff's municipalities, in order, without anything personal of the family.

    With `topics`, for a filter, what was told is opened for the interpreter's language and what help is asked for, and
    nothing else of it. One of a household whose key is lost is left out: nobody can be helped by it.
    """
    rows = (
        await conn.execute(
            select(referral).where(
                referral.c.municipality.in_({m.municipality for m in staff}),
                referral.c.state.not_in(REFERRAL.over),
            )
        )
    ).all()
    readable = await keys.hold((row.household_id for row in rows), make=False)
    rows = [row for row in rows if row.household_id in readable]
    rows, urgent = twins.as_one(rows)
    known = await names(conn, keys, [m for m in everyone if m.chat_id in {row.claimed_by for row in rows}])
    return in_order(
        replace(
            _asked_for(keys, row) if topics else bare(row),
            claimed_name=known.get(row.claimed_by or 0, ""),
            urgency=Urgency.URGENT if row.id in urgent else row.urgency,
        )
        for row in rows
    )


def _asked_for(keys: KeyRing, row: Row[Any]) -> Referral:
    told = with_body(keys, bare(row), row.household_id, row.body)
    return replace(bare(row), interpreter=told.interpreter, about=told.about, needs=told.needs)


async def case(
    conn: AsyncConnection,
    keys: KeyRing,
    referral_id: str,
    staff: tuple[Member, ...],
    everyone: Sequence[Row[Any]],
    *,
    terms: Terms,
) -> Case | None:
    """An opened case; None where it is over, not theirs, or its key is gone."""
    row = (await conn.execute(select(referral).where(referral.c.id == referral_id))).first()
    if row is None or row.household_id is None or row.municipality not in {m.municipality for m in staff}:
        return None
    if REFERRAL.is_over(row.state) or not await keys.hold([row.household_id], make=False):
        return None
    family = (await conn.execute(select(household).where(household.c.id == row.household_id))).one()
    linked = select(access.c.chat_id).where(access.c.household_id == row.household_id, access.c.kind.in_(OWNERS))
    chats = (await conn.execute(select(chat.c.reachable, chat.c.muted).where(chat.c.id.in_(linked)))).all()
    notes = (await conn.execute(select(note).where(note.c.referral_id == row.id).order_by(note.c.at, note.c.id))).all()
    authors = {row.claimed_by, *(n.author for n in notes)}
    known = await names(conn, keys, [m for m in everyone if m.chat_id in authors])
    reachable = any(c.reachable and not c.muted for c in chats)
    shown = replace(bare(row), claimed_name=known.get(row.claimed_by or 0, ""), muted=not reachable)
    return Case(
        referral=replace(
            with_body(keys, shown, family.id, row.body), care=await careplans.plan_of(conn, keys, row.id, family.id)
        ),
        answers=open_answers(keys, family.id, family.answers),
        notes=tuple(
            Note(n.at, known.get(n.author, ""), keys.open(family.id, n.body, f"note:{row.id}").decode()) for n in notes
        ),
        messages=await messages(conn, keys, row.id, family.id),
        appointments=await appointments.of_referral(conn, keys, row.id, family.id),
        family_reachable=reachable,
        family_absent=not chats,
        code_until=None if chats else await links.lasts(conn, "adopt", row.household_id),
        family_blocked=bool(chats) and not any(c.reachable for c in chats),
        twins=await twins.of_case(conn, keys, row, terms[Data.LIKENESS].time),
        handovers=await of_referral(conn, keys, row.id),
    )


async def reports(conn: AsyncConnection, chat_id: int, now: datetime) -> tuple[Report, ...]:
    """What this volunteer reported, newest first, and how far each is."""
    waiting = (await conn.execute(select(sealed).where(sealed.c.reported_by == chat_id))).all()
    linked = exists().where(access.c.household_id == referral.c.household_id, access.c.kind.in_(OWNERS))
    mine = select(referral, linked.label("opened")).where(referral.c.reported_by == chat_id)
    sent = (await conn.execute(mine)).all()
    found = [
        Report(row.id, row.created_at, "closed" if row.body is None or row.expires_at <= now else "sealed")
        for row in waiting
    ]
    found += [Report(row.id, row.submitted_at, row.state, row.number, _unopened(row)) for row in sent]
    return tuple(sorted(found, key=lambda report: (report.at, report.id), reverse=True))


def _unopened(row: Row[Any]) -> str:
    """The household of a report that a code is still of use to."""
    over = row.opened or row.contacted_at is not None or row.state == ReferralState.DUPLICATE
    return "" if over or REFERRAL.is_over(row.state) else row.household_id or ""


async def sealed_report(
    conn: AsyncConnection, keys: KeyRing, chat_id: int, report_id: str, now: datetime
) -> Sealed | None:
    """A sealed report, if this chat opened its link since this program started, and it is neither answered nor old."""
    token = keys.in_hand.get((chat_id, report_id))
    row = (await conn.execute(select(sealed).where(sealed.c.id == report_id, sealed.c.expires_at > now))).first()
    if token is None or row is None or row.body is None or row.wrapped is None:
        return None
    try:
        told = open_report(token, report_id, SealedBody(row.body, row.wrapped))
    except SealBroken:
        return None
    return Sealed(
        report_id,
        row.municipality,
        told["first_name"],
        told["phone"],
        tuple(told["needs"]),
        told["words"],
        row.reported_by,
        told.get("writer", row.reported_by),
    )
