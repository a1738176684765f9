"""Which requests may be of one family: found by marks under a key, shown to the desk, and gone with the request.

A mark is the HMAC of what two requests may share (`casework.matching`) in one municipality. Who has the file alone sees
that two requests share something, and not what. What waits sealed for a family's yes is no request, and has none.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, exists, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import MOST_ALIKE, REFERRAL, ReferralState, Urgency, birth_months, marks
from conversations.twins import Twin, Twins, last_digits
from rights import ELSEWHERE, Catalogue
from storage.keys import KeyRing
from storage.sealing import open_answers, open_json
from storage.sql import insert_into
from storage.tables import access, household, likeness, referral, twin

__all__ = ["OPEN", "OTHER", "SAME", "as_one", "compare", "end", "number_of", "of_case", "say_of", "settled"]

OPEN, SAME, OTHER = "open", "same", "other"
"""What was said about two requests: nothing yet, one family, two families."""
_LIVE = (referral.c.state.not_in(sorted(REFERRAL.over)), referral.c.state != ReferralState.DUPLICATE)


async def compare(
    conn: AsyncConnection, keys: KeyRing, catalogue: Catalogue, referral_id: str, now: datetime
) -> tuple[str, ...]:
    """Writes the marks of an open request, and a question about each other open one of its municipality that shares
    one, unless it was put before. Returns the ids of those. To be called when one comes, comes back, or has another
    number."""
    asked = select(referral, household.c.answers).join(household, household.c.id == referral.c.household_id)
    row = (await conn.execute(asked.where(referral.c.id == referral_id))).first()
    if row is None or row.body is None or not await keys.hold([row.household_id], make=False):
        return ()
    found = await _hashes(keys, row.municipality, _marks(keys, catalogue, row, now.date()))
    await conn.execute(delete(likeness).where(likeness.c.referral_id == referral_id))
    if not found:
        return ()
    await conn.execute(insert(likeness), [{"referral_id": referral_id, "mark": mark} for mark in sorted(found)])
    alike = (
        select(likeness.c.mark, referral.c.id)
        .join(referral, referral.c.id == likeness.c.referral_id)
        .where(likeness.c.mark.in_(found), referral.c.municipality == row.municipality, *_LIVE)
        .where(referral.c.id != referral_id, referral.c.household_id != row.household_id)
    )
    sharing: dict[str, list[str]] = {}
    for shared in (await conn.execute(alike)).all():
        sharing.setdefault(shared.mark, []).append(shared.id)
    others = {other for those in sharing.values() if len(those) <= MOST_ALIKE for other in those}
    pairs = select(twin.c.first_id, twin.c.second_id).where(_of(referral_id))
    known = {one for pair in (await conn.execute(pairs)).all() for one in pair}
    new = sorted(others - known)
    for other in new:
        await say_of(conn, referral_id, other, OPEN, now)
    return tuple(new)


def _marks(keys: KeyRing, catalogue: Catalogue, row: Row[Any], today: date) -> tuple[str, ...]:
    told = open_json(keys, row.household_id, row.body, f"referral:{row.id}")
    here = catalogue.for_municipality(row.municipality if row.municipality in catalogue.passes else ELSEWHERE)
    born = birth_months(here, open_answers(keys, row.household_id, row.answers), today)
    return marks(told["first_name"], told["phone"], born)


async def _hashes(keys: KeyRing, place: str, found: Iterable[str]) -> set[str]:
    """What stands in the file for marks: under a key of their own, made from the one of all index rows."""
    key = hmac.new(await keys.index_key(), b"likeness", "sha256").digest()
    return {hmac.new(key, f"{place}|{mark}".encode(), "sha256").hexdigest()[:32] for mark in found}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _of(referral_id: str) -> Any:
    return or_(twin.c.first_id == referral_id, twin.c.second_id == referral_id)


async def say_of(conn: AsyncConnection, one: str, other: str, said: str, now: datetime) -> None:
    """What is known of two requests from now on."""
    first, second = _pair(one, other)
    row = {"first_id": first, "second_id": second, "said": said, "at": now}
    wanted = insert_into(conn, twin).on_conflict_do_update(
        index_elements=["first_id", "second_id"], set_={"said": said, "at": now}
    )
    await conn.execute(wanted, row)


async def end(conn: AsyncConnection, referrals: Collection[str]) -> None:
    """Nothing is compared with these requests any more."""
    about = list(referrals)
    await conn.execute(delete(likeness).where(likeness.c.referral_id.in_(about)))
    await conn.execute(delete(twin).where(or_(twin.c.first_id.in_(about), twin.c.second_id.in_(about))))


# --- what is shown ---------------------------------------------------------------------------------------------------


async def of_case(conn: AsyncConnection, keys: KeyRing, case: Row[Any], term: timedelta) -> Twins:
    """What the desk may know of a request's twins. One whose key is lost is left out."""
    pairs = select(twin.c.first_id, twin.c.second_id).where(_of(case.id), twin.c.said == OPEN)
    asked = {one for pair in (await conn.execute(pairs)).all() for one in pair} - {case.id}
    joined = (referral.c.merged_into == case.id, referral.c.state == ReferralState.DUPLICATE)
    suggested = (referral.c.id.in_(asked), referral.c.municipality == case.municipality, *_LIVE)
    where = or_(and_(*joined), and_(*suggested)) if asked else and_(*joined)
    rows = (await conn.execute(select(referral).where(where).order_by(referral.c.submitted_at, referral.c.id))).all()
    into = await number_of(conn, case.merged_into) if case.state == ReferralState.DUPLICATE else ""
    if not rows:
        return Twins(into=into)
    readable = await keys.hold((row.household_id for row in rows if row.household_id), make=False)
    own = await _in_own_chats(conn, {case.household_id, *readable})
    shown = [_shown(keys, row, row.household_id in own, term) for row in rows if row.household_id in readable]
    return Twins(
        suggested=tuple(one for one in shown if one.part_until is None and not into),
        joined=tuple(one for one in shown if one.part_until is not None),
        into=into,
        own_chat=case.household_id in own,
    )


