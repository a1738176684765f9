"""The last day on which something can be asked."""

from __future__ import annotations

from datetime import date, timedelta

from rights.shapes import Deadline

__all__ = ["last_day", "next_day"]


def last_day(first: date, deadline: Deadline) -> date:
    """The last day to ask, counted from the day something happened."""
    if deadline.age is not None:
        return date(first.year + deadline.age, first.month, 1)
    month = first.month - 1 + deadline.months
    start = date(first.year + month // 12, month % 12 + 1, 1)
    return start + timedelta(days=first.day - 1 + deadline.days)


def next_day(today: date, each_year: str) -> date:
    """The next time a day of the year comes (`06-01`); today counts."""
    month, day = (int(part) for part in each_year.split("-"))
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
