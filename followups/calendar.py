"""The calendar of Flemish offices: working days, public holidays and the hours in which people are left in peace."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import holidays

__all__ = [
    "BRUSSELS",
    "LATE_AFTER",
    "QUIET_FROM",
    "QUIET_UNTIL",
    "NaiveMoment",
    "add_working_days",
    "first_allowed",
    "is_working_day",
    "late",
    "morning_of",
    "next_month",
    "next_morning",
    "next_week",
    "working_day_before",
]

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
QUIET_FROM: Final = time(20, 0)
QUIET_UNTIL: Final = time(8, 30)
LATE_AFTER: Final = timedelta(days=2)
SUNDAY: Final = 6
ONE_DAY: Final = timedelta(days=1)

# The ten legal holidays, and Easter and Whit Sunday (which change nothing: they are Sundays). The language is named
# so that the package does not look for one in the environment.
HOLIDAYS: Final = holidays.country_holidays("BE", language="nl")


class NaiveMoment(ValueError):
    """A moment came in without its time zone, so nobody knows when it is."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment!r} has no time zone; give an aware datetime, for example in UTC")


def is_working_day(day: date) -> bool:
    """Whether Flemish offices work on this day: Monday to Friday, Belgian public holidays excepted."""
    return day.weekday() < 5 and day not in HOLIDAYS


def add_working_days(moment: datetime, n: int) -> datetime:
    """The moment `n` whole working days later: the same hour in Brussels, `n` working days on. In UTC.

    What starts outside a working day counts from midnight at the start of the next one, so that a request of Saturday
    has the whole of Monday. Raises ValueError for a negative `n`.
    """
    if n < 0:
        raise ValueError(f"cannot go back {-n} working days; n is 0 or more")
    local = _local(moment)
    day, hour = local.date(), local.time()
    if not is_working_day(day):
        day, hour = _next_working_day(day), time(0)
    for _ in range(n):
        day = _next_working_day(day)
    # The clocks change on Sundays, never on a working day: every local hour found here exists, once.
    return datetime.combine(day, hour, BRUSSELS).astimezone(UTC)


def next_month(moment: datetime) -> datetime:
    """The start of the first working day of the month after that of `moment`, both in Brussels. In UTC."""
    day = _local(moment).date().replace(day=1) + timedelta(days=31)
    day = day.replace(day=1)
    if not is_working_day(day):
        day = _next_working_day(day)
    return datetime.combine(day, time(0), BRUSSELS).astimezone(UTC)


def morning_of(day: date) -> datetime:
    """When the quiet hours of this day end, in Brussels. In UTC."""
    return datetime.combine(day, QUIET_UNTIL, BRUSSELS).astimezone(UTC)


def next_morning(moment: datetime) -> datetime:
    """The first morning of a working day after this moment, when its quiet hours end. In UTC."""
    day = _local(moment).date()
    while not is_working_day(day) or morning_of(day) <= moment:
        day += ONE_DAY
    return morning_of(day)


def next_week(moment: datetime) -> datetime:
    """The morning of the first working day of a week, the first such one after this moment. In UTC."""
    morning = next_morning(moment)
    while working_day_before(_local(morning).date()) >= _monday(_local(morning).date()):
        morning = next_morning(morning)
    return morning


def working_day_before(day: date) -> date:
    """The last working day before this day."""
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def first_allowed(moment: datetime) -> datetime:
    """The first moment, from this one on, at which something unasked may be sent. In UTC.

    Nothing unasked is sent from 20:00 to 08:30, on Sundays or on Belgian public holidays (Europe/Brussels).
    """
    local = _local(moment)
    day = local.date()
    if _is_quiet_day(day) or local.time() >= QUIET_FROM:
        day += ONE_DAY
    elif local.time() >= QUIET_UNTIL:
        return moment.astimezone(UTC)
    while _is_quiet_day(day):
        day += ONE_DAY
    return datetime.combine(day, QUIET_UNTIL, BRUSSELS).astimezone(UTC)


def late(due: datetime, now: datetime) -> bool:
    """Whether a reminder has missed its moment: more than two days after the first allowed moment from `due` on."""
    return _local(now) - first_allowed(due) > LATE_AFTER


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NaiveMoment(moment)
    return moment.astimezone(BRUSSELS)


def _is_quiet_day(day: date) -> bool:
    return day.weekday() == SUNDAY or day in HOLIDAYS


def _next_working_day(day: date) -> date:
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day
