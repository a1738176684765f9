"""The rights report: every ruling as a verdict, in their order, and the household in plain lines."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import chain
from operator import attrgetter

from rights.answers import DONT_KNOW, Answer, Answers, Held
from rights.assessment import Assessed, Assessment, Soon, assess
from rights.derived import kept_with_answers
from rights.household import DECLINES, HOUSEHOLD
from rights.kleene import Truth
from rights.library import Catalogue
from rights.signoff import unsigned
from rights.totals import total_of
from rights.verdicts import verdict_of
from rights.views import Progress, Report, Urgency
from rights.wording import answer_line
from texts import Text, say

__all__ = ["progress", "report", "summary", "urgency"]

_PLACE = attrgetter("place")


@kept_with_answers
def report(catalogue: Catalogue, answers: Answers, today: date, signed: frozenset[str] | None = None) -> Report:
    """All verdicts of a household on a date, urgent first, then what brings most; depends on nothing else.

    `signed` holds the fingerprints of the figures that were signed off: the amounts that rest on another figure are
    left out, the kinds of the verdicts stay, and the report is a trial version. None: no gate, as in the sandbox."""
    assessment = assess(catalogue, answers, today)
    urgent = urgency(catalogue, answers, today)
    opening = chain.from_iterable(map(assessment.by_right.__getitem__, catalogue.opening))
    likely = (item for item in opening if _likely(item) and not item.held and item.subject == HOUSEHOLD)
    soon = Soon(assessment.house, {item.right.held_fact: item.right for item in likely})
    hidden = unsigned(catalogue, signed, today)
    verdicts = tuple(sorted([verdict_of(item, soon, urgent, hidden) for item in assessment.items], key=_PLACE))
    first = catalogue.urgent_question
    asked_first = first is None or assessment.house.answered(first.id, HOUSEHOLD) is not None
    clear = _progress(catalogue, assessment)
    return Report(
        verdicts=verdicts,
        progress=clear,
        urgent=urgent,
        complete=asked_first and clear.clear == clear.total,
        trial=bool(hidden),
        add_up=partial(total_of, catalogue, verdicts),
    )


def _likely(item: Assessed) -> bool:
    """Whether this right may well be held soon: its conditions are met, or only how close an amount is stays open."""
    ruling = item.ruling
    return ruling.truth is Truth.YES or (ruling.truth is Truth.UNKNOWN and ruling.close)


@kept_with_answers
def progress(catalogue: Catalogue, answers: Answers, today: date) -> Progress:
    """How many rights are clear: what the report says of it, without the words of its verdicts."""
    return _progress(catalogue, assess(catalogue, answers, today))


def urgency(catalogue: Catalogue, answers: Answers, today: date) -> Urgency:
    """What is about to happen, as the report says it."""
    house, question = assess(catalogue, answers, today).house, catalogue.urgent_question
    given = None if question is None else house.answered(question.id, HOUSEHOLD)
    if given is None or given.choice in DECLINES or given.choice == "none":
        return Urgency()
    return Urgency((given.choice,))


def summary(catalogue: Catalogue, answers: Answers, today: date, *, share_papers: bool = False) -> tuple[Text, ...]:
    """The household in plain lines for a coordinator, in the order of the questions. Answers to private questions
    (papers) only with `share_papers`; *rather not say* is left out."""
    house = assess(catalogue, answers, today).house
    position = {question_id: number for number, question_id in enumerate(catalogue.questions)}
    last = {(a.question, a.subject): a for a in answers if isinstance(a, Answer) and a.question in position}
    lines: list[Text] = []
    for (question_id, _), given in sorted(last.items(), key=lambda entry: (position[entry[0][0]], entry[0][1])):
        question = catalogue.questions[question_id]
        if (question.private and not share_papers) or (given.choice in DECLINES and given.choice != DONT_KNOW):
            continue
        line = answer_line(house, given)
        if line is not None:
            lines.append(line)
    for item in answers:
        if isinstance(item, Held) and item.held and item.right in catalogue.rights:
            right = catalogue.rights[item.right]
            if not right.private or share_papers:
                lines.append(say("answer", "Heeft al: {right}", right=Text(right.id, right.name_nl)))
    return tuple(lines)


def _progress(catalogue: Catalogue, assessment: Assessment) -> Progress:
    waiting = {name for name, items in assessment.by_right.items() for item in items if item.waits}
    total = len(catalogue.rights)
    return Progress(total - len(waiting), total)
