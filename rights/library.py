"""The catalogue as it is used: frozen, checked, indexed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from rights.answers import Answer, Held
from rights.conditions import openers, walk
from rights.figures import Figure
from rights.municipalities import Municipality
from rights.nodes import Mark, Node
from rights.partners import PartnerFile, ProfileFile
from rights.retention import Terms, standard_terms
from rights.shapes import Fact, Question, Right, Subject, Theme, Topic

__all__ = ["Catalogue"]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Rights, facts, questions, figures and municipalities. Two loads are two catalogues: compared by identity."""

    rights: Mapping[str, Right]
    facts: Mapping[str, Fact]
    topics: tuple[Topic, ...]
    figures: Mapping[str, Figure]
    municipalities: Mapping[str, Municipality]
    terms: Terms = field(default_factory=standard_terms, repr=False)
    """How long each class of data is kept."""
    passes: dict[str, Catalogue] = field(default_factory=dict, repr=False)
    place: str = ""
    """Whose pass this is: the id of a municipality, ELSEWHERE, or empty for the whole."""
    of_nobody: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    """What was worked out from no answers at all (`rights.derived`)."""
    themes: tuple[Theme, ...] = ()
    partners: Mapping[str, PartnerFile] = field(default_factory=dict, repr=False)
    """Whom each municipality hands families over to, by its id."""
    profiles: tuple[ProfileFile, ...] = ()
    """What one kind of organisation may pass on to another."""

    def for_municipality(self, municipality_id: str) -> Catalogue:
        """The rights pass of a municipality, or of ELSEWHERE: this catalogue with the rights that apply there, and its
        own figures. KeyError if unknown."""
        return self.passes[municipality_id]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions, in the order of the files."""
        return {question.id: question for topic in self.topics for question in topic.questions}

    @cached_property
    def topic_of(self) -> Mapping[str, Topic]:
        """The topic of each question."""
        return {question.id: topic for topic in self.topics for question in topic.questions}

    @cached_property
    def shared(self) -> frozenset[str]:
        """The facts that are the household's, not a member's own."""
        return frozenset(fact.id for fact in self.facts.values() if fact.subject == "household")

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[Question, ...]]:
        """Per fact, the questions that can settle it."""
        return {
            fact: tuple(question for question in self.questions.values() if fact in question.sets)
            for fact in self.facts
        }

    @cached_property
    def figures_of(self) -> Mapping[str, tuple[Figure, ...]]:
        """Per right, the figures that its conditions and amounts read."""
        return {right.id: tuple(self.figures[figure] for figure in _figures(right)) for right in self.rights.values()}

    @cached_property
    def figures_used(self) -> tuple[Figure, ...]:
        """Every figure that a right of this pass reads, each once."""
        return tuple({figure.id: figure for figures in self.figures_of.values() for figure in figures}.values())

    @cached_property
    def for_minors(self) -> tuple[str, ...]:
        """Ids of the rights that somebody under 18 can have (see `Right.minors`), what brings most first."""
        open_ones = [right for right in self.rights.values() if right.minors.open != "no"]
        return tuple(right.id for right in sorted(open_ones, key=lambda right: (-right.weight, right.id)))

    @cached_property
    def readers_of(self) -> Mapping[str, tuple[str, ...]]:
        """Per fact, the ids of the rights whose ruling, or what is said of it, reads it."""
        reads = {right.id: frozenset(self._reads(right)) for right in self.rights.values()}
        return {fact: tuple(name for name, facts in reads.items() if fact in facts) for fact in self.facts}

    @cached_property
    def facts_behind(self) -> Mapping[str, frozenset[str]]:
        """Per right, the facts that it reads, and those that the condition of a question about such a fact reads."""
        return {right.id: frozenset(self._behind([*self._reads(right)])) for right in self.rights.values()}

    @cached_property
    def facts_used(self) -> frozenset[str]:
        """The facts behind any right."""
        return frozenset[str]().union(*self.facts_behind.values())

    @cached_property
    def said_of(self) -> Mapping[str, frozenset[str]]:
        """Per right, the facts beside those of its conditions that the words of its verdict read."""
        return {right.id: frozenset(_said(right)) for right in self.rights.values()}

    def _reads(self, right: Right) -> Iterator[str]:
        yield from _facts(right.who)
        yield from ("pregnant",) if right.unborn else ()
        yield from self.said_of[right.id]

    def _behind(self, facts: Collection[str]) -> set[str]:
        """These facts, and those that the conditions of the questions about them read, and so on."""
        read: set[str] = set()
        to_do = [*facts]
        while to_do:
            fact = to_do.pop()
            if fact not in read:
                read.add(fact)
                conditions = (q.only_if for q in self.asked_by.get(fact, ()) if q.only_if is not None)
                to_do += [other for condition in conditions for other in _facts(condition)]
        return read

    @cached_property
    def _conditions(self) -> Mapping[Mark, Node]:
        """Every condition of a right, an amount or a question, and every one inside it."""
        roots = [right.who for right in self.rights.values()]
        roots += [case.when for right in self.rights.values() for case in right.amount if case.when is not None]
        roots += [question.only_if for question in self.questions.values() if question.only_if is not None]
        return {node.mark: node for root in roots for node in walk(root)}

    @cached_property
    def of_household(self) -> frozenset[Mark]:
        """The conditions that say the same for every member, because they read nothing about one."""
        return frozenset(mark for mark, node in self._conditions.items() if not self._personal(node))

    def _personal(self, node: Node) -> bool:
        if node.over_all:
            return False
        own = node.personal or any(self.facts[fact].subject != "household" for fact in node.facts())
        return own or any(map(self._personal, node.inner()))

    def about(self, item: Answer | Held) -> frozenset[str]:
        """The facts that an item may make known."""
        if isinstance(item, Held):
            right = self.rights.get(item.right)
            return frozenset({right.held_fact if right else item.right})
        question = self.questions.get(item.question)
        return frozenset(question.sets) if question else frozenset()

    @cached_property
    def conditions_on(self) -> Mapping[str, frozenset[Mark]]:
        """Per fact, the conditions that read it, by `Node.mark`."""
        read = {mark: frozenset(_facts(node)) for mark, node in self._conditions.items()}
        return {fact: frozenset(mark for mark, facts in read.items() if fact in facts) for fact in self.facts}

    @cached_property
    def asked_after(self) -> Mapping[str, tuple[str, ...]]:
        """Per fact, those about which a question is asked on a condition that reads it."""
        reads = {
            fact: {other for q in questions if q.only_if is not None for other in _facts(q.only_if)}
            for fact, questions in self.asked_by.items()
        }
        return {fact: tuple(other for other, read in reads.items() if fact in read) for fact in self.facts}

    @cached_property
    def hanging_on(self) -> Mapping[str, tuple[str, ...]]:
        """Per fact, those that are asked after it, those that are asked after these, and so on."""
        behind = {fact: self._behind([fact]) - {fact} for fact in self.facts}
        return {fact: tuple(other for other, before in behind.items() if fact in before) for fact in self.facts}

    def shaken_by(self, answered: frozenset[str]) -> tuple[frozenset[str], frozenset[Mark]]:
        """The facts that may be known otherwise, or be open for another reason, after an answer about these; and the
        conditions that read them. Worked out once for what one question is about."""
        found = self._shaken.get(answered)
        if found is None:
            facts = answered.union(*(self.hanging_on[fact] for fact in answered))
            found = self._shaken[answered] = (facts, frozenset().union(*map(self.conditions_on.__getitem__, facts)))
        return found

    @cached_property
    def _shaken(self) -> dict[frozenset[str], tuple[frozenset[str], frozenset[Mark]]]:
        return {}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each question in the order of the files."""
        return {question_id: number for number, question_id in enumerate(self.questions)}

    @cached_property
    def openers_of(self) -> Mapping[str, tuple[str, ...]]:
        """Per right, the statuses that its conditions read."""
        return {right.id: tuple(dict.fromkeys(openers(right.who))) for right in self.rights.values()}

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The ids of the rights that give a status which the conditions of some right read."""
        read = frozenset(chain.from_iterable(self.openers_of.values()))
        return tuple(right.id for right in self.rights.values() if right.held_fact in read)

    @cached_property
    def urgent_question(self) -> Question | None:
        """The first fixed question: *is something about to happen?*"""
        return next((question for question in self.questions.values() if question.urgency), None)


_COUNTS: Mapping[Subject, tuple[str, ...]] = {"household": (), "adult": ("adults",), "child": ("children", "birth")}
"""What says how many people a right may be about, by its subject."""


def _said(right: Right) -> list[str]:
    read = [right.held_fact, *_COUNTS[right.subject], *right.automatic_with]
    for case in right.amount:
        read += [*(_facts(case.when) if case.when is not None else ()), *((case.times,) if case.times else ())]
    deadline = right.claim.deadline
    return [*read, deadline.fact] if deadline is not None and deadline.fact is not None else read


def _facts(condition: Node) -> list[str]:
    return [fact for node in walk(condition) for fact in node.facts()]


def _figures(right: Right) -> dict[str, None]:
    """The ids of the figures of a right, each once, in their order: of its conditions, then of its amounts."""
    ids = [figure for node in walk(right.who) for figure in node.figures()]
    for case in right.amount:
        ids += case.figures_read()
    return dict.fromkeys(ids)
