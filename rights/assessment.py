"""Every right of the pass ruled on for every subject, and what each still waits for."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from rights.answers import BEFORE, Answers
from rights.derived import kept_with_answers
from rights.household import CHILDREN, HOUSEHOLD, PREGNANT, SOME_CHILD, Household
from rights.kleene import Cause, Opened, Ruling, Truth, conjunction
from rights.library import Catalogue
from rights.nodes import UNBORN
from rights.shapes import Right
from rights.views import Verdict

__all__ = ["Assessed", "Assessment", "Soon", "assess", "opened_by"]

WORTH_ASKING_AGAIN = 40
"""A right that brings less, in EUR per month, is not worth a second question about an amount."""


@dataclass(slots=True)
class Assessed:
    """One right for one subject. `waits`: the causes that a question can settle and that change what is shown.

    `said` keeps the verdict that was worded from it last, and what else it hung on: while nothing that it reads
    changes, it stays this object."""

    right: Right
    subject: str
    ruling: Ruling
    held: bool
    waits: tuple[Cause, ...]
    said: tuple[Hashable, Verdict] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The household and all its rulings on a date."""

    house: Household
    by_right: Mapping[str, tuple[Assessed, ...]]

    @property
    def items(self) -> tuple[Assessed, ...]:
        """All of them, in the order of the rights."""
        return tuple(chain.from_iterable(self.by_right.values()))


@kept_with_answers
def assess(catalogue: Catalogue, answers: Answers, today: date) -> Assessment:
    """All rulings. Depends on nothing but its arguments; after one more answer only what may read it is ruled anew."""
    before = answers.derived.pop(BEFORE, None)
    if before is None:
        house = Household(catalogue, answers, today)
        return Assessment(house, {right.id: _items(house, right) for right in catalogue.rights.values()})
    known = assess(catalogue, before, today)
    house = known.house.grown(answers)
    facts = house.stirred
    anew = {
        name: _kept(catalogue, facts, known.by_right[name], _items(house, catalogue.rights[name]))
        for name in _touched(catalogue, facts)
    }
    return Assessment(house, {**known.by_right, **anew})


def _kept(
    catalogue: Catalogue, facts: Collection[str], before: tuple[Assessed, ...], after: tuple[Assessed, ...]
) -> tuple[Assessed, ...]:
    """The items after an answer about these facts; an item that is as it was, and says nothing of them, stays the same
    object, so that its verdict need not be worded again."""
    if not after or not catalogue.said_of[after[0].right.id].isdisjoint(facts):
        return after
    openers = bool(catalogue.openers_of[after[0].right.id])  # what another right would open may change with any fact
    old = {item.subject: item for item in before if item.ruling.truth is Truth.YES or not openers}
    return tuple([was if (was := old.get(item.subject)) and _as_it_was(was, item, facts) else item for item in after])


def _as_it_was(was: Assessed, item: Assessed, facts: Collection[str]) -> bool:
    return was == item and not item.waits and not any(fact in facts for fact, _ in item.ruling.facts)


def _items(house: Household, right: Right) -> tuple[Assessed, ...]:
    return tuple(_assessed(house, right, subject, ruling) for subject, ruling in _rulings(house, right))


def _touched(catalogue: Catalogue, facts: Collection[str]) -> Iterable[str]:
    """The rights whose ruling may be another one after an answer about these facts."""
    return dict.fromkeys(name for fact in facts for name in catalogue.readers_of.get(fact, ()))


@dataclass(frozen=True, slots=True)
class Soon:
    """The rights that may well be held soon, by the status that each gives; and the household, supposing that it held
    one of these: worked out once for all the rights that this may open."""

    house: Household
    rights: Mapping[str, Right]
    supposed: dict[str, Household] = field(default_factory=dict)

    def supposing(self, status: str) -> Household:
        """The household, with one more status."""
        if status not in self.supposed:
            self.supposed[status] = _Supposing(self.house, status)
        return self.supposed[status]


