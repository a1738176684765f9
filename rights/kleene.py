"""Three values, and what a condition reports besides its value: what decided it, or what keeps it open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum, IntEnum
from typing import NamedTuple

from texts import Text

__all__ = ["Cause", "Opened", "Ruling", "Truth", "conjunction", "disjunction", "negation"]


class Truth(IntEnum):
    """Kleene's values in their order: `all` takes the lowest, `any` the highest."""

    NO = 0
    UNKNOWN = 1
    YES = 2


_NO, _UNKNOWN, _YES = Truth  # a global is found in half the time of a member of an enum


class Opened(Enum):
    """Why a fact leaves a condition open."""

    ASK = "ask"  # a question can settle it
    ZONE = "zone"  # what is known lies too close to a ceiling or a birthday
    DECLINED = "declined"  # the person does not know it, or rather does not say


class Cause(NamedTuple):
    """One fact that keeps a condition open. `edges` are the amounts at which a money question can cut (EUR, in the
    basis of the fact), `fine` those that only tell a sure yes from one that is close (`closely`: worth asking all the
    same); `figure` is the parameter in whose zone the fact lies."""

    opened: Opened
    fact: str
    subject: str
    edges: tuple[Decimal, ...] = ()
    fine: tuple[Decimal, ...] = ()
    closely: bool = False
    figure: str | None = None


class Ruling(NamedTuple):
    """The value of a condition, with the facts (fact, subject) and figures that decided it, or its open causes.

    `office`: the value holds only if an office decides so. A yes that an office decides may keep causes that could
    still make it a plain yes. `changes`: for a no, when that changes, as the deciding condition says it; its
    context is the named condition in which it stands, or empty for one of the right's own.
    """

    truth: Truth
    facts: tuple[tuple[str, str], ...] = ()
    figures: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    office: bool = False
    changes: Text | None = None

    @property
    def close(self) -> bool:
        """Whether all that keeps it open is how close an amount or a day is."""
        return not self.office and bool(self.causes) and all(cause.opened is Opened.ZONE for cause in self.causes)

    @property
    def smallest(self) -> bool:
        """Whether no other ruling could say the same for a smaller reason, or more surely."""
        return not (self.office or self.figures) and len(self.facts) < 2

    @property
    def asks(self) -> tuple[Cause, ...]:
        """The causes that a question can settle."""
        return tuple([cause for cause in self.causes if cause.opened is Opened.ASK])


def conjunction(rulings: Sequence[Ruling]) -> Ruling:
    """All of them: no by the smallest no; yes by everything; else open by what is open."""
    refused = [ruling for ruling in rulings if ruling.truth is _NO]
    if refused:
        return _smallest(refused)
    if len(rulings) == 1:
        return rulings[0]
    unknown = [ruling for ruling in rulings if ruling.truth is _UNKNOWN]
    by_office = any(ruling.office for ruling in rulings if ruling.truth is _YES)
    if unknown:
        return _merged(_UNKNOWN, unknown, by_office or all(ruling.office for ruling in unknown))
    return _merged(_YES, rulings, by_office)


def disjunction(rulings: Sequence[Ruling], doubtful: Callable[[str], bool]) -> Ruling:
    """Any of them: yes by the surest and smallest yes; no by everything; else open by what is open.

    A yes that only an office can give stays open for branches that would give it without one. Where one branch is close
    to a yes, it is likely already: nothing is asked for the others.
    """
    agreed = [ruling for ruling in rulings if ruling.truth is _YES]
    unknown = [ruling for ruling in rulings if ruling.truth is _UNKNOWN]
    if agreed:
        best = _surest(agreed, doubtful)
        plainer = [ruling for ruling in unknown if not ruling.office] if best.office else []
        if not plainer:
            return best
        causes = _unique([cause for ruling in (best, *plainer) for cause in ruling.causes])
        return Ruling(_YES, best.facts, best.figures, causes, office=True)
    if unknown:
        close = [ruling for ruling in unknown if ruling.close]
        return _merged(_UNKNOWN, close or unknown, all(ruling.office for ruling in unknown))
    return _merged(_NO, rulings, False)


def negation(ruling: Ruling) -> Ruling:
    """The opposite, decided by the same facts."""
    return Ruling(Truth(2 - ruling.truth), ruling.facts, ruling.figures, ruling.causes, ruling.office)


def _merged(truth: Truth, rulings: Sequence[Ruling], office: bool) -> Ruling:
    if len(rulings) == 1 and rulings[0].office is office:
        return rulings[0]
    return Ruling(
        truth,
        tuple(dict.fromkeys([fact for ruling in rulings for fact in ruling.facts])),
        tuple(dict.fromkeys([figure for ruling in rulings for figure in ruling.figures])),
        _unique([cause for ruling in rulings for cause in ruling.causes]),
        office,
        next((ruling.changes for ruling in rulings if ruling.changes), None),
    )


def _unique(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    if len(causes) < 2:
        return tuple(causes)
    kept: list[Cause] = []
    for cause in causes:
        if cause not in kept:  # a handful: looking through them is quicker than hashing each
            kept.append(cause)
    return tuple(kept)


def _smallest(rulings: Sequence[Ruling]) -> Ruling:
    return rulings[0] if len(rulings) == 1 else min(rulings, key=_size)


def _surest(rulings: Sequence[Ruling], doubtful: Callable[[str], bool]) -> Ruling:
    if len(rulings) == 1:
        return rulings[0]
    return min(rulings, key=lambda ruling: (ruling.office, sum(map(doubtful, ruling.figures)), *_size(ruling)))


def _size(ruling: Ruling) -> tuple[int, int]:
    return len(ruling.facts), len(ruling.figures)
