"""An answer is given once more, in the place where it stood: everything else follows from the answers, as always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from rights.answers import Answer, Answers, Held
from rights.assessment import assess
from rights.derived import kept_with_answers
from rights.errors import UnknownAnswer
from rights.household import DECLINES, HOUSEHOLD, SOME_CHILD, Household, ticks_of
from rights.interview import Put, answer, put_again, tick, ticked
from rights.kleene import Truth
from rights.library import Catalogue
from rights.shapes import NONE, Question
from rights.staleness import lapsed
from rights.views import key_of
from rights.wording import answer_line
from texts import Text

__all__ = [
    "Place",
    "answered_again",
    "answers_told",
    "asked_again",
    "confirmed",
    "given_to",
    "keys_moved",
    "last_answers",
    "lost_with",
    "next_place",
    "replaced",
    "with_a_child",
]

Place = tuple[str, str]
"""A question, and of whom it is asked."""


def last_answers(catalogue: Catalogue, answers: Answers, today: date) -> tuple[Answer, ...]:
    """What holds now: the last answer to each question about each who is there, in the order of the questions."""
    house = Household(catalogue, answers, today)
    last = {_place(item): item for item in answers if isinstance(item, Answer)}
    order = {question: number for number, question in enumerate(catalogue.questions)}
    kept = [item for item in last.values() if item.question in order and _is_there(house, item)]
    return tuple(sorted(kept, key=lambda item: (order[item.question], item.subject)))


def answers_told(catalogue: Catalogue, answers: Answers, today: date, most: int) -> tuple[tuple[Answer, Text], ...]:
    """What holds now, each answer with its line; of a long list, at most `most` pieces are said."""
    house = Household(catalogue, answers, today)
    lines = ((given, answer_line(house, given, most=most)) for given in last_answers(catalogue, answers, today))
    return tuple((given, line) for given, line in lines if line is not None)


def given_to(answers: Answers, place: Place) -> Answer | None:
    """The last answer to a question, None where it was not answered."""
    given = [item for item in answers if isinstance(item, Answer) and _place(item) == place]
    return given[-1] if given else None


def next_place(
    catalogue: Catalogue, answers: Answers, today: date, questions: Iterable[str], done: Collection[Place]
) -> Place | None:
    """The next of some questions to be put once more: of the household one that was answered before, of anybody one
    that a right waits for and that is known to make sense. None where all of that is done."""
    assessment = assess(catalogue, answers, today)
    house = assessment.house
    waited = {
        (question.id, asked)
        for item in assessment.items
        for cause in item.waits
        for question, asked in house.questions_for(cause.fact, cause.subject)
        if not house.deferred(question, asked)
    }
    for question in (catalogue.questions[name] for name in questions if name in catalogue.questions):
        for subject in house.subjects(question.subject):
            place = (question.id, subject)
            if place not in done and (place in waited or _worth_again(catalogue, answers, today, place)):
                return place
    return None


def _worth_again(catalogue: Catalogue, answers: Answers, today: date, place: Place) -> bool:
    """Whether a question of the household was answered, and is none about an amount that no right waits for."""
    if place[1] != HOUSEHOLD or given_to(answers, place) is None:
        return False
    if catalogue.questions[place[0]].asks != "money":
        return True
    put = asked_again(catalogue, answers, today, place)
    return put is not None and len(put[0].choices) > 1


@kept_with_answers
def asked_again(catalogue: Catalogue, answers: Answers, today: date, place: Place) -> Put | None:
    """The question as it is put to somebody who did not answer it yet, so with bands of money as the figures cut them
    now; None where there is no such question, or nobody of whom to ask it."""
    question, subject = place
    asked = catalogue.questions.get(question)
    house = Household(catalogue, answers, today)
    if asked is None or subject == SOME_CHILD or subject not in house.subjects(asked.subject):
        return None
    if asked.asks == "birth_month" and house.known("birth", subject) is None:
        return None
    return put_again(catalogue, _without(answers, {place}), today, asked, subject)


def answered_again(catalogue: Catalogue, answers: Answers, today: date, place: Place, choice: str) -> Answers:
    """The answers with another one to a question. `choice` is one that `asked_again` shows, or `dk` or `skip`.

    Raises UnknownAnswer for anything else: a forged or an old button."""
    put = asked_again(catalogue, answers, today, place)
    if put is None:
        raise UnknownAnswer(place[0], choice, None)
    before = _without(answers, {place})
    given = answer(catalogue, before, put[0].key, choice, today, again=put).items[-1]
    assert isinstance(given, Answer)
    return replaced(catalogue, answers, replace(given, on=today), today)


def confirmed(answers: Answers, today: date, place: Place) -> Answers:
    """The same answers, of which this one was given again today as it was."""
    same = (replace(item, on=today) if isinstance(item, Answer) and _place(item) == place else item for item in answers)
    return Answers(tuple(same))


def replaced(catalogue: Catalogue, answers: Answers, new: Answer, today: date) -> Answers:
    """The answers with a new one where the earlier ones to that question stood, or at the end. What the new one takes
    the ground from goes: an answer whose question would not be asked any more, or about a child that is not there. So
    does what lapses with it: that is asked anew."""
    before = given_to(answers, _place(new))
    items = list(_put_in_place(answers, new))
    asked = catalogue.questions.get(new.question)
    if asked is not None and asked.asks == "birth_years":
        items = list(_renumbered(items, before, new))
    after = Answers(tuple(items))
    lost = {_place(given) for given in lapsed(catalogue, answers, after, new, today)}
    return _with_ground(catalogue, answers, _without(after, lost) if lost else after, new, today)


def lost_with(catalogue: Catalogue, before: Answers, after: Answers) -> tuple[str, ...]:
    """The questions of which an edit took the answer, because it lapses with what was told: some are asked anew."""
    places = ((question.id, HOUSEHOLD) for question in catalogue.questions.values() if question.lapses_with)
    return tuple(p[0] for p in places if given_to(before, p) is not None and given_to(after, p) is None)


def with_a_child(catalogue: Catalogue, answers: Answers, today: date) -> Answers | None:
    """The answers as they would be with one more child, born this year; None where the years of birth were not told,
    or no more can be."""
    births = next((question.id for question in catalogue.questions.values() if question.asks == "birth_years"), "")
    place = (births, HOUSEHOLD)
    given, put = given_to(answers, place), asked_again(catalogue, answers, today, place)
    if given is None or given.choice in DECLINES or put is None:
        return None
    known = {choice.id for choice in put[0].choices}
    years = [year for year in ticks_of(given) if year in known]
    more = tick(put[0], years, str(today.year))
    if len(more) < len(years):
        return None
    return answered_again(catalogue, answers, today, place, ticked(put[0], more))


def _place(item: Answer) -> Place:
    return item.question, item.subject


def _is_there(house: Household, item: Answer) -> bool:
    return item.subject in house.subjects(house.catalogue.questions[item.question].subject)


def _without(answers: Answers, places: set[Place]) -> Answers:
    return Answers(tuple(item for item in answers if not (isinstance(item, Answer) and _place(item) in places)))


def _put_in_place(answers: Answers, new: Answer) -> Iterator[Answer | Held]:
    stood = False
    for item in answers:
        if not isinstance(item, Answer) or _place(item) != _place(new):
            yield item
        elif not stood:
            stood = True
            yield new
    if not stood:
        yield new


# -- children ---------------------------------------------------------------------------------------------------------


def keys_moved(catalogue: Catalogue, before: Answers, after: Answers) -> Mapping[str, str | None]:
    """Where the children were told anew: the keys of verdicts about them that are other ones now; None where the child
    is not there any more."""
    births = next((question.id for question in catalogue.questions.values() if question.asks == "birth_years"), "")
    old, new = given_to(before, (births, HOUSEHOLD)), given_to(after, (births, HOUSEHOLD))
    moves = _moves(old, new) if old and new else {}
    rights = [right.id for right in catalogue.rights.values() if right.subject == "child"]
    return {
        key_of(right, was): None if now is None else key_of(right, now)
        for was, now in moves.items()
        for right in rights
        if was != now
    }


def _renumbered(items: list[Answer | Held], before: Answer | None, after: Answer) -> Iterator[Answer | Held]:
    """What was told of each child goes with its year of birth."""
    moves = _moves(before, after) if before else {}
    for item in items:
        subject = moves.get(item.subject, item.subject)
        if subject is not None:
            yield replace(item, subject=subject)


def _moves(before: Answer, after: Answer) -> dict[str, str | None]:
    """Children are counted from the oldest, so one more may change the number of the others. By the subject it was:
    the one it is, None for a child that is not there any more."""
    numbers = {born: f"child.{number}" for number, born in _born(after)}
    return {f"child.{number}": numbers.get(born) for number, born in _born(before)}


def _born(births: Answer) -> Iterator[tuple[int, tuple[str, int]]]:
    """The number of each child, with its year of birth and how many of that year stand before it."""
    years = () if births.choice in DECLINES | {NONE} else sorted(ticks_of(births))
    seen: Counter[str] = Counter()
    for number, year in enumerate(years, 1):
        yield number, (year, seen[year])
        seen[year] += 1


# -- ground -----------------------------------------------------------------------------------------------------------


def _with_ground(catalogue: Catalogue, before: Answers, after: Answers, new: Answer, today: date) -> Answers:
    """Without the answers whose question lost its condition; with each of them, others may lose theirs."""
    while True:
        lost = {
            _place(item)
            for item in after
            if isinstance(item, Answer)
            and _place(item) != _place(new)
            and (question := catalogue.questions.get(item.question)) is not None
            and _refused(catalogue, after, question, item.subject, today)
            and not _refused(catalogue, before, question, item.subject, today)
        }
        if not lost:
            return after
        after = _without(after, lost)


def _refused(catalogue: Catalogue, answers: Answers, question: Question, subject: str, today: date) -> bool:
    """Whether all other answers say that a question makes no sense."""
    if question.only_if is None:
        return False
    others = Household(catalogue, _without(answers, {(question.id, subject)}), today)
    place = HOUSEHOLD if question.subject == HOUSEHOLD else subject
    return question.only_if.rule(others, place).truth is Truth.NO