def opened_by(item: Assessed, soon: Soon) -> Right | None:
    """The right that is not held yet and that alone would open this one: *after X*."""
    if item.ruling.truth is not Truth.NO:
        return None
    house = soon.house
    for status in house.catalogue.openers_of[item.right.id]:
        opener = soon.rights.get(status)
        if opener is None or opener.id == item.right.id or house.held(status, item.subject):
            continue
        if soon.supposing(status).ruling(item.right.who, item.subject).truth is Truth.YES:
            return opener
    return None


class _Supposing(Household):
    """The same household, supposing that it held one more status."""

    def __init__(self, house: Household, status: str) -> None:
        super().__init__(house.catalogue, Answers(), house.today)
        self.answers = house.answers
        self.learn(house)
        self._known[status, HOUSEHOLD] = frozenset({"yes"})
        self.remembered = house.remembered.without(*house.catalogue.shaken_by(frozenset({status})))


def _rulings(house: Household, right: Right) -> list[tuple[str, Ruling]]:
    """The subjects of a right, each with the ruling of its conditions."""
    found = [(subject, _ruling(house, right, subject)) for subject in house.subjects(right.subject)]
    if right.unborn and house.expects_child() is not Truth.NO:
        ruling = _ruling(house, right, UNBORN)
        if house.expects_child() is Truth.UNKNOWN:
            gate = house.open_by(PREGNANT, HOUSEHOLD)
            if gate.opened is Opened.ASK:
                found.append((UNBORN, conjunction([Ruling(Truth.UNKNOWN, causes=(gate,)), ruling])))
        else:
            found.append((UNBORN, ruling))
    if not found:
        found.append((SOME_CHILD, Ruling(Truth.NO, ((CHILDREN, HOUSEHOLD),))))
    return found


def _ruling(house: Household, right: Right, subject: str) -> Ruling:
    ruling = house.ruling(right.who, subject)
    if subject == SOME_CHILD:
        gate = Ruling(Truth.UNKNOWN, causes=(house.open_by(CHILDREN, HOUSEHOLD),))
        ruling = conjunction([gate, ruling])
    if right.decides == "office" and ruling.truth is not Truth.NO:
        ruling = ruling._replace(office=True)
    return _coarse(house, right, ruling)


def _coarse(house: Household, right: Right, ruling: Ruling) -> Ruling:
    """An amount is not asked more finely than the verdict says it: not below the edge of a zone where a sure yes would
    be said no differently from a close one, and not again for a right that brings little."""
    if not ruling.causes:
        return ruling
    causes = tuple([_coarsened(house, right, ruling.office or right.unsure, cause) for cause in ruling.causes])
    return ruling if causes == ruling.causes else ruling._replace(causes=causes)


def _coarsened(house: Household, right: Right, unsure: bool, cause: Cause) -> Cause:
    if cause.opened is not Opened.ASK or not (cause.edges or cause.fine):
        return cause
    again = house.known(cause.fact, cause.subject) is not None
    vague = unsure and not cause.closely
    if again and (right.weight < WORTH_ASKING_AGAIN or (vague and not cause.edges)):
        return cause._replace(opened=Opened.ZONE, edges=(), fine=())
    return cause._replace(fine=()) if vague and cause.edges and cause.fine else cause


def _assessed(house: Household, right: Right, subject: str, ruling: Ruling) -> Assessed:
    held = house.held(right.held_fact, subject)
    return Assessed(right, subject, ruling, held, () if held else _waits(house, right, subject, ruling))


def _waits(house: Household, right: Right, subject: str, ruling: Ruling) -> tuple[Cause, ...]:
    """What the conditions wait for, and whether the right is held, which would settle it; then its deadline."""
    asks = ruling.asks
    asked_after = [right.held_fact] if asks else []
    deadline = right.claim.deadline
    if not asks and ruling.truth is not Truth.NO and deadline is not None and deadline.fact is not None:
        asked_after.append(deadline.fact)
    unknown = [fact for fact in asked_after if house.known(fact, subject) is None]
    causes = [house.open_by(fact, subject) for fact in unknown]
    return (*asks, *[cause for cause in causes if cause.opened is Opened.ASK])
