"""One right by itself: what it is in general, and a check that asks only what this right needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from rights.answers import Answers
from rights.library import Catalogue
from rights.reporting import report
from rights.shapes import Right
from rights.views import Report, Verdict, VerdictKind
from texts import Text

__all__ = ["by_itself", "in_general", "only", "settled", "verdicts_of"]


@lru_cache(maxsize=512)
def only(catalogue: Catalogue, right_id: str) -> Catalogue:
    """A pass with one right of it, over the same facts, questions and figures: `next_question` and `answer` then ask
    what this right waits for and nothing else. The fixed first question is asked like any other, where the right reads
    it. KeyError where the pass has no such right."""
    topics = tuple(
        topic.model_copy(
            update={
                "questions": tuple(
                    question.model_copy(update={"urgency": False}) if question.urgency else question
                    for question in topic.questions
                )
            }
        )
        for topic in catalogue.topics
    )
    return replace(catalogue, rights={right_id: catalogue.rights[right_id]}, topics=topics, passes={})


def in_general(catalogue: Catalogue, right_id: str, today: date, signed: frozenset[str] | None) -> Verdict:
    """What is said of a right while nothing is known of a household: its amounts from low to high, what to do, its
    sources. KeyError where the pass has no such right."""
    return verdicts_of(_of_nobody(catalogue, today, signed), catalogue.rights[right_id].id)[0]


@lru_cache(maxsize=32)
def _of_nobody(catalogue: Catalogue, today: date, signed: frozenset[str] | None) -> Report:
    return report(catalogue, Answers(), today, signed)


def by_itself(right: Right) -> tuple[Text, ...]:
    """How to see that a right came by itself; empty where nobody gets it without asking."""
    return (Text(right.id, right.claim.automatic_nl),) if right.claim.automatic and right.claim.automatic_nl else ()


def verdicts_of(found: Report, right_id: str) -> tuple[Verdict, ...]:
    """The verdicts of one right, a subject each, in the order of the report."""
    return tuple(verdict for verdict in found.verdicts if verdict.right_id == right_id)


def settled(verdicts: tuple[Verdict, ...]) -> bool:
    """Whether no question is left that could change the kind of these."""
    return all(verdict.kind is not VerdictKind.ONE_MORE_ANSWER for verdict in verdicts)
