"""From all that is ever told of counts, card, sheet and table, in every month, no number under the cell can be worked
out. Histories are made exhaustively; one that everything agrees with, and that says something else, must be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations_with_replacement, pairwise, product

import pytest

from casework import CELL, Barrier
from casework.tally import History, came_of, offered, period_of, sheet_of
from reports.signals import signals_csv
from rights import load_catalogue

LONG_AGO = "2020-01"
RIGHT = "leefloon"
CODE, OTHER = Barrier.HOURS.value, Barrier.COST.value
MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08")
"""Two of one half-year, and two of the next."""
LATER = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-12", "2027-01", "2027-08")
"""The months in which somebody looks."""
MOST = CELL + 3
"""More than this in one half-year tells nothing else: it is a number by itself."""
REPLIES = (came_of("changed", None), came_of("", None), came_of("", "solved"))


def told(history: History, kept_from: str = LONG_AGO, looks: Iterable[str] = LATER) -> Hashable:
    """All that anybody can have read: each half-year that is offered, each time that they look."""
    sheets = [
        sheet_of("ninove", history, period.id, month, kept_from)
        for month in looks
        for period in offered(month, kept_from)
    ]
    return tuple(
        (sheet.period, sheet.cells, tuple((right, repr(used)) for right, used in sorted(sheet.replies.items())))
        for sheet in sheets
    )


def worked_out(histories: Iterator[tuple[Hashable, tuple[int, ...]]]) -> list[tuple[Hashable, int]]:
    """The numbers from 1 up to the cell that only one answer is left for, by what was told."""
    left: dict[Hashable, list[set[int]]] = {}
    for read, secrets in histories:
        known = left.setdefault(read, [set() for _ in secrets])
        for found, secret in zip(known, secrets, strict=True):
            found.add(secret)
    return [(read, n) for read, known in left.items() for only in known if len(only) == 1 for n in only if 0 < n < CELL]


def by_month() -> Iterator[tuple[Hashable, tuple[int, ...]]]:
    """One barrier over four months: what was told in each run of months must stay unknown where that is seldom."""
    spans = list(combinations_with_replacement(range(len(MONTHS)), 2))
    half = [pair for pair in product(range(MOST + 1), repeat=2) if sum(pair) <= MOST]
    for counts in (first + second for first, second in product(half, repeat=2)):
        history = {(month, RIGHT, CODE): n for month, n in zip(MONTHS, counts, strict=True)}
        yield told(history), tuple(sum(counts[first : last + 1]) for first, last in spans)


def with_replies() -> Iterator[tuple[Hashable, tuple[int, ...]]]:
    """Two barriers and what came of them in one half-year, the first: no more answers than signals, and no signal
    without a barrier."""
    for one, other in product(range(CELL + 2), repeat=2):
        for replies in product(range(9), repeat=len(REPLIES)):
            if sum(replies) <= one + other:
                pairs = zip((CODE, OTHER, *REPLIES), (one, other, *replies), strict=True)
                history = {("2026-07", RIGHT, code): n for code, n in pairs}
                yield told(history, looks=("2026-08", "2027-01")), (one, other, *replies)


@pytest.mark.parametrize("histories", [by_month, with_replies])
def test_no_number_under_the_cell_can_be_worked_out(histories: object) -> None:
    assert callable(histories)
    assert worked_out(histories()) == []


def test_it_would_be_seen_if_one_could() -> None:
    """A window that slides by a month, as long as it says numbers, tells each month."""

    def sliding() -> Iterator[tuple[Hashable, tuple[int, ...]]]:
        for before, gone, new in product(range(CELL + 2), repeat=3):
            windows = (before + gone, before + new)
            yield tuple(n if n >= CELL else None for n in (*windows, before + gone + new)), (gone, new)

    assert worked_out(sliding())


def test_half_years_never_overlap_and_none_is_offered_that_loses_a_month() -> None:
    for month in ("2026-01", "2026-06", "2026-07", "2026-11"):
        periods = offered(month, "2025-02")
        assert periods[0] == period_of(month)
        assert all(period.first >= "2025-02" for period in periods[1:])
        assert all(older.last < newer.first for newer, older in pairwise(periods))


def test_what_is_told_of_this_month_waits_for_its_end() -> None:
    history = {("2026-11", RIGHT, CODE): 9}
    assert not sheet_of("ninove", history, "2026-2", "2026-11", LONG_AGO).cells
    (running,) = sheet_of("ninove", history, "2026-2", "2026-12", LONG_AGO).cells
    assert running.amount.n is None
    (over,) = sheet_of("ninove", history, "2026-2", "2027-01", LONG_AGO).cells
    assert over.amount.n == 9


def test_a_table_of_seldom_things_is_the_same_whatever_the_numbers() -> None:
    catalogue, made = load_catalogue(), defaultdict[bytes, int](int)
    for one, other in product(range(1, CELL), repeat=2):
        history = {("2026-07", RIGHT, CODE): one, ("2026-07", "", OTHER): other}
        made[signals_csv(sheet_of("ninove", history, "2026-2", "2027-01", LONG_AGO), "Ninove", catalogue)] += 1
    assert list(made.values()) == [(CELL - 1) ** 2]
