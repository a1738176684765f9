"""The rights report: every ruling as a verdict with its card and tabs, and the household in plain lines."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from zlib import crc32

from rights.answers import DONT_KNOW, Answer, Answers, Held
from rights.assessment import Assessed, assess, opened_by
from rights.conditions import UNBORN
from rights.figures import SourceRef
from rights.household import DECLINES, HOUSEHOLD, SOME_CHILD, Household
from rights.kleene import Opened, Truth
from rights.library import Catalogue
from rights.loading import figures_read
from rights.shapes import AmountCase, Right
from rights.spans import NEVER, Span
from rights.views import Progress, Report, Source, Urgency, Verdict, VerdictKind
from rights.wording import (
    answer_line,
    card,
    catalogue_name,
    figure_statuses,
    source_line,
    subject_label,
    verified_line,
)
from texts import Day, Joined, Money, Text, say

__all__ = ["report", "summary"]

MOST_LINES = 3  # answers shown under *why*, sources under *source*


@lru_cache(maxsize=128)
def report(catalogue: Catalogue, answers: Answers, today: date) -> Report:
    """All verdicts of a household on a date, urgent first, then what brings most; depends on nothing else."""
    assessment = assess(catalogue, answers, today)
    urgency = _urgency(catalogue, assessment.house)
    likely = {
        item.right.held_fact: item.right
        for item in assessment.items
        if item.ruling.truth is Truth.YES and not item.held and item.subject == HOUSEHOLD
    }
    pairs = [(item, _verdict(assessment.house, item, likely, urgency)) for item in assessment.items]
    pairs.sort(key=lambda pair: _rank(*pair))
    waiting = {item.right.id for item in assessment.items if item.waits}
    urgent = catalogue.urgent_question
    asked_first = urgent is None or assessment.house.answered(urgent.id, HOUSEHOLD) is not None
    total = len(catalogue.rights)
    return Report(
        verdicts=tuple(verdict for _, verdict in pairs),
        progress=Progress(total - len(waiting), total),
        urgent=urgency,
        complete=asked_first and not waiting,
    )


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


# -- one verdict ------------------------------------------------------------------------------------------------------


def _verdict(house: Household, item: Assessed, likely: dict[str, Right], urgency: Urgency) -> Verdict:
    right, subject = item.right, item.subject
    opener = opened_by(item, house, likely)
    kind = _kind(house, item, opener)
    label = subject_label(house, subject)
    brings, monthly = _brings(house, item)
    sources = tuple(Source(s.page, s.url, s.date, s.status) for s in _sources(house, right))
    return Verdict(
        right_id=right.id,
        subject=subject,
        subject_label=label,
        kind=kind,
        name=Text(right.id, right.name_nl),
        sentence=card(kind, right, _about(house, item, kind, opener)),
        why=_why(house, item, kind, opener),
        todo=_todo(house, item, kind),
        brings=brings,
        source=_source(house, right),
        sources=sources,
        held=item.held,
        urgent=kind is not VerdictKind.NOT_NOW and (right.urgent or bool(set(urgency.ids) & set(right.urgent_when))),
        monthly=monthly,
        private=right.private,
        key=_key(right.id, subject),
    )


def _kind(house: Household, item: Assessed, opener: Right | None) -> VerdictKind:
    """The table of the design: value and what leaves it open, to the kind of verdict."""
    ruling = item.ruling
    if item.held:
        return VerdictKind.VERY_LIKELY
    if ruling.truth is Truth.NO:
        return VerdictKind.NOT_NOW if opener is None else VerdictKind.AFTER
    if ruling.truth is Truth.YES:
        if ruling.office:
            return VerdictKind.ASK
        doubt = any(map(house.doubtful, ruling.figures)) or any(gap.doubt_nl for gap in item.right.gaps)
        return VerdictKind.LIKELY if doubt else VerdictKind.VERY_LIKELY
    if ruling.asks:
        return VerdictKind.ONE_MORE_ANSWER
    if any(cause.opened is Opened.DECLINED for cause in ruling.causes):
        return VerdictKind.MAYBE
    return VerdictKind.ASK if ruling.office else VerdictKind.LIKELY


def _about(house: Household, item: Assessed, kind: VerdictKind, opener: Right | None) -> Text | None:
    """What the card names: what to check, which paper settles it, who decides, what comes first."""
    right, catalogue = item.right, house.catalogue
    if kind is VerdictKind.AFTER:
        assert opener is not None
        return Text(opener.id, opener.name_nl)
    if kind is VerdictKind.ASK:
        return Text(right.id, right.office_nl) if right.office_nl else say("verdict", "De dienst")
    if kind is VerdictKind.MAYBE:
        declined = [cause.fact for cause in item.ruling.causes if cause.opened is Opened.DECLINED]
        named = [f for f in declined if catalogue.facts[f].document_nl]
        if named:
            return Text(named[0], str(catalogue.facts[named[0]].document_nl))
        return say("verdict", "de ontbrekende gegevens")
    if kind is VerdictKind.LIKELY:
        gap = next((gap.doubt_nl for gap in right.gaps if gap.doubt_nl), None)
        if item.ruling.truth is Truth.YES:
            for figure in item.ruling.figures:
                text = catalogue.figures[figure].check_nl
                if house.doubtful(figure) and text:
                    return Text(figure, text)
        for cause in item.ruling.causes:
            if cause.figure and (text := catalogue.figures[cause.figure].check_nl):
                return Text(cause.figure, text)
            if text := catalogue.facts[cause.fact].check_nl:
                return Text(cause.fact, text)
        return Text(right.id, gap) if gap else say("verdict", "de regels van dit jaar")
    return None


def _why(house: Household, item: Assessed, kind: VerdictKind, opener: Right | None) -> tuple[Text, ...]:
    """Why this right exists, the answers that decided, what is still asked, and when "not now" changes."""
    right = item.right
    lines: list[Text] = [Text(right.id, right.why_nl)]
    if kind is VerdictKind.ONE_MORE_ANSWER:
        asked = {
            question.id: Text(question.id, question.about_nl)
            for cause in item.waits
            for question, _ in house.questions_for(cause.fact, cause.subject)[:1]
        }
        if asked:
            lines.append(
                say("verdict", "Nog een vraag over: {topics}.", topics=Joined(tuple(asked.values())[:MOST_LINES]))
            )
        return tuple(lines)
    if kind in {VerdictKind.NOT_NOW, VerdictKind.AFTER}:
        lines = []
    lines += _because(house, item)
    if kind is VerdictKind.NOT_NOW:
        lines.append(Text(right.id, right.changes_nl))
    if opener is not None:
        lines.append(
            say("verdict", "Krijg je {right}? Dan komt dit recht erbij.", right=Text(opener.id, opener.name_nl))
        )
    return tuple(lines)


def _because(house: Household, item: Assessed) -> list[Text]:
    """The answers that decided, as lines."""
    lines: dict[tuple[str, str], Text] = {}
    for fact, place in item.ruling.facts:
        for question in house.catalogue.asked_by[fact]:
            asked = HOUSEHOLD if question.subject == HOUSEHOLD else place
            given = house.answered(question.id, asked)
            if given is None or given.choice in DECLINES or (question.id, asked) in lines:
                continue
            line = answer_line(house, given)
            if line is not None:
                lines[question.id, asked] = line
    return list(lines.values())[:MOST_LINES]


def _todo(house: Household, item: Assessed, kind: VerdictKind) -> tuple[Text, ...]:
    """What to do, by when, and what to bring."""
    right, claim = item.right, item.right.claim
    if kind is VerdictKind.NOT_NOW:
        return (Text(right.id, right.changes_nl),)
    lines: list[Text] = []
    if claim.automatic and claim.automatic_nl and kind in {VerdictKind.VERY_LIKELY, VerdictKind.LIKELY}:
        lines.append(Text(right.id, claim.automatic_nl))
    lines += [Text(right.id, text) for text in claim.todo_nl]
    deadline = _deadline(house, item)
    if deadline is not None:
        lines.append(deadline)
    if right.documents_nl:
        papers = Joined(tuple(Text(right.id, document) for document in right.documents_nl))
        lines.append(say("verdict", "Neem mee: {papers}.", papers=papers))
    return tuple(lines)


def _deadline(house: Household, item: Assessed) -> Text | None:
    """The last safe day to ask, or what to say when it has passed."""
    deadline = item.right.claim.deadline
    if deadline is None or item.subject in {UNBORN, SOME_CHILD}:
        return None
    known = house.known(deadline.fact, item.subject)
    if not isinstance(known, Span) or known.low is None or known == NEVER:
        return None
    first = date.fromordinal(int(known.low))
    if deadline.age is not None:
        last = date(first.year + deadline.age, first.month, 1)
    else:
        last = first + timedelta(days=deadline.days)
    if last < house.today:
        return Text(item.right.id, deadline.late_nl)
    return Text(item.right.id, deadline.until_nl).having(day=Day(last))


def _brings(house: Household, item: Assessed) -> tuple[tuple[Text, ...], Money | None]:
    """What it brings: the case that holds, or, while that is open, every case that still can; and EUR per month."""
    lines: list[Text] = []
    monthly: Money | None = None
    for case in item.right.amount:
        truth = Truth.YES if case.when is None else case.when.rule(house, item.subject).truth
        if truth is Truth.NO:
            continue
        lines.append(_case_text(house, item.right, case))
        if truth is Truth.YES:
            monthly = _monthly(house, case) if len(lines) == 1 else None
            break
    if len(lines) > 1:
        lines.insert(0, say("verdict", "Het kan zijn:"))
    names = [name for name in (catalogue_name(house.catalogue, u) for u in item.right.unlocks) if name is not None]
    if names:
        lines.append(say("verdict", "Dit helpt ook voor: {rights}.", rights=Joined(tuple(names[:MOST_LINES]))))
    return tuple(lines), monthly


def _case_text(house: Household, right: Right, case: AmountCase) -> Text:
    values = {
        name: Money(house.catalogue.figures[figure].on(house.today).value) for name, figure in case.figures.items()
    }
    return Text(right.id, case.brings_nl).having(**values)


def _monthly(house: Household, case: AmountCase) -> Money | None:
    if case.monthly is None:
        return None
    amount = house.catalogue.figures[case.figures[case.monthly]].on(house.today).value
    if case.times is not None:
        known = house.known(case.times, HOUSEHOLD)
        if not isinstance(known, Span) or not known.exact:
            return None
        amount *= Decimal(known.low or 0)
    return Money(amount, "month")


def _sources(house: Household, right: Right) -> tuple[SourceRef, ...]:
    figures = (figure.on(house.today).source for figure in figures_read(house.catalogue, right))
    return tuple(dict.fromkeys((*right.sources, *figures)))


def _source(house: Household, right: Right) -> tuple[Text, ...]:
    """Where it was read and how far that was verified."""
    statuses = {s.status for s in right.sources} | figure_statuses(figures_read(house.catalogue, right), house.today)
    return (*(source_line(source) for source in _sources(house, right)[:MOST_LINES]), verified_line(set(statuses)))


def _key(right_id: str, subject: str) -> str:
    """At most 40 bytes, for buttons: `c2.groeipakket_startbedrag`; a longer id is cut and told apart by its checksum."""
    kind, _, number = subject.partition(".")
    key = f"{kind[0]}{number[:1]}.{right_id}"
    return key if len(key) <= 40 else f"{key[:31]}.{crc32(right_id.encode()):08x}"


# -- order ------------------------------------------------------------------------------------------------------------

_HOPE = {kind: number for number, kind in enumerate(VerdictKind)}


def _rank(item: Assessed, verdict: Verdict) -> tuple[bool, bool, bool, Decimal, int, str, str]:
    """Urgent first; then what can be done before what cannot, and among those what brings most."""
    return (
        not verdict.urgent,
        verdict.held,
        verdict.kind is VerdictKind.NOT_NOW,
        -item.right.weight,
        _HOPE[verdict.kind],
        item.right.id,
        item.subject,
    )


def _urgency(catalogue: Catalogue, house: Household) -> Urgency:
    question = catalogue.urgent_question
    given = None if question is None else house.answered(question.id, HOUSEHOLD)
    if given is None or given.choice in DECLINES or given.choice == "none":
        return Urgency()
    return Urgency((given.choice,))
