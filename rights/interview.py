"""The interview: which question is asked next, and taking in its answer.

First the fixed question about what is about to happen. Then the best topic, in it the best question, until the topic
can change nothing. Only what a verdict or a deadline still waits for is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rights.answers import Answer, Answers
from rights.assessment import Assessed, Assessment, assess
from rights.bands import Band, bands_between, birth_months, birth_years, least_left, numbers
from rights.derived import kept_with_answers
from rights.errors import UnknownAnswer
from rights.household import DECLINES, HOUSEHOLD, Household, kept_with_choice
from rights.library import Catalogue
from rights.shapes import Question
from rights.spans import Span
from rights.views import Asked, Choice
from rights.wording import choice_label, subject_label, written
from texts import Text

__all__ = ["answer", "asking", "next_question"]

MOST_EDGES = 3  # at most four bands of money
MOST_REASONS = 5  # rights named under *why?*


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question for a subject that something waits for."""

    question: Question
    subject: str
    waiting: tuple[Assessed, ...]
    score: Decimal
    deferred: bool  # whether it makes sense is not known yet
    order: tuple[int, str]


def next_question(catalogue: Catalogue, answers: Answers, today: date) -> Asked | None:
    """What to ask now, or None when no question can change anything shown."""
    asked = _next(catalogue, answers, today)
    return None if asked is None else asked[0]


def asking(catalogue: Catalogue, answers: Answers, today: date) -> tuple[Asked, Question, str] | None:
    """What is asked now, with the question of the catalogue behind it and of whom it is asked."""
    asked = _next(catalogue, answers, today)
    return None if asked is None else asked[:3]


def answer(catalogue: Catalogue, answers: Answers, asked_key: str, choice_id: str, today: date) -> Answers:
    """The answers with one more. `choice_id` is one of the choices asked now, or `dk` or `skip`.

    Raises UnknownAnswer for anything that is not asked now: a forged or an old button."""
    now = _next(catalogue, answers, today)
    if now is None or now[0].key != asked_key:
        raise UnknownAnswer(asked_key, choice_id, None if now is None else now[0].key)
    _, question, subject, bands = now
    if choice_id in DECLINES:
        return answers.with_(Answer(question.id, subject, choice_id))
    if question.asks is None:
        if choice_id not in {choice.id for choice in now[0].choices}:
            raise UnknownAnswer(asked_key, choice_id, now[0].key)
        kept = kept_with_choice(assess(catalogue, answers, today).house, question, choice_id)
        return answers.with_(Answer(question.id, subject, choice_id, *(kept or (None, None))))
    band = next((band for band in bands if band.id == choice_id), None)
    if band is None:
        raise UnknownAnswer(asked_key, choice_id, now[0].key)
    return answers.with_(Answer(question.id, subject, choice_id, band.low, band.high))


@kept_with_answers
def _next(catalogue: Catalogue, answers: Answers, today: date) -> tuple[Asked, Question, str, tuple[Band, ...]] | None:
    assessment = assess(catalogue, answers, today)
    urgent = catalogue.urgent_question
    if urgent is not None and assessment.house.answered(urgent.id, HOUSEHOLD) is None:
        return _asked(catalogue, assessment, _Candidate(urgent, HOUSEHOLD, (), Decimal(0), False, (0, "")))
    best = _best(catalogue, answers, assessment)
    return None if best is None else _asked(catalogue, assessment, best)


def _best(catalogue: Catalogue, answers: Answers, assessment: Assessment) -> _Candidate | None:
    """The best question of the topic the person is in; when that has none, of the topic with the best question."""
    candidates = list(_candidates(catalogue, assessment))
    if not candidates:
        return None
    topics = [
        catalogue.topic_of[a.question].id for a in answers if isinstance(a, Answer) and a.question in catalogue.topic_of
    ]
    if topics:
        here = [c for c in candidates if catalogue.topic_of[c.question.id].id == topics[-1] and not c.deferred]
        candidates = here or candidates
    return min(candidates, key=lambda c: (c.deferred, -c.score, c.order))


