"""What a team reads in figures: a day, a week. Counts only: nothing in them leads to a family.

What is counted, and how: docs/reference/queue.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

from casework.promises import Promise, PromiseState, kept_in_time
from followups import BRUSSELS, add_working_days, morning_of, working_day_before

__all__ = ["DayCounts", "WeekCounts", "claimed_in_time", "due_and_kept", "half_wait", "since_of", "week_of"]


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A team's day, as it is on the morning of `day`."""

    municipality: str
    day: date
    new: int = 0
    """Requests that came in since the morning of the working day before."""
    open: int = 0
    urgent: int = 0
    """Open requests that are urgent and that nobody took."""
    waits_since: datetime | None = None
    """Since when the request waits that nobody took for the longest time."""
    due_today: int = 0
    """Promises for this day."""
    missed: int = 0
    """Promises whose day went by, and that nobody kept or moved yet."""
    due: int = 0
    """Promises that were due on the working day before."""
    kept: int = 0
    """How many of those were kept in time."""
    overdue: int = 0
    """Follow-ups of the bot about this team's families that should have been done more than an hour ago."""
    unwatched: tuple[str, ...] = ()
    """Numbers of open requests about which nothing is planned: no timer that still holds, and no promise."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.new or self.open or self.due_today or self.missed or self.due)

    @property
    def alarming(self) -> bool:
        """Whether something that should be going on is not."""
        return bool(self.overdue or self.unwatched)


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """A team's week, Monday to Sunday: the one before the week of `day`."""

    municipality: str
    day: date
    came: int = 0
    in_time: int = 0
    """Of those that came: how many somebody took within one working day."""
    closed: Mapping[str, int] = field(default_factory=dict)
    """By outcome."""
    half_within: timedelta | None = None
    """The median of how long those that somebody took in this week had waited; None where nobody took one."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.came or self.closed or self.half_within is not None)


def since_of(day: date) -> datetime:
    """What a digest of this day calls new came in since then: the morning of the working day before."""
    return morning_of(working_day_before(day))


def week_of(day: date) -> tuple[datetime, datetime]:
    """The week that the figures of this day are about: from Monday to Monday, at midnight in Brussels."""
    monday = day - timedelta(days=day.weekday())
    midnights = (datetime.combine(start, time(0), BRUSSELS) for start in (monday - timedelta(days=7), monday))
    first, last = midnights
    return first, last


def due_and_kept(promises: Iterable[Promise], day: date) -> tuple[int, int]:
    """Of the promises for a day: how many were due, and how many of those were kept in time. What was moved or dropped
    before the day was over was not due on it any more."""
    due = [promise for promise in promises if promise.day == day and not _let_go(promise)]
    return len(due), sum(kept_in_time(promise) for promise in due)


def _let_go(promise: Promise) -> bool:
    ended = promise.state in (PromiseState.MOVED, PromiseState.DROPPED)
    return ended and promise.closed_at is not None and promise.closed_at <= promise.due_at


def claimed_in_time(came: datetime, claimed: datetime | None) -> bool:
    """Whether somebody took a request within one working day."""
    return claimed is not None and claimed <= add_working_days(came, 1)


def half_wait(waits: Iterable[timedelta]) -> timedelta | None:
    """The median; None of nothing."""
    seconds = [wait.total_seconds() for wait in waits]
    return timedelta(seconds=median(seconds)) if seconds else None
