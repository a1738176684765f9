"""How often each barrier was met, as it may leave the desk: by fixed half-years, and never a number under the cell.

Whatever shows counts (the chat, the sheet, the table) shows a `Sheet` and nothing else, so that together they tell no
more than one of them. Why it is counted so: docs/reference/signals.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from casework.signals import CELL, CODES, REPLIES, Barrier, SignalOutcome

__all__ = [
    "FEW",
    "MANY",
    "OWN_WORDS",
    "Amount",
    "Cell",
    "History",
    "Period",
    "Sheet",
    "came_of",
    "offered",
    "period_of",
    "sheet_of",
]

History = Mapping[tuple[str, str, str], int]
"""By month, right (empty: none in particular) and code: how often it was told, or what was answered (`came_of`)."""

ENDED_SHOWN: Final = 4
"""So many half-years that are over can be looked at."""

OWN_WORDS: Final = "own"
"""Stands for an answer that somebody wrote; the words themselves are nowhere in a count."""

_ANSWER: Final = "answer:"


class Amount(NamedTuple):
    """A number as it is told. `n` is None where it is not told: then `least` and `most` say what is known of it."""

    n: int | None
    least: int
    most: int | None


FEW: Final = Amount(None, 1, CELL - 1)
"""Fewer than the smallest cell, and at least one."""
MANY: Final = Amount(None, CELL, None)
"""The smallest cell or more, in a half-year that runs: a number that grows would tell of each one that is new."""


class Period(NamedTuple):
    """Half a calendar year; `half` is 1 or 2. Periods never overlap, so none can be taken off another one."""

    year: int
    half: int

    @property
    def id(self) -> str:
        """As 2026-2."""
        return f"{self.year:04}-{self.half}"

    @property
    def first(self) -> str:
        """Its first month, as 2026-07."""
        return f"{self.year:04}-{'01' if self.half == 1 else '07'}"

    @property
    def last(self) -> str:
        """Its last month."""
        return f"{self.year:04}-{'06' if self.half == 1 else '12'}"

    @property
    def before(self) -> Period:
        """The half-year before it."""
        return Period(self.year - 1, 2) if self.half == 1 else Period(self.year, 1)

    @property
    def after(self) -> Period:
        """The half-year after it."""
        return Period(self.year, 2) if self.half == 1 else Period(self.year + 1, 1)

    def holds(self, month: str) -> bool:
        """Whether a month is one of its six."""
        return self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a barrier was met with a right. `before`: in the half-year before, only where both may be told."""

    right: str
    code: Barrier
    amount: Amount
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What may be told of one municipality and one half-year. `over`: the half-year is; else it is told without
    numbers, and without the month that runs.

    `replies`: by right, what came of it in that half-year and in the next; no phrase where telling how often each was
    used could tell of how many families. `offered`: all half-years that can be looked at, the newest first.
    """

    municipality: str
    period: Period
    over: bool
    cells: tuple[Cell, ...] = ()
    replies: Mapping[str, tuple[tuple[Period, Mapping[str, Amount]], ...]] = field(default_factory=dict)
    offered: tuple[Period, ...] = ()


def came_of(phrase: str, outcome: str | None) -> str:
    """What came of a signal, as the code under which it is counted: a ready phrase, own words, or why it was closed."""
    return _ANSWER + (outcome or phrase or OWN_WORDS)


_REPLIES: Final = (*REPLIES, *(outcome.value for outcome in SignalOutcome if outcome is not SignalOutcome.WITHDRAWN))
_IN_ORDER: Final[Mapping[str, int]] = {_ANSWER + name: nth for nth, name in enumerate((*_REPLIES, OWN_WORDS))}


def period_of(month: str) -> Period:
    """The half-year of a month such as 2026-11."""
    return Period(int(month[:4]), 1 if int(month[5:]) <= 6 else 2)


def offered(month: str, kept_from: str) -> tuple[Period, ...]:
    """What can be looked at in this month: the half-year that runs, then those before it of which every month is still
    kept. Of one that loses its months one by one, two looks would tell what was in a month."""
    periods = [period_of(month)]
    while len(periods) <= ENDED_SHOWN and periods[-1].before.first >= kept_from:
        periods.append(periods[-1].before)
    return tuple(periods)


def sheet_of(municipality: str, history: History, wanted: str, month: str, kept_from: str) -> Sheet:
    """The sheet of the half-year with that id, as it may be told in `month`. Where none is wanted, or one that is not
    offered: the newest that is over, or the one that runs where nothing was told in that.

    `kept_from`: the first month whose counts are all still there.
    """
    periods = offered(month, kept_from)
    period = next((one for one in periods if one.id == wanted), None)
    if period is None:
        ended = periods[1] if len(periods) > 1 else None
        period = ended if ended is not None and _told(history, ended, month) else periods[0]
    now, over = _told(history, period, month), period.last < month
    before = _told(history, period.before, month) if over and period.before in periods else {}
    cells = [
        Cell(right, code, amount, earlier.n if amount.n is not None and earlier is not None else None)
        for (right, code), amount in now.items()
        for earlier in (before.get((right, code)),)
    ]
    return Sheet(municipality, period, over, _sorted(cells), _replies(history, cells, period, month), periods)


def _told(history: History, period: Period, month: str) -> dict[tuple[str, Barrier], Amount]:
    known = {code.value for code in Barrier}
    found = _count(history, period, month, known)
    return {(right, Barrier(code)): _amount(n, over=period.last < month) for (right, code), n in found.items()}


def _count(history: History, period: Period, month: str, codes: Iterable[str]) -> Counter[tuple[str, str]]:
    """What was counted in the months of it that are over: of what is told this month, not even the day is known."""
    found: Counter[tuple[str, str]] = Counter()
    for (at, right, code), n in history.items():
        if n and code in codes and period.holds(at) and at < month:
            found[right, code] += n
    return found


def _amount(n: int, *, over: bool) -> Amount:
    if n < CELL:
        return FEW
    return Amount(n, n, n) if over else MANY


def _sorted(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The most frequent first. What is seldom stands in the order of the list, which does not tell which is rarer."""
    order = [*CODES]
    return tuple(sorted(cells, key=lambda one: (-(one.amount.n or one.amount.least), one.right, order.index(one.code))))


def _replies(
    history: History, cells: Iterable[Cell], period: Period, month: str
) -> dict[str, tuple[tuple[Period, Mapping[str, Amount]], ...]]:
    """What came of the rights of these cells, in that half-year and in the next."""
    found: dict[str, tuple[tuple[Period, Mapping[str, Amount]], ...]] = {}
    rights = dict.fromkeys(cell.right for cell in cells)
    for one in (period, period.after):
        room = Counter[str]()
        for (right, _), amount in _told(history, one, month).items():
            room[right] += 0 if amount is FEW else amount.least
        used = _count(history, one, month, _IN_ORDER)
        for right in rights:
            here = {code: _amount(used[right, code], over=one.last < month) for code in _IN_ORDER if used[right, code]}
            if here:
                told = here if _fits(here.values(), room[right]) else {}
                found[right] = (*found.get(right, ()), (one, {_phrase(code): n for code, n in told.items()}))
    return found


def _fits(amounts: Iterable[Amount], room: int) -> bool:
    """Whether these may be told beside cells that say: at least so many. Each answer is about a signal, and each signal
    stands in at least one cell. More answers than the numbers that are told would tell of those that are not; hardly
    fewer would tell how often a seldom answer was given."""
    return sum(one.least if one.most is None else one.most for one in amounts) <= room


def _phrase(code: str) -> str:
    return code.removeprefix(_ANSWER)
