"""A day and an hour as people type them: "23/11", "23-11-2026", "23/11 14:30", "14u", "om 9 uur"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Final

__all__ = ["TypedDay", "read_day", "read_hour"]

_DAY: Final = re.compile(
    r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2})(?!\d))?(?:(?!\d)\W*(?:om\s*)?(.*))?"
)
_HOUR: Final = re.compile(r"(?:om\s+)?(\d{1,2})\s*(?:(?:[:.uh]|uur)\s*(\d{2})?)?\s*(?:uur|u)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day and a month, with the year and the hour if they were typed too."""

    day: int
    month: int
    year: int | None = None
    hour: time | None = None

    def in_years(self, years: Iterable[int]) -> tuple[date, ...]:
        """This day in each of these years (in its own, where one was typed), as far as it exists there."""
        found: list[date] = []
        for year in (self.year,) if self.year is not None else years:
            try:
                found.append(date(year, self.month, self.day))
            except ValueError:
                continue
        return tuple(found)

    def nearest(self, to: date) -> date | None:
        """The day that is nearest to another one; None where there is no such day."""
        days = self.in_years(range(to.year - 1, to.year + 2))
        return min(days, key=lambda day: abs(day - to), default=None)


def read_day(text: str) -> TypedDay | None:
    """A day, perhaps with an hour behind it; None for anything else."""
    found = _DAY.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    rest = (found[4] or "").strip()
    hour = read_hour(rest) if rest else None
    if rest and hour is None:
        return None
    year = int(found[3]) % 100 + 2000 if found[3] else None
    return TypedDay(int(found[1]), int(found[2]), year, hour)


def read_hour(text: str) -> time | None:
    """An hour of the day; None for anything else."""
    found = _HOUR.fullmatch(" ".join(text.split()))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))
