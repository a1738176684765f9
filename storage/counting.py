"""Counts, for the figures that a team reads: what is counted, and how, stands in docs/reference/queue.md.

Nothing sealed is opened, and nothing that is given back names a family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import OPEN, PROMISE, REFERRAL, DayCounts, Urgency, WeekCounts
from casework.counting import claimed_in_time, due_and_kept, half_wait, since_of, week_of
from casework.promises import end_of
from conversations.figures import WEEKLY, at, reads_counts
from conversations.ledger import Counts, Ledger
from followups import BRUSSELS, working_day_before
from storage import ledger
from storage.ahead import OWNERS
from storage.tables import access, audit, household, promise, referral, work

__all__ = ["day_counts", "for_all", "of_notice", "week_counts"]

TAKEN = ("claim", "assign", "accept")
"""Acts by which somebody takes a request; the first one counts."""
OVERDUE_AFTER = timedelta(hours=1)
AT_ONCE = 400
"""So many ids are named in one statement."""


async def for_all(conn: AsyncConnection, kind: str, towns: Collection[str], now: datetime) -> Ledger:
    """What a follow-up that posts figures is about: those of each town today."""
    today = now.astimezone(BRUSSELS).date()
    if kind == WEEKLY:
        return Ledger(weeks={town: await week_counts(conn, town, today) for town in towns})
    return Ledger(days={town: await day_counts(conn, town, today, now) for town in towns})


async def of_notice(conn: AsyncConnection, kind: str, ref: str, now: datetime) -> Counts | None:
    """The figures that a notice shows, of the day and the town that it names; None for a notice about something
    else."""
    about = at(ref) if reads_counts(kind) else None
    if about is None:
        return None
    day, town = about
    return await (week_counts(conn, town, day) if kind == WEEKLY else day_counts(conn, town, day, now))


async def day_counts(conn: AsyncConnection, town: str, day: date, now: datetime) -> DayCounts:
    """A town's day, seen at this moment of it."""
    running = await _running(conn, town)
    free = [row.submitted_at for row in running if row.claimed_by is None]
    before = working_day_before(day)
    due, kept = due_and_kept(await _promises_for(conn, town, before), before)
    return DayCounts(
        municipality=town,
        day=day,
        new=await _came(conn, town, since_of(day), now),
        open=len(running),
        urgent=sum(row.claimed_by is None and row.urgency == Urgency.URGENT for row in running),
        waits_since=min(free, default=None),
        due_today=await _open_promises(conn, town, promise.c.due_at == end_of(day)),
        missed=await _open_promises(conn, town, promise.c.due_at < end_of(day)),
        due=due,
        kept=kept,
        overdue=await _overdue(conn, town, running, now),
        unwatched=await _unwatched(conn, town, running),
    )


async def week_counts(conn: AsyncConnection, town: str, day: date) -> WeekCounts:
    """The week before that of this day."""
    start, end = week_of(day)
    here = referral.c.municipality == town
    came = (
        await conn.execute(
            select(referral.c.id, referral.c.submitted_at).where(
                here, referral.c.submitted_at >= start, referral.c.submitted_at < end
            )
        )
    ).all()
    over = select(referral.c.outcome, func.count().label("n")).where(
        here, referral.c.closed_at >= start, referral.c.closed_at < end, referral.c.outcome.is_not(None)
    )
    closed = (await conn.execute(over.group_by(referral.c.outcome))).all()
    first = func.min(audit.c.at, type_=audit.c.at.type)
    taken = (
        select(referral.c.id, referral.c.submitted_at, first.label("at"))
        .join(audit, audit.c.subject == referral.c.id)
        .where(here, audit.c.act.in_(TAKEN), referral.c.submitted_at >= start - timedelta(days=365))
        .group_by(referral.c.id, referral.c.submitted_at)
    )
    claims = {row.id: row for row in (await conn.execute(taken)).all()}
    this_week = [row.at - row.submitted_at for row in claims.values() if start <= row.at < end]
    return WeekCounts(
        municipality=town,
        day=day,
        came=len(came),
        in_time=sum(claimed_in_time(row.submitted_at, claims[row.id].at) for row in came if row.id in claims),
        closed={row.outcome: row.n for row in closed},
        half_within=half_wait(this_week),
    )


