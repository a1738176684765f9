"""The interview: which question is asked next, and taking in its answer.

First the fixed question about what is about to happen. Then always the question that settles most, in the topic one is
in as long as that is worth it. Only what a verdict or a deadline still waits for is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rights.answers import Answer, Answers
from rights.assessment import Assessed, Assessment, assess
from rights.bands import Band, bands_between, birth_months, birth_years, least_left
from rights.derived import kept_with_answers
from rights.errors import UnknownAnswer
from rights.household import DECLINES, HOUSEHOLD, TICKED, Household, contrary, kept_with_choice
from rights.library import Catalogue
from rights.shapes import NONE, Question
from rights.spans import Span
from rights.views import Asked, Choice, Ticks
from rights.wording import NO_CHILDREN, choice_label, question_text
from texts import Text, say

__all__ = ["Put", "answer", "asking", "next_question", "put_again", "tick", "ticked"]

MOST_EDGES = 3  # at most four bands of money
MOST_REASONS = 5  # rights named under *why?*
WORTH_STAYING = Decimal("0.5")
MOST_CHILDREN, MOST_OF_ONE_YEAR = 12, 3
REFINED = ".r"  # in the key of a question about money that is put again

Put = tuple[Asked, Question, str, tuple[Band, ...]]
"""A question as it is put: what is shown, the question behind it, of whom it is asked, and its bands."""


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


def answer(
    catalogue: Catalogue, answers: Answers, asked_key: str, choice_id: str, today: date, *, again: Put | None = None
) -> Answers:
    """The answers with one more. `choice_id` is one of the choices asked now, of a list what `ticked` made of several,
    or `dk` or `skip`. `again`: a question that is put once more (`rights.editing`), instead of what is asked now.

    Raises UnknownAnswer for anything that is not asked now: a forged or an old button."""
    now = again or _next(catalogue, answers, today)
    if now is None or now[0].key != asked_key:
        raise UnknownAnswer(asked_key, choice_id, None if now is None else now[0].key)
    asked, question, subject, bands = now
    if choice_id in DECLINES:
        return answers.with_(Answer(question.id, subject, choice_id))
    if asked.ticks is not None:
        picked = [] if choice_id == asked.ticks.none.id else choice_id.split(TICKED)
        if not _may_be_ticked(asked, asked.ticks, picked) or ticked(asked, picked) != choice_id:
            raise UnknownAnswer(asked_key, choice_id, asked.key)
        told = today.isoformat() if question.asks == "birth_years" else None
        return answers.with_(Answer(question.id, subject, choice_id, high=told))
    if question.asks is None:
        if choice_id not in {choice.id for choice in now[0].choices}:
            raise UnknownAnswer(asked_key, choice_id, now[0].key)
        kept = kept_with_choice(assess(catalogue, answers, today).house, question, choice_id)
        return answers.with_(Answer(question.id, subject, choice_id, *(kept or (None, None))))
    band = next((band for band in bands if band.id == choice_id), None)
    if band is None:
        raise UnknownAnswer(asked_key, choice_id, now[0].key)
    return answers.with_(Answer(question.id, subject, choice_id, band.low, band.high))


def ticked(asked: Asked, picked: Sequence[str]) -> str:
    """The choice that stands for everything that was ticked in a list, in the order of the list."""
    assert asked.ticks is not None, f"{asked.key} is no list"
    order = {choice.id: place for place, choice in enumerate(asked.choices)}
    return TICKED.join(sorted(picked, key=lambda name: order.get(name, -1))) or asked.ticks.none.id


def tick(asked: Asked, picked: Sequence[str], choice_id: str) -> tuple[str, ...]:
    """What is ticked after one more tap on a choice of a list: once more, or, where it can not be more, not at all;
    without what that cannot be beside it."""
    assert asked.ticks is not None, f"{asked.key} is no list"
    contrary = asked.ticks.contrary
    more = (*(name for name in picked if frozenset({name, choice_id}) not in contrary), choice_id)
    if _may_be_ticked(asked, asked.ticks, more):
        return more
    return tuple(name for name in picked if name != choice_id)


def _may_be_ticked(asked: Asked, ticks: Ticks, picked: Sequence[str]) -> bool:
    known = {choice.id for choice in asked.choices}
    return len(picked) <= ticks.most and all(
        name in known and count <= ticks.each for name, count in Counter(picked).items()
    )


def put_again(catalogue: Catalogue, answers: Answers, today: date, question: Question, subject: str) -> Put:
    """A question put once more, to somebody whose answers do not hold one to it; cut where the rights wait for it."""
    assessment = assess(catalogue, answers, today)
    waiting = (c for c in _candidates(catalogue, assessment) if (c.question, c.subject) == (question, subject))
    return _asked(catalogue, assessment, next(waiting, _Candidate(question, subject, (), Decimal(0), False, (0, ""))))


@kept_with_answers
def _next(catalogue: Catalogue, answers: Answers, today: date) -> tuple[Asked, Question, str, tuple[Band, ...]] | None:
    assessment = assess(catalogue, answers, today)
    urgent = catalogue.urgent_question
    if urgent is not None and assessment.house.answered(urgent.id, HOUSEHOLD) is None:
        return _asked(catalogue, assessment, _Candidate(urgent, HOUSEHOLD, (), Decimal(0), False, (0, "")))
    best = _best(catalogue, answers, assessment)
    return None if best is None else _asked(catalogue, assessment, best)


def _best(catalogue: Catalogue, answers: Answers, assessment: Assessment) -> _Candidate | None:
    """The best question; but as long as the topic the person is in has one that settles at least half as much, that."""
    candidates = sorted(_candidates(catalogue, assessment), key=lambda c: (c.deferred, -c.score, c.order))
    given = [a for a in answers if isinstance(a, Answer) and a.question in catalogue.topic_of]
    if not candidates or not given:
        return candidates[0] if candidates else None
    topic, enough = catalogue.topic_of[given[-1].question], candidates[0].score * WORTH_STAYING
    here = (c for c in candidates if catalogue.topic_of[c.question.id] is topic and not c.deferred)
    return next((c for c in here if c.score >= enough), candidates[0])


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
        if question.several:
            choices = tuple(choice for choice in choices if choice.id != NONE)
    else:
        choices = tuple(Choice(band.id, band.label) for band in bands)
    key = _key(question, subject, house)
    intro = Text(question.id, question.intro_nl) if question.intro_nl else None
    if REFINED in key:  # the same words again would read as disbelief
        intro = say("interview", "Nog één keer, iets preciezer.")
    asked = Asked(
        key=key,
        text=question_text(house, question, subject),
        intro=intro,
        why=_why(question, best),
        choices=choices,
        topic=Text(catalogue.topic_of[question.id].id, catalogue.topic_of[question.id].about_nl),
        ticks=_ticks(question),
        private=question.private,
    )
    return asked, question, subject, bands


def _ticks(question: Question) -> Ticks | None:
    if question.asks == "birth_years":
        return Ticks(Choice(NONE, NO_CHILDREN), MOST_OF_ONE_YEAR, MOST_CHILDREN)
    if question.several:
        return Ticks(Choice(NONE, Text(question.id, question.choices[NONE].label_nl)), contrary=contrary(question))
    return None


def _why(question: Question, best: _Candidate) -> tuple[Text, ...]:
    """The question's own reason, and the names of the rights that wait for it, what brings most first."""
    own = (Text(question.id, question.why_nl),) if question.why_nl else ()
    rights = sorted({item.right.id: item.right for item in best.waiting}.values(), key=lambda r: -r.weight)
    return (*own, *(Text(right.id, right.name_nl) for right in rights[:MOST_REASONS]))


def _bands(assessment: Assessment, best: _Candidate) -> tuple[Band, ...]:
    question, house = best.question, assessment.house
    match question.asks:
        case "birth_years":
            return birth_years(house.today)
        case "birth_month":
            born = house.known("birth", best.subject)
            assert isinstance(born, Span)
            return birth_months(date.fromordinal(int(born.low or 1)).year, house.today)
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
        parts += [f"{REFINED[1:]}{asked_before}"] if asked_before else []
    return ".".join(parts)
