"""The best that any order of questions can do, worked out exactly for a part of the rights that is small enough.

An order is a tree: which question comes next depends on the answers until then. The best tree asks the fewest questions
on average until nothing can change any more. It is found over sets of answers (the order in which they came makes no
difference) and knows how these very families answer, which nobody does who asks: no order beats it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from benchmarks.families import TODAY
from benchmarks.orders import by_mentions, whole_list
from rights import Answers, Catalogue
from rights.answers import Answer
from rights.assessment import assess
from rights.conditions import walk
from rights.household import DECLINES, HOUSEHOLD, Household
from rights.nodes import Node
from rights.screening import Described, go_through
from rights.shapes import Right

__all__ = ["RIGHTS", "BestTree", "Compared", "compared", "reduced"]

RIGHTS = (
    "davo",
    "dringende_medische_hulp",
    "groeipakket_basisbedrag",
    "groeipakket_pleegzorgtoeslag",
    "groeipakket_wezentoeslag",
    "groeipakket_zorgtoeslag",
    "ivt_it_igo",
    "jobbonus_werkbonus",
    "studietoelage_hoger_onderwijs",
    "werkloosheid_inschakeling",
)
"""Ten rights that few questions with few answers decide, and nothing about income or months of birth, of which the
bands depend on what was asked before. They differ in what can make a question needless: benefits those about papers,
papers those about work and the doctor, who lives there that about maintenance."""

Place = tuple[str, str]
"""A question, and of whom it is asked."""


Family = Mapping[Place, Answer]
"""What a family answers, or has answered until now."""

State = frozenset[tuple[Place, Answer]]


def reduced(catalogue: Catalogue, rights: Collection[str]) -> Catalogue:
    """The catalogue with these rights only, and without the fixed first question, which every order asks."""
    topics = tuple(topic for topic in catalogue.topics if not any(question.urgency for question in topic.questions))
    return replace(catalogue, topics=topics, rights={name: catalogue.rights[name] for name in sorted(rights)})


class BestTree:
    """The tree of questions that takes these families the fewest questions to the end, all together."""

    def __init__(self, catalogue: Catalogue, described: Sequence[Described]) -> None:
        self._catalogue = catalogue
        self._parts = [replace(catalogue, rights={name: right}) for name, right in catalogue.rights.items()]
        self._read = {name: _read(catalogue, right) for name, right in catalogue.rights.items()}
        self._alike: dict[Hashable, Answer] = {}
        self._open: dict[tuple[str, State], frozenset[tuple[Place, bool, bool]]] = {}
        self._least: dict[State, int] = {}
        every = whole_list(catalogue)
        alike = Counter(frozenset(self._answers(every, family).items()) for family in described)
        self._families = [(dict(family), count) for family, count in alike.items()]

    @cached_property
    def questions(self) -> int:
        """How many questions it asks them, all together."""
        return self._from({}, self._families)

    def _answers(self, every: Catalogue, family: Described) -> Family:
        """What a family answers to every question that makes sense for it and says something to these rights."""
        answers = [item for item in go_through(every, family, TODAY) if isinstance(item, Answer)]
        read = set[str]().union(*self._read.values())
        return {
            (item.question, item.subject): self._alike.setdefault(self._meaning(item, read), item)
            for item in answers
            if not read.isdisjoint(self._catalogue.questions[item.question].sets)
        }

    def _meaning(self, answer: Answer, read: Collection[str]) -> Hashable:
        """Equal for answers that say the same to all these rights: one of them stands for all."""
        if answer.choice in DECLINES:
            return answer
        house = Household(self._catalogue, Answers((answer,)), TODAY)
        facts = sorted(self._catalogue.questions[answer.question].sets.intersection(read))
        subjects = dict.fromkeys((HOUSEHOLD, answer.subject, *house.children()[0]))
        known = tuple((fact, subject, house.known(fact, subject)) for fact in facts for subject in subjects)
        return answer.question, answer.subject, known

    def _from(self, known: Family, those: Sequence[tuple[Family, int]]) -> int:
        """The fewest questions that these families, who gave the same answers until now, still need all together."""
        state = frozenset(known.items())
        if state not in self._least:
            askable = self._askable(known)
            self._least[state] = self._best(known, those, askable) if askable else 0
        return self._least[state]

    def _best(self, known: Family, those: Sequence[tuple[Family, int]], askable: Collection[Place]) -> int:
        """One question to each of them, and what is the least after it."""
        return sum(count for _, count in those) + min(
            sum(self._from({**known, place: given}, branch) for given, branch in _branches(place, those).items())
            for place in sorted(askable)
            if all(place in family for family, _ in those)
        )

    def _askable(self, known: Family) -> set[Place]:
        """Every question that may be asked now and says something to a right that is still open, waited for or not.
        One whose own condition is still open comes after those that are waited for and sure to make sense, as in ours.
        """
        found = set[tuple[Place, bool, bool]]().union(*(self._asked_for(part, known) for part in self._parts))
        sure = {place for place, deferred, _ in found if not deferred}
        if any(waited and place in sure for place, _, waited in found):
            return sure
        return sure | {place for place, _, waited in found if waited}

    def _asked_for(self, part: Catalogue, known: Family) -> frozenset[tuple[Place, bool, bool]]:
        """For one right, the questions that may be asked; of each, whether its own condition is still open, and whether
        the right waits for it. Only answers that say something to that right count, so this is worked out once for all
        that differ in others."""
        (name,) = part.rights
        read = self._read[name]
        said = {place: given for place, given in known.items() if not read.isdisjoint(part.questions[place[0]].sets)}
        key = (name, frozenset(said.items()))
        if key not in self._open:
            order = sorted(said, key=lambda place: (part.position[place[0]], place[1]))
            assessment = assess(part, Answers(tuple(said[place] for place in order)), TODAY)
            house = assessment.house
            waits = {(cause.fact, cause.subject) for item in assessment.items for cause in item.waits}
            subjects = (HOUSEHOLD, *house.children()[0]) if waits else ()
            asked = {(fact, subject) for fact in read for subject in subjects} | waits
            self._open[key] = frozenset(
                ((question.id, of), house.deferred(question, of), about in waits)
                for about in asked
                for question, of in house.questions_for(*about)
            )
        return self._open[key]


def _read(catalogue: Catalogue, right: Right) -> set[str]:
    """The facts that a right can wait for, and those that the conditions of the questions about them read."""
    deadline = right.claim.deadline
    read = {right.held_fact, *_facts(right.who), *((deadline.fact,) if deadline and deadline.fact else ())}
    to_do = list(read)
    while to_do:
        gates = [question.only_if for question in catalogue.asked_by[to_do.pop()] if question.only_if is not None]
        more = {fact for gate in gates for fact in _facts(gate)} - read
        read |= more
        to_do += more
    return read


def _facts(condition: Node) -> Iterator[str]:
    return (fact for node in walk(condition) for fact in node.facts())


def _branches(place: Place, those: Sequence[tuple[Family, int]]) -> dict[Answer, list[tuple[Family, int]]]:
    """The families by what they answer."""
    found: dict[Answer, list[tuple[Family, int]]] = defaultdict(list)
    for family, count in those:
        found[family[place]].append((family, count))
    return found


@dataclass(frozen=True, slots=True)
class Compared:
    """Questions per family: the best tree, our order, the rival; and the questions that ours asked of anybody."""

    best: float
    ours: float
    mentions: float
    questions: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"questions per family: best tree {self.best:.3f}, ours {self.ours:.3f} ({self.ours / self.best:.3f} of "
            f"it), most mentioned first {self.mentions:.3f} ({self.mentions / self.best:.3f})"
        )


def compared(catalogue: Catalogue, described: Sequence[Described]) -> Compared:
    """Our order against the best tree, on a reduced catalogue and for these families."""
    ours = [go_through(catalogue, family, TODAY) for family in described]
    rival = by_mentions(catalogue)
    asked = {item.question for answers in ours for item in answers if isinstance(item, Answer)}
    return Compared(
        best=BestTree(catalogue, described).questions / len(described),
        ours=sum(map(len, ours)) / len(described),
        mentions=sum(len(go_through(rival, family, TODAY)) for family in described) / len(described),
        questions=tuple(name for name in catalogue.questions if name in asked),
    )