async def _running(conn: AsyncConnection, town: str) -> Sequence[Row[Any]]:
    """The open requests of a town."""
    query = select(referral).where(referral.c.municipality == town, referral.c.state.in_(OPEN))
    return (await conn.execute(query.order_by(referral.c.submitted_at, referral.c.id))).all()


async def _came(conn: AsyncConnection, town: str, since: datetime, until: datetime) -> int:
    query = select(func.count()).where(
        referral.c.municipality == town, referral.c.submitted_at >= since, referral.c.submitted_at < until
    )
    return (await conn.execute(query)).scalar_one()


async def _open_promises(conn: AsyncConnection, town: str, when: Any) -> int:
    query = select(func.count()).select_from(promise).where(promise.c.municipality == town, ledger.OPEN, when)
    return (await conn.execute(query)).scalar_one()


async def _promises_for(conn: AsyncConnection, town: str, day: date) -> list[Any]:
    query = (
        select(promise, referral.c.number.label("reference"))
        .join(referral, referral.c.id == promise.c.referral_id)
        .where(promise.c.municipality == town, promise.c.due_at == end_of(day))
    )
    return [ledger.as_promise(row) for row in await conn.execute(query)]


async def _overdue(conn: AsyncConnection, town: str, running: Sequence[Row[Any]], now: datetime) -> int:
    """Follow-ups that wait too long or were given up, about this town: in the stream of one of its requests, or of a
    chat that opens one of its families."""
    late = or_(work.c.state == "parked", (work.c.state == "waiting") & (work.c.due_at <= now - OVERDUE_AFTER))
    query = select(work.c.stream).where(work.c.kind != "update", late, work.c.due_at <= now - OVERDUE_AFTER)
    streams = Counter((await conn.execute(query)).scalars())
    if not streams:
        return 0
    mine = {f"referral:{row.id}" for row in running}
    linked = select(access.c.chat_id).join(household).where(household.c.municipality == town)
    chats = (await conn.execute(linked.where(access.c.kind.in_(OWNERS)).distinct())).scalars()
    mine |= {f"chat:{chat_id}" for chat_id in chats}
    return sum(n for stream, n in streams.items() if stream in mine)


async def _unwatched(conn: AsyncConnection, town: str, running: Sequence[Row[Any]]) -> tuple[str, ...]:
    """The numbers of the open requests about which nothing waits: no timer of their state table whose fence still
    fits, nothing else in their stream, and no promise."""
    timers = {timer.kind for timer in REFERRAL.timers}
    fences = {REFERRAL.fence(kind, row.id, row.state, row.revision): row.id for row in running for kind in timers}
    streams = {f"referral:{row.id}": row.id for row in running}
    promised = select(promise.c.referral_id).where(promise.c.municipality == town, ledger.OPEN)
    watched: set[str] = set((await conn.execute(promised)).scalars())
    void = timers | {timer.kind for timer in PROMISE.timers}
    for some in _some(fences):
        waits = select(work.c.fence).where(work.c.state == "waiting", work.c.fence.in_(some))
        watched |= {fences[fence] for fence in (await conn.execute(waits)).scalars()}
    for some in _some(streams):
        waits = select(work.c.stream).where(work.c.state == "waiting", work.c.stream.in_(some))
        other = waits.where(work.c.kind.not_in(sorted(void)))
        watched |= {streams[stream] for stream in (await conn.execute(other)).scalars()}
    return tuple(row.number for row in running if row.id not in watched)


def _some(names: Mapping[str, str]) -> list[list[str]]:
    every = list(names)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
