"""On which days who is told what of a care plan. What somebody must do is told while there is time to do it.

Staff: the morning itself, or the last working day before it. The family: the day before, never on a day of rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from casework.careplan import CarePlan, Line, LineKind, LineState, Owner
from casework.trajectory import Phase
from followups import BRUSSELS, first_allowed, is_working_day

__all__ = ["About", "Told", "due_now", "due_tasks", "for_family", "for_staff", "morning", "next_day"]

MORNING: Final = time(8, 30)
DAY: Final = timedelta(days=1)


class About(StrEnum):
    """What somebody is told of."""

    TASK = "task"
    MEETING = "meeting"
    REVIEW = "review"
    END = "end"


class Told(NamedTuple):
    """On `day` it is told that something is due on `due`."""

    day: date
    about: About
    due: date


def for_staff(plan: CarePlan) -> tuple[Told, ...]:
    """All that whoever holds the case is told, in order of time."""
    path = plan.path
    found = [Told(_after_yes(line, _working(due)), About.TASK, due) for line, due in _tasks(plan, family=False)]
    found += [Told(_working(day), About.MEETING, day) for day in _meeting(plan)]
    if path.phase is not Phase.ENDED:
        found += [Told(_working(day), About.REVIEW, day) for day in path.reviews]
        found.append(Told(_working(path.ends), About.END, path.ends))
    return tuple(sorted(found))


def for_family(plan: CarePlan) -> tuple[Told, ...]:
    """All that the family is told, in order of time. What it agreed to too late to be told before is not told."""
    found = [Told(_after_yes(line, _spoken(due - DAY)), About.TASK, due) for line, due in _tasks(plan, family=True)]
    found = [told for told in found if told.day <= told.due]
    found += [Told(_spoken(day - DAY), About.MEETING, day) for day in _meeting(plan)]
    if plan.path.phase is not Phase.ENDED:
        found += [Told(_spoken(day), About.REVIEW, day) for day in plan.path.reviews]
    return tuple(sorted(found))


def due_tasks(plan: CarePlan, today: date) -> tuple[Line, ...]:
    """The agreed tasks whose day has come, whoever does them."""
    tasks = (*_tasks(plan, family=True), *_tasks(plan, family=False))
    return tuple(line for line, due in tasks if due <= today)


def due_now(found: Iterable[Told], told: date, today: date) -> tuple[Told, ...]:
    """What is to be told today: all since the last day that was told."""
    return tuple(one for one in found if told < one.day <= today)


def next_day(found: Iterable[Told], today: date) -> date | None:
    """The next day on which there is something to tell."""
    return min((one.day for one in found if one.day > today), default=None)


def morning(day: date) -> datetime:
    """The moment at which something is told on a day, in UTC; after a day of rest the first allowed moment."""
    return first_allowed(datetime.combine(day, MORNING, BRUSSELS))


def _tasks(plan: CarePlan, *, family: bool) -> Iterator[tuple[Line, date]]:
    for line in plan.lines:
        theirs = (line.owner is Owner.FAMILY) is family
        if line.kind is LineKind.TASK and theirs and line.state is LineState.AGREED and line.due is not None:
            yield line, line.due


def _meeting(plan: CarePlan) -> Iterator[date]:
    if plan.consultation is not None and plan.consultation.picked is not None:
        yield plan.consultation.picked.astimezone(BRUSSELS).date()


def _after_yes(line: Line, day: date) -> date:
    """Nobody is told on the day itself of what was agreed that day."""
    return max(day, line.since.astimezone(BRUSSELS).date() + DAY)


def _working(day: date) -> date:
    while not is_working_day(day):
        day -= DAY
    return day


def _spoken(day: date) -> date:
    """The day, or the last one before it on which anything may be sent."""
    while morning(day).astimezone(BRUSSELS).date() != day:
        day -= DAY
    return day
