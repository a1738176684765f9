"""Answers that do not count any more: asked again, never assumed. The question says how old is too old (`stale_after`),
and with which facts an answer lapses (`lapses_with`): what one adult lived on says nothing of two."""

from __future__ import annotations

from datetime import date

from rights.answers import Answer, Answers
from rights.household import DECLINES, HOUSEHOLD, Household
from rights.library import Catalogue
from rights.spans import apart

__all__ = ["lapsed", "months_old", "stale", "without_stale"]


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


def lapsed(catalogue: Catalogue, before: Answers, after: Answers, new: Answer, today: date) -> tuple[Answer, ...]:
    """The answers that lost their meaning with a new one, because it tells otherwise a fact that they hang on. Never
    the new one, nor *don't know* and *rather not say*: nobody is asked again for nothing."""
    asked = catalogue.questions.get(new.question)
    told = asked.sets if asked is not None else frozenset()
    hanging = {q.id: told.intersection(q.lapses_with) for q in catalogue.questions.values() if q.id != new.question}
    facts = frozenset[str]().union(*hanging.values())
    if not facts:
        return ()
    was, now = Household(catalogue, before, today), Household(catalogue, after, today)
    otherwise = {fact for fact in facts if apart(was.known(fact, HOUSEHOLD), now.known(fact, HOUSEHOLD))}
    return tuple(
        given
        for given in after
        if isinstance(given, Answer)
        and given.choice not in DECLINES
        and otherwise & hanging.get(given.question, frozenset())
    )


def _too_old(catalogue: Catalogue, given: Answer, today: date) -> bool:
    question = catalogue.questions.get(given.question)
    if question is None or question.stale_after is None or given.choice in DECLINES:
        return False
    return months_old(given, today) >= question.stale_after