def _candidates(catalogue: Catalogue, assessment: Assessment) -> Iterator[_Candidate]:
    """Every question that some verdict waits for, with its score: what it settles of open rights, weighed by what they
    bring in EUR per month, over effort and sensitivity."""
    house = assessment.house
    waiting: dict[tuple[str, str], dict[int, Assessed]] = defaultdict(dict)
    gains: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for number, item in enumerate(assessment.items):
        if not item.waits:
            continue
        gain = item.right.weight / len(item.waits)
        for cause in item.waits:
            for question, asked in house.questions_for(cause.fact, cause.subject):
                waiting[question.id, asked][number] = item
                gains[question.id, asked] += gain
    for (question_id, subject), items in waiting.items():
        question = catalogue.questions[question_id]
        yield _Candidate(
            question,
            subject,
            tuple(items.values()),
            gains[question_id, subject] / (question.effort * question.sensitivity),
            house.deferred(question, subject),
            (catalogue.position[question_id], subject),
        )


def _asked(
    catalogue: Catalogue, assessment: Assessment, best: _Candidate
) -> tuple[Asked, Question, str, tuple[Band, ...]]:
    question, subject, house = best.question, best.subject, assessment.house
    bands = _bands(assessment, best)
    if question.asks is None:
        kept = {i: kept_with_choice(house, question, i) for i in question.choices}
        choices = tuple(Choice(i, choice_label(question, i, ends)) for i, ends in kept.items() if ends is not None)
    else:
        choices = tuple(Choice(band.id, band.label) for band in bands)
    intro = Text(question.id, question.intro_nl) if question.intro_nl else None
    asked = Asked(
        key=_key(question, subject, house),
        text=written(
            question.id, question.question_nl, subject_label(house, subject, with_year=question.fact != "birth")
        ),
        intro=intro,
        why=_why(question, best),
        choices=choices,
        topic=Text(catalogue.topic_of[question.id].id, catalogue.topic_of[question.id].about_nl),
    )
    return asked, question, subject, bands


def _why(question: Question, best: _Candidate) -> tuple[Text, ...]:
    """The question's own reason, and the names of the rights that wait for it, what brings most first."""
    own = (Text(question.id, question.why_nl),) if question.why_nl else ()
    rights = sorted({item.right.id: item.right for item in best.waiting}.values(), key=lambda r: -r.weight)
    return (*own, *(Text(right.id, right.name_nl) for right in rights[:MOST_REASONS]))


def _bands(assessment: Assessment, best: _Candidate) -> tuple[Band, ...]:
    question, house = best.question, assessment.house
    match question.asks:
        case "birth_year":
            return birth_years(house.today)
        case "birth_month":
            born = house.known("birth", best.subject)
            assert isinstance(born, Span)
            return birth_months(date.fromordinal(int(born.low or 1)).year, house.today)
        case "number":
            return numbers(question.most)
        case "money":
            assert question.fact is not None
            known = house.known(question.fact, best.subject)
            span = known if isinstance(known, Span) else Span()
            return bands_between(span, _edges(question.fact, best, span))
    return ()


def _edges(fact: str, best: _Candidate, known: Span) -> list[Decimal]:
    """The edges, at most three, that leave least to ask again: the least weight at an edge inside a band, times how
    wide the band is, for nobody's income is known beforehand."""
    gains: dict[Decimal, Decimal] = defaultdict(Decimal)
    for item in best.waiting:
        for cause in item.waits:
            if cause.fact == fact:
                for edge in (*cause.edges, *cause.fine):
                    gains[edge] += item.right.weight
    return least_left(sorted(gains.items()), MOST_EDGES, known)


def _key(question: Question, subject: str, house: Household) -> str:
    """Unique per question, subject and refinement: `birth_year.c2`, `income_year.r1`."""
    parts = [question.id]
    if subject != HOUSEHOLD:
        kind, number = subject.split(".")
        parts.append(f"{kind[0]}{number}")
    if question.asks == "money":
        asked_before = sum(isinstance(a, Answer) and a.question == question.id for a in house.answers)
        parts += [f"r{asked_before}"] if asked_before else []
    return ".".join(parts)
