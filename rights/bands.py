"""Choices that the engine makes: bands of money between edges, birth years and months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from rights.spans import Number, Span
from texts import Money, Text, say

__all__ = ["Band", "band_label", "bands_between", "birth_months", "birth_years", "least_left"]

OLDEST_CHILD = 18


@dataclass(frozen=True, slots=True)
class Band:
    """A generated choice: what it means is kept with the answer as `low` and `high`."""

    id: str
    label: Text
    low: str | None
    high: str | None


def bands_between(known: Span, edges: Sequence[Decimal]) -> tuple[Band, ...]:
    """The bands of money that the edges cut what is known into, from low to high; each excludes its upper end."""
    points: list[Number | None] = [known.low, *edges, known.high]
    return tuple(
        Band(f"b{number}", band_label(low, high), _kept(low), _kept(high))
        for number, (low, high) in enumerate(pairwise(points))
    )


def least_left(weighed: Sequence[tuple[Decimal, Decimal]], most: int, known: Span) -> list[Decimal]:
    """Of edges from low to high, each with its weight, at most `most` to cut at: those that leave least weight inside
    the bands, counted by how wide a band is. Above the highest edge a band counts as far as up to it again."""
    if len(weighed) <= most:
        return [edge for edge, _ in weighed]
    edges = [edge for edge, _ in weighed]
    ends = [Decimal(known.low or 0), *edges, Decimal(known.high) if known.high is not None else 2 * edges[-1]]
    summed = [Decimal(0)]
    for _, weight in weighed:
        summed.append(summed[-1] + weight)

    def left(start: int, end: int) -> Decimal:
        return (ends[end] - ends[start]) * (summed[max(end - 1, start)] - summed[start])

    last = len(ends) - 1
    best: list[tuple[Decimal, tuple[int, ...]]] = [(left(0, end), ()) for end in range(last + 1)]
    top = last - 1  # always cut at the highest edge: who is above it is above every ceiling
    for _ in range(most - 1):
        best = [
            min(
                [best[end], *((best[cut][0] + left(cut, end), (*best[cut][1], cut)) for cut in range(1, end))],
                key=lambda found: found[0],
            )
            for end in range(top + 1)
        ]
    return [ends[cut] for cut in (*best[top][1], top)]


def band_label(low: Number | None, high: Number | None) -> Text:
    """A band as a button says it; the question says whether it is per month or per year."""
    if low is None:
        return say("money band", "Minder dan {high}", high=Money(Decimal(high or 0)))
    if high is None:
        return say("money band", "{low} of meer", low=Money(Decimal(low)))
    return say("money band", "{low} tot {high}", low=Money(Decimal(low)), high=Money(Decimal(high)))


def birth_years(today: date) -> tuple[Band, ...]:
    """This year and every year before it in which a child that is not yet 18 may have been born."""
    return tuple(
        Band(str(year), year_label(str(year)), f"{year}-01-01", min(date(year, 12, 31), today).isoformat())
        for year in range(today.year, today.year - OLDEST_CHILD - 1, -1)
    )


def birth_months(year: int, today: date) -> tuple[Band, ...]:
    """The months of a year, up to this month."""
    firsts = [date(year, month, 1) for month in range(1, 13) if date(year, month, 1) <= today]
    return tuple(
        Band(f"m{day.month}", month_label(day.month), day.isoformat(), _last_day(day, today).isoformat())
        for day in firsts
    )


def year_label(year: str) -> Text:
    """A year of birth as a button says it."""
    return say("birth year", "{year}", year=year)


def month_label(month: int) -> Text:
    """A month (1-12) as a button says it."""
    return _MONTHS[month - 1]


def _last_day(first: date, today: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(following - timedelta(days=1), today)


def _kept(amount: Number | None) -> str | None:
    return None if amount is None else str(amount)


_MONTHS = (
    say("month", "Januari"),
    say("month", "Februari"),
    say("month", "Maart"),
    say("month", "April"),
    say("month", "Mei"),
    say("month", "Juni"),
    say("month", "Juli"),
    say("month", "Augustus"),
    say("month", "September"),
    say("month", "Oktober"),
    say("month", "November"),
    say("month", "December"),
)
