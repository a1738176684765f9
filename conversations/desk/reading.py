"""What a coordinator reads of a family: the rights that it likely misses, and what it told about itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from conversations.consent import shares_papers
from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.findings import amount_of
from conversations.lists import TRIAL_MARK, named
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from rights import Answers, Catalogue, Report, Verdict, VerdictKind, kind_name, report, summary, total_of
from rights.answers import Answer
from rights.derived import kept_with_answers
from rights.incomes import NOT_FOUND
from rights.shapes import Right
from texts import Joined, Text, Verbatim, say

__all__ = ["FACTS", "GAPS", "REPORT", "shared_report"]

LINES_PER_SCREEN = 3
"""A line can name a right, a child and its year of birth: more of them are a wall."""

NAMES_PER_LINE = 3

MORE = Button("more", say("desk", "Toon meer"))
LESS = Button("less", say("desk", "Toon vorige"))
TO_FACTS = Button("facts", say("desk", "Lees de gegevens"))
TO_REPORT = Button("report", say("desk", "Lees het rapport"))
TO_TAKE = Button("take", say("desk", "📄 Als bestand"))
TO_GAPS = Button("gaps", say("desk", "Wat is niet nagekeken?"))
PAPERS_KEPT = say("desk", "Over papieren: niet gevraagd of niet gedeeld. Soms staat er daarom: nog een vraag.")

WORTH_CHECKING = frozenset({VerdictKind.VERY_LIKELY, VerdictKind.LIKELY, VerdictKind.ASK})
"""Kinds of verdict of which a coordinator checks what the bot cannot see."""

FOR_STAFF = frozenset({"office", "nowhere"})
"""Where a gap is told that the family does not read."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a longer text; `number` counts from 1."""

    lines: tuple[Text, ...]
    number: int
    of: int