def _shown(keys: KeyRing, row: Row[Any], own_chat: bool, term: timedelta) -> Twin:
    told = open_json(keys, row.household_id, row.body, f"referral:{row.id}") if row.body is not None else {}
    return Twin(
        id=row.id,
        number=row.number,
        kind=row.kind,
        urgency=row.urgency,
        submitted_at=row.submitted_at,
        claimed_by=row.claimed_by,
        own_chat=own_chat,
        first_name=told.get("first_name") or "",
        phone=last_digits(told.get("phone")),
        part_until=row.merged_at + term if row.state == ReferralState.DUPLICATE and row.merged_at else None,
    )


async def _in_own_chats(conn: AsyncConnection, households: Collection[str]) -> set[str]:
    own = select(access.c.household_id).where(access.c.household_id.in_(households), access.c.kind == "own")
    return set((await conn.execute(own)).scalars())


async def number_of(conn: AsyncConnection, referral_id: str | None) -> str:
    """The number of a request; empty where there is none."""
    return await conn.scalar(select(referral.c.number).where(referral.c.id == referral_id)) or ""


def as_one(rows: Sequence[Row[Any]]) -> tuple[list[Row[Any]], frozenset[str]]:
    """Of the open requests those that stand in a queue, and the ids of those to which an urgent one was joined."""
    joined = [row for row in rows if row.state == ReferralState.DUPLICATE]
    urgent = frozenset(row.merged_into for row in joined if row.urgency == Urgency.URGENT)
    return [row for row in rows if row.state != ReferralState.DUPLICATE], urgent


# --- what goes when its term is over ---------------------------------------------------------------------------------


async def settled(conn: AsyncConnection, before: datetime) -> tuple[str, ...]:
    """Ends what was kept for requests that are over, or were joined, since before that moment. Returns the households
    of joined ones to which no chat is linked, and of which nothing else runs: their files have no use any more."""
    over = select(referral.c.id).where(referral.c.closed_at <= before, referral.c.state.in_(sorted(REFERRAL.over)))
    await conn.execute(delete(likeness).where(likeness.c.referral_id.in_(over)))
    await conn.execute(delete(twin).where(or_(twin.c.first_id.in_(over), twin.c.second_id.in_(over))))
    await conn.execute(delete(twin).where(twin.c.said == SAME, twin.c.at <= before))
    joined = (referral.c.state == ReferralState.DUPLICATE, referral.c.merged_at <= before)
    linked = exists().where(access.c.household_id == referral.c.household_id)
    other = referral.alias()
    runs = exists().where(
        other.c.household_id == referral.c.household_id,
        other.c.id != referral.c.id,
        other.c.state.not_in(sorted(REFERRAL.over)),
    )
    found = select(referral.c.household_id).where(*joined, referral.c.household_id.is_not(None), ~linked, ~runs)
    return tuple((await conn.execute(found)).scalars())
