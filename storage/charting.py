"""Counts for the charts: numbers by a name that `conversations.charts` knows. How: docs/reference/queue.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import OPEN, Outcome
from conversations.charts import BUCKETS, Shown, months_before
from followups import BRUSSELS
from storage import counters
from storage.tables import outcome, referral

__all__ = ["tally"]

ONE_DAY = timedelta(days=1)
OBTAINED = (Outcome.RIGHT_OBTAINED, Outcome.PARTLY)


async def tally(conn: AsyncConnection, shown: Shown, now: datetime) -> Mapping[str, int]:
    """The numbers of one chart of one municipality."""
    return await _COUNT[shown.chart](conn, shown.municipality, now)


async def _by_state(conn: AsyncConnection, town: str, _now: datetime) -> Mapping[str, int]:
    running = (referral.c.municipality == town, referral.c.state.in_(OPEN))
    rows = await conn.execute(
        select(referral.c.state, func.count().label("n")).where(*running).group_by(referral.c.state)
    )
    return {row.state: row.n for row in rows}


async def _by_wait(conn: AsyncConnection, town: str, now: datetime) -> Mapping[str, int]:
    free = (
        referral.c.municipality == town,
        referral.c.state.in_(OPEN),
        referral.c.claimed_by.is_(None),
    )
    since = (await conn.execute(select(referral.c.submitted_at).where(*free))).scalars()
    return Counter(_bucket(now - at) for at in since)


def _bucket(waited: timedelta) -> str:
    return next(name for name, (days, _) in BUCKETS.items() if waited < days * ONE_DAY)


async def _outcomes(conn: AsyncConnection, town: str, now: datetime) -> Mapping[str, int]:
    months = _months(now)
    ended = (referral.c.municipality == town, referral.c.outcome.is_not(None), referral.c.closed_at.is_not(None))
    since = datetime(int(months[0][:4]), int(months[0][5:]), 1, tzinfo=BRUSSELS)
    rows = await conn.execute(
        select(referral.c.closed_at, referral.c.outcome).where(*ended, referral.c.closed_at >= since)
    )
    return Counter(
        f"{row.closed_at.astimezone(BRUSSELS):%Y-%m}:{'obtained' if row.outcome in OBTAINED else 'other'}"
        for row in rows
    )


async def _promises(conn: AsyncConnection, town: str, now: datetime) -> Mapping[str, int]:
    found = {}
    for month in _months(now):
        for kind in ("kept", "missed"):
            found[f"{month}:{kind}"] = await counters.value(conn, f"{kind}:{month}:{town}")
    return found


async def _rights(conn: AsyncConnection, town: str, now: datetime) -> Mapping[str, int]:
    granted = (outcome.c.municipality == town, outcome.c.outcome == "granted", outcome.c.month >= _months(now)[0])
    rows = await conn.execute(
        select(outcome.c.right, func.count().label("n")).where(*granted).group_by(outcome.c.right)
    )
    return {row.right: row.n for row in rows}


def _months(now: datetime) -> tuple[str, ...]:
    return months_before(now.astimezone(BRUSSELS).date())


_COUNT: Mapping[str, Callable[[AsyncConnection, str, datetime], Awaitable[Mapping[str, int]]]] = {
    "states": _by_state,
    "waiting": _by_wait,
    "outcomes": _outcomes,
    "promises": _promises,
    "rights": _rights,
}