def _page(lines: Sequence[Text], number: int) -> Page:
    """The lines of one screen (from 0; goes round)."""
    pages = max(1, -(-len(lines) // LINES_PER_SCREEN))
    at = number % pages
    return Page(tuple(lines[at * LINES_PER_SCREEN : (at + 1) * LINES_PER_SCREEN]), at + 1, pages)


def _advance(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice = chosen(event)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    turned = {MORE.choice: 1, LESS.choice: -1}.get(choice)
    page = state.number("page") + turned if turned is not None else 0
    step = state.step if turned is not None else choice
    return Turn(State("desk", step, {"case": case.referral.id, "page": page}))


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdicts of a case that this desk may read, those that the family asked help with first."""

    catalogue: Catalogue
    verdicts: tuple[Verdict, ...]
    trial: bool


def shared_report(case: Case, context: Context) -> Report:
    """The family's report as far as its consent covers it: what says something about papers on a yes only."""
    catalogue = context.catalogue.for_municipality(case.referral.municipality)
    papers = shares_papers(case.referral.purpose)
    answers = case.answers if papers else _without_private(catalogue, case.answers)
    found = report(catalogue, answers, context.today, context.signed)
    verdicts = tuple(verdict for verdict in found.verdicts if papers or not verdict.private)
    return replace(found, verdicts=verdicts, add_up=partial(total_of, catalogue, verdicts))


def _read(case: Case, context: Context) -> Reading:
    catalogue = context.catalogue.for_municipality(case.referral.municipality)
    found = shared_report(case, context)
    verdicts = list(found.verdicts)
    verdicts.sort(key=lambda verdict: verdict.key not in case.referral.about)
    return Reading(catalogue, tuple(verdicts), found.trial)


def _report(state: State, case: Case, context: Context) -> Screen:
    """The verdicts, and what the likely ones bring together."""
    read = _read(case, context)
    page = _page([_line(verdict, case) for verdict in read.verdicts], state.number("page"))
    amount = amount_of(total_of(read.catalogue, read.verdicts)) if page.number == 1 else None
    notes = (
        *(() if amount is None else (say("desk", "Samen naar schatting {amount}. Kijk het na.", amount=amount),)),
        *(() if shares_papers(case.referral.purpose) else (PAPERS_KEPT,)),
        *((TRIAL_MARK,) if read.trial else ()),
    )
    title = say("desk", "Rapport van {number}: {page} van {pages}")
    take = (TO_TAKE,) if holds(context, case.referral) else ()
    return _screen(state, case, title, page, (TO_FACTS, TO_GAPS, *take), *notes)


def _gaps(state: State, case: Case, context: Context) -> Screen:
    """What nobody asked the family, of the rights that may well be there and of which it is told nothing about it."""
    read = _read(case, context)
    shown = {v.right_id: v for v in read.verdicts if v.kind in WORTH_CHECKING and not v.held}
    lines = [line for name, verdict in shown.items() for line in _unchecked(read.catalogue.rights[name], verdict)]
    lines += _not_found([verdict.name for verdict in shown.values() if verdict.whose == NOT_FOUND])
    title = say("desk", "Niet nagekeken bij {number}: {page} van {pages}")
    return _screen(state, case, title, _page(lines, state.number("page")), (TO_REPORT, TO_FACTS))


def _unchecked(right: Right, verdict: Verdict) -> Iterator[Text]:
    """What the bot cannot see of a right, and whose income counts where one does: the family added up its own."""
    name = Text(right.id, right.name_nl)
    for gap in right.gaps:
        if gap.told in FOR_STAFF and gap.what_nl is not None:
            yield say("desk", "{right}: {gap}.", right=name, gap=Text(right.id, gap.what_nl))
    if verdict.whose not in {None, NOT_FOUND}:
        yield say("desk", "{right}: wiens inkomen telt: {whose}.", right=name, whose=verdict.whose)


def _not_found(rights: Sequence[Text]) -> Iterator[Text]:
    """The rights of which no page says whose income counts, some in a line: nothing else is to be said of them."""
    for first in range(0, len(rights), NAMES_PER_LINE):
        some = tuple(rights[first : first + NAMES_PER_LINE])
        yield say("desk", "Niet gevonden wiens inkomen telt: {rights}.", rights=Joined(some))


@kept_with_answers
def _without_private(catalogue: Catalogue, answers: Answers) -> Answers:
    """The answers without those to private questions, so that no verdict tells them either."""
    private = {question.id for question in catalogue.questions.values() if question.private}
    return Answers(tuple(i for i in answers if not (isinstance(i, Answer) and i.question in private)))


def _line(verdict: Verdict, case: Case) -> Text:
    outlook = say("desk", "heeft het al") if verdict.held else kind_name(verdict.kind)
    if verdict.key in case.referral.about:
        return say("desk", "{right}: {outlook}. Hulp gevraagd.", right=named(verdict), outlook=outlook)
    return say("desk", "{right}: {outlook}.", right=named(verdict), outlook=outlook)


def _facts(state: State, case: Case, context: Context) -> Screen:
    """The answers of the family, as the rights engine sums them up."""
    catalogue = context.catalogue.for_municipality(case.referral.municipality)
    papers = shares_papers(case.referral.purpose)
    page = _page(summary(catalogue, case.answers, context.today, share_papers=papers), state.number("page"))
    return _screen(state, case, say("desk", "Gegevens van {number}: {page} van {pages}"), page, (TO_REPORT, TO_GAPS))


def _screen(state: State, case: Case, title: Text, page: Page, others: tuple[Button, ...], *notes: Text) -> Screen:
    return Screen(
        dialog="desk",
        step=state.step,
        token=case.referral.id,
        title=title.having(number=Verbatim(case.referral.number), page=page.number, pages=page.of),
        body=(*(page.lines or (say("desk", "Hier staat nog niets."),)), *notes),
        answers=(*((MORE,) if page.of > 1 else ()), *((LESS,) if page.number > 1 else ()), *others),
        ways=(TO_CASE, MENU),
        personal=True,
    )


REPORT = CaseStep(_advance, _report)
FACTS = CaseStep(_advance, _facts)
GAPS = CaseStep(_advance, _gaps)
