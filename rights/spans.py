"""What is known of a fact: a set of options, or a span of numbers, amounts or days. Knowing more makes it smaller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["NEVER", "Known", "Number", "Options", "Span", "age_on", "apart", "day_span", "narrowed"]

Number = int | Decimal
Options = frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high` (None: open). Numbers and days (ordinals) include both ends, amounts exclude `high`."""

    low: Number | None = None
    high: Number | None = None

    @property
    def exact(self) -> bool:
        """Whether one number is left."""
        return self.low is not None and self.low == self.high

    def holds(self, value: Number) -> bool:
        """Whether the value lies strictly inside."""
        return (self.low is None or self.low < value) and (self.high is None or value < self.high)


Known = Options | Span

# A day that never was: longer ago than any deadline.
NEVER = Span(0, 0)


def day_span(first: date, last: date) -> Span:
    """The days from first to last, both included."""
    return Span(first.toordinal(), last.toordinal())


def narrowed(before: Known | None, new: Known) -> Known:
    """What is known after both. Where they contradict each other, the later one is a correction and wins."""
    if isinstance(before, Span) and isinstance(new, Span):
        low = new.low if before.low is None else before.low if new.low is None else max(before.low, new.low)
        high = new.high if before.high is None else before.high if new.high is None else min(before.high, new.high)
        return new if low is not None and high is not None and low > high else Span(low, high)
    if isinstance(before, frozenset) and isinstance(new, frozenset):
        return (before & new) or new
    return new


def apart(before: Known | None, after: Known | None) -> bool:
    """Whether what was known and what is known now cannot both be so. Knowing more, or nothing, is no contradiction."""
    if isinstance(before, Span) and isinstance(after, Span):
        above = before.high is not None and after.low is not None and after.low > before.high
        below = after.high is not None and before.low is not None and after.high < before.low
        return above or below
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        return not before & after
    return False


def age_on(day: date, born: date) -> int:
    """Whole years of age on a day; -1 before birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
