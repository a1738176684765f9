"""The orders in which questions can be put: ours, and the rivals that it is measured against.

A rival is a catalogue in which the same engine asks the same questions of the same rights in another order: in one
topic, and with efforts so far apart that nothing but the order counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from rights.conditions import walk
from rights.household import Household
from rights.kleene import Cause, Opened, Ruling, Truth
from rights.library import Catalogue
from rights.nodes import House, Node
from rights.shapes import Question, Right, held_facts

__all__ = ["ORDERS", "by_mentions", "in_order", "whole_list"]

APART = 10**12
"""More than what all rights together can weigh for a question."""


class PutNode(Node):
    """Open until a question was put, as long as it may be asked at all."""

    question: str
    sets: tuple[str, ...]

    def rule(self, house: House, subject: str) -> Ruling:
        assert isinstance(house, Household)
        if house.answered(self.question, subject) is None:
            for fact in self.sets:
                if any(question.id == self.question for question, _ in house.questions_for(fact, subject)):
                    return Ruling(Truth.UNKNOWN, causes=(Cause(Opened.ASK, fact, house.place(fact, subject)),))
        return Ruling(Truth.YES)

    def facts(self) -> tuple[str, ...]:
        return self.sets


def in_order(catalogue: Catalogue, order: Sequence[str]) -> Catalogue:
    """The same catalogue, which of the questions (ids) that something waits for asks the first in this order. One
    whose own condition is still open comes after those that are sure to make sense, as it does in ours."""
    effort = {name: APART**place for place, name in enumerate(order)}
    questions = tuple(
        question.model_copy(update={"effort": effort[question.id], "sensitivity": 1})
        for question in catalogue.questions.values()
    )
    return replace(catalogue, topics=(catalogue.topics[0].model_copy(update={"questions": questions}),))


def whole_list(catalogue: Catalogue) -> Catalogue:
    """Every question whose own condition is not a no is asked, in the order of the files, whatever it settles."""
    template = next(right for right in catalogue.rights.values() if right.claim.deadline is None)
    puts = [_put(template, question) for question in catalogue.questions.values()]
    made = replace(
        catalogue,
        rights={**catalogue.rights, **{right.id: right for right in puts}},
        facts={**held_facts(puts), **catalogue.facts},
    )
    return in_order(made, list(catalogue.questions))


def by_mentions(catalogue: Catalogue) -> Catalogue:
    """Of the questions that something waits for, that is asked whose facts most rights mention in their conditions."""
    read = [{fact for node in walk(right.who) for fact in node.facts()} for right in catalogue.rights.values()]
    mentions = {q.id: sum(not q.sets.isdisjoint(facts) for facts in read) for q in catalogue.questions.values()}
    return in_order(catalogue, sorted(mentions, key=lambda name: -mentions[name]))


def _put(template: Right, question: Question) -> Right:
    """A right of nobody, that waits until a question was put."""
    return template.model_copy(
        update={
            "id": f"put_{question.id}",
            "subject": question.subject,
            "unborn": False,
            "status": None,
            "decides": "conditions",
            "weight": Decimal(1),
            "who": PutNode(question=question.id, sets=tuple(sorted(question.sets))),
        }
    )


ORDERS: Mapping[str, Callable[[Catalogue], Catalogue]] = {
    "ours": lambda catalogue: catalogue,
    "the full list": whole_list,
    "most mentioned first": by_mentions,
}
"""What is measured, by its name."""
