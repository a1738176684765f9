"""Answers that are too old to count: asked again, never assumed. How old that is, the question says (`stale_after`)."""

from __future__ import annotations

from datetime import date

from rights.answers import Answer, Answers
from rights.household import DECLINES
from rights.library import Catalogue

__all__ = ["months_old", "stale", "without_stale"]


def months_old(given: Answer, today: date) -> int:
    """Whole months since an answer was given; 0 where the day is not known."""
    if given.on is None:
        return 0
    months = (today.year - given.on.year) * 12 + today.month - given.on.month
    return max(0, months - (today.day < given.on.day))


def stale(catalogue: Catalogue, answers: Answers, today: date) -> tuple[Answer, ...]:
    """The last answer to each question that counts no more on a day, in the order given. *Don't know* and *rather not
    say* do not age: nobody is asked again for nothing."""
    last = {(item.question, item.subject): item for item in answers if isinstance(item, Answer)}
    return tuple(given for given in last.values() if _too_old(catalogue, given, today))


def without_stale(catalogue: Catalogue, answers: Answers, today: date) -> Answers:
    """The answers that still count on a day: what whoever looks again reads. The same object where none is too old."""
    old = {(given.question, given.subject) for given in stale(catalogue, answers, today)}
    if not old:
        return answers
    return Answers(tuple(i for i in answers if not (isinstance(i, Answer) and (i.question, i.subject) in old)))


def _too_old(catalogue: Catalogue, given: Answer, today: date) -> bool:
    question = catalogue.questions.get(given.question)
    if question is None or question.stale_after is None or given.choice in DECLINES:
        return False
    return months_old(given, today) >= question.stale_after
