"""One verdict: its kind by the table of the design, its card, and its tabs why, what to do, what it brings, source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from rights.assessment import Assessed, Soon, opened_by
from rights.deadlines import last_day, next_day
from rights.household import DECLINES, HOUSEHOLD, SOME_CHILD, Household
from rights.incomes import decides_on_income, whose_income
from rights.kleene import Opened, Truth
from rights.library import Catalogue
from rights.nodes import UNBORN
from rights.shapes import AmountCase, Received, Right
from rights.signoff import hidden_amounts, says_figure
from rights.spans import NEVER, Span
from rights.views import Brings, Estimate, Place, Source, Urgency, Verdict, VerdictKind
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

__all__ = ["CHANCE", "verdict_of"]

MOST_LINES = 3  # answers and whose income shown under *why*, sources under *source*
CHANCE: Mapping[VerdictKind, Decimal] = {
    VerdictKind.VERY_LIKELY: Decimal("1"),
    VerdictKind.LIKELY: Decimal("0.8"),
    VerdictKind.ASK: Decimal("0.4"),
    VerdictKind.ONE_MORE_ANSWER: Decimal("0.3"),
    VerdictKind.MAYBE: Decimal("0.3"),
    VerdictKind.AFTER: Decimal("0.2"),
    VerdictKind.NOT_NOW: Decimal("0.1"),
}
"""How much of what a right brings counts for its place: a sure small one may stand before an unsure big one."""
_HOPE = {kind: number for number, kind in enumerate(VerdictKind)}
UNCHECKED = say("verdict", "Hoeveel het is, is nog niet nagekeken. Vraag het aan de dienst.")


def verdict_of(item: Assessed, soon: Soon, urgency: Urgency, hidden: frozenset[str] = frozenset()) -> Verdict:
    """The verdict of one ruling; `hidden` are the figures whose amounts are not shown, because nobody signed them
    off."""
    key = (_openers(item, soon), urgency.ids, hidden)
    if item.said is None or item.said[0] != key:
        item.said = key, _worded(item, soon, urgency, hidden)
    return item.said[1]


def _openers(item: Assessed, soon: Soon) -> tuple[str, ...]:
    """The statuses that may well be held soon, and might open what is refused now."""
    if item.ruling.truth is not Truth.NO:
        return ()
    return tuple([status for status in soon.house.catalogue.openers_of[item.right.id] if status in soon.rights])


def _worded(item: Assessed, soon: Soon, urgency: Urgency, hidden: frozenset[str]) -> Verdict:
    house, right = soon.house, item.right
    opener = opened_by(item, soon)
    kind = _kind(house, item, opener)
    urgent = kind is not VerdictKind.NOT_NOW and (right.urgent or not set(urgency.ids).isdisjoint(right.urgent_when))
    return Verdict(
        right,
        item.subject,
        kind,
        item.held,
        urgent,
        _Words(house, item, kind, opener, hidden),
        _place(item, kind, urgent),
    )


def _place(item: Assessed, kind: VerdictKind, urgent: bool) -> Place:
    """Urgent first; then what can be done before what cannot, and among those what brings most, as far as likely."""
    right = item.right
    first = (not urgent, item.held, kind is VerdictKind.NOT_NOW)
    return *first, -int(right.weight * CHANCE[kind] * 1000), _HOPE[kind], right.id, item.subject


class _Words:
    """What is said of a verdict, each part worked out once, when it is read (`views.Words`)."""

    def __init__(
        self, house: Household, item: Assessed, kind: VerdictKind, opener: Right | None, hidden: frozenset[str]
    ) -> None:
        self._about = house, item, kind, opener, hidden

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(self._all())

    def _all(self) -> tuple[object, ...]:
        said = (self.sentence, self.why, self.todo, self.brings, self.money, self.source, self.sources, self.until)
        return self.label, *said

    @property
    def label(self) -> Text | None:
        house, item, _, _, _ = self._about
        return subject_label(house, item.subject)

    @cached_property
    def sentence(self) -> Text:
        house, item, kind, opener, _ = self._about
        return card(kind, item.right, _about(house, item, kind, opener))

    @cached_property
    def why(self) -> tuple[Text, ...]:
        return _why(*self._about)

    @property
    def whose(self) -> Text | None:
        house, item, _, _, _ = self._about
        return _whose_income(house, item)

    @cached_property
    def todo(self) -> tuple[Text, ...]:
        house, item, kind, _, _ = self._about
        return _todo(house, item, kind)

    @cached_property
    def _received(self) -> tuple[tuple[Text, ...], Brings]:
        house, item, _, _, hidden = self._about
        return _brings(house, item, hidden)

    @property
    def brings(self) -> tuple[Text, ...]:
        return self._received[0]

    @property
    def money(self) -> Brings:
        return self._received[1]

    @property
    def sources(self) -> tuple[Source, ...]:
        house, item, _, _, _ = self._about
        return _sources(house.catalogue, item.right.id, house.today)[0]

    @property
    def source(self) -> tuple[Text, ...]:
        house, item, _, _, _ = self._about
        return _sources(house.catalogue, item.right.id, house.today)[1]

    @cached_property
    def until(self) -> date | None:
        house, item, kind, _, _ = self._about
        return None if kind is VerdictKind.NOT_NOW or item.held else _until(house, item)


def _kind(house: Household, item: Assessed, opener: Right | None) -> VerdictKind:
    """The table of the design: value and what leaves it open, to the kind of verdict."""
    ruling, unknown = item.ruling, item.ruling.truth is Truth.UNKNOWN
    if item.held:
        return VerdictKind.VERY_LIKELY
    if ruling.truth is Truth.NO:
        return VerdictKind.NOT_NOW if opener is None else VerdictKind.AFTER
    if unknown and ruling.asks:
        return VerdictKind.ONE_MORE_ANSWER
    if unknown and any(cause.opened is Opened.DECLINED for cause in ruling.causes):
        return VerdictKind.MAYBE
    if ruling.office:
        return VerdictKind.ASK
    doubt = any(map(house.doubtful, ruling.figures)) or any(gap.doubt_nl for gap in item.right.gaps)
    return VerdictKind.LIKELY if unknown or doubt else VerdictKind.VERY_LIKELY


def _about(house: Household, item: Assessed, kind: VerdictKind, opener: Right | None) -> Text | None:
    """What the card names: what to check, which paper settles it, who decides, what comes first."""
    match kind:
        case VerdictKind.AFTER if opener is not None:
            return Text(opener.id, opener.name_nl)
        case VerdictKind.ASK if item.right.office_nl is not None:
            return Text(item.right.id, item.right.office_nl)
        case VerdictKind.ASK:
            return say("verdict", "De dienst")
        case VerdictKind.MAYBE:
            return _to_find(house, item)
        case VerdictKind.LIKELY:
            return _to_check(house, item)
    return None


def _to_find(house: Household, item: Assessed) -> Text:
    """The paper that settles what the person does not know."""
    for cause in item.ruling.causes:
        document = house.catalogue.facts[cause.fact].document_nl
        if cause.opened is Opened.DECLINED and document is not None:
            return Text(cause.fact, document)
    return say("verdict", "de ontbrekende gegevens")


def _to_check(house: Household, item: Assessed) -> Text:
    """What makes it only likely: a figure in doubt, an edge that is near, or something the bot cannot see."""
    catalogue = house.catalogue
    doubtful = item.ruling.figures if item.ruling.truth is Truth.YES else ()
    for figure in (*filter(house.doubtful, doubtful), *(cause.figure for cause in item.ruling.causes if cause.figure)):
        if (check := catalogue.figures[figure].check_nl) is not None:
            return Text(figure, check)
    for cause in item.ruling.causes:
        if (check := catalogue.facts[cause.fact].check_nl) is not None:
            return Text(cause.fact, check)
    gap = next((gap.doubt_nl for gap in item.right.gaps if gap.doubt_nl), None)
    return say("verdict", "de regels van dit jaar") if gap is None else Text(item.right.id, gap)


def _why(
    house: Household, item: Assessed, kind: VerdictKind, opener: Right | None, hidden: frozenset[str]
) -> tuple[Text, ...]:
    """Why this right exists, the answers that decided, what is still asked, and when "not now" changes."""
    right = item.right
    lines: list[Text] = [Text(right.id, right.why_nl)]
    counted = _whose_income(house, item)
    whose = [] if counted is None else [say("verdict", "Wiens inkomen telt: {whose}.", whose=counted)]
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
        return (*lines, *whose)
    if kind in {VerdictKind.NOT_NOW, VerdictKind.AFTER}:
        lines = []
    lines += _because(house, item, hidden_amounts(item.right, hidden), hidden)[: MOST_LINES - len(whose)]
    lines += whose
    if kind is VerdictKind.NOT_NOW:
        lines.append(_changes(item))
    if opener is not None:
        lines.append(
            say("verdict", "Krijg je {right}? Dan komt dit recht erbij.", right=Text(opener.id, opener.name_nl))
        )
    return tuple(lines)


def _whose_income(house: Household, item: Assessed) -> Text | None:
    """Whose income counts; not to whom it says nothing: who has the right, or for whom something else decided it."""
    whose, ruling = whose_income(item.right), item.ruling
    if whose is None or item.held:
        return None
    catalogue = house.catalogue
    by_income = any(catalogue.facts[fact].type == "money" for fact, _ in ruling.facts)
    if ruling.truth is not Truth.UNKNOWN and not by_income and decides_on_income(catalogue, item.right):
        return None
    return whose


def _changes(item: Assessed) -> Text:
    """When a *not now* changes."""
    said = item.ruling.changes or Text("", item.right.changes_nl)
    return said if said.context else Text(item.right.id, said.msgid)


def _because(house: Household, item: Assessed, hidden_facts: frozenset[str], hidden: frozenset[str]) -> list[Text]:
    """The answers that decided, as lines, what was said of money first, for that is what a ceiling is about; of an
    amount in `hidden_facts` only that it was chosen."""
    lines: dict[tuple[str, str], Text] = {}
    facts = house.catalogue.facts
    for fact, place in sorted(item.ruling.facts, key=lambda decided: facts[decided[0]].type != "money"):
        for question in house.catalogue.asked_by[fact]:
            asked = HOUSEHOLD if question.subject == HOUSEHOLD else place
            given = house.answered(question.id, asked)
            if given is None or given.choice in DECLINES or (question.id, asked) in lines:
                continue
            line = answer_line(house, given, hide=fact in hidden_facts or says_figure(question, given.choice, hidden))
            if line is not None:
                lines[question.id, asked] = line
    return list(lines.values())


def _todo(house: Household, item: Assessed, kind: VerdictKind) -> tuple[Text, ...]:
    """What to do, by when, and what to bring."""
    right, claim = item.right, item.right.claim
    if kind is VerdictKind.NOT_NOW:
        return (_changes(item),)
    lines: list[Text] = []
    by_itself = claim.automatic or any(house.held(status, item.subject) for status in right.automatic_with)
    if by_itself and claim.automatic_nl and kind in {VerdictKind.VERY_LIKELY, VerdictKind.LIKELY}:
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
    deadline, last = item.right.claim.deadline, _last_day(house, item)
    if deadline is None or last is None:
        return None
    if last < house.today:
        return None if deadline.late_nl is None else Text(item.right.id, deadline.late_nl)
    return Text(item.right.id, deadline.until_nl).having(day=Day(last))


def _until(house: Household, item: Assessed) -> date | None:
    """The last safe day to ask; None where there is none, or it has passed."""
    last = _last_day(house, item)
    return None if last is None or last < house.today else last


def _last_day(house: Household, item: Assessed) -> date | None:
    """The last safe day, which may have passed; None where there is none, or nobody knows what it is counted from."""
    deadline = item.right.claim.deadline
    if deadline is None or item.subject in {UNBORN, SOME_CHILD}:
        return None
    if deadline.fact is None:
        return next_day(house.today, deadline.each_year or "")
    known = house.known(deadline.fact, item.subject)
    if not isinstance(known, Span) or known.low is None or known == NEVER:
        return None
    return last_day(date.fromordinal(int(known.low)), deadline)


def _brings(house: Household, item: Assessed, hidden: frozenset[str]) -> tuple[tuple[Text, ...], Brings]:
    """What it brings: the case that holds, or, while that is open, every case that still can; and how much money. A
    case without a condition is the last resort: it is for when no other can hold. An amount that is hidden, or that a
    hidden ceiling chose, is not said."""
    lines: list[Text] = []
    amounts: list[Brings] = []
    for case in item.right.amount:
        truth = Truth.YES if case.when is None else house.ruling(case.when, item.subject).truth
        if truth is Truth.NO or (case.when is None and lines):
            continue
        unsaid = bool(hidden) and not hidden.isdisjoint(case.figures_read())
        lines.append(UNCHECKED if unsaid else _case_text(house, item.right, case))
        amounts.append(Brings() if unsaid else _money(house, case))
        if truth is Truth.YES:
            break
    money = Brings() if UNCHECKED in lines else _any_of(amounts)
    lines = list(dict.fromkeys(lines))
    if len(lines) > MOST_LINES:
        lines = [say("verdict", "Het ligt hiertussen:"), lines[0], lines[-1]]
    elif len(lines) > 1:
        lines.insert(0, say("verdict", "Het kan zijn:"))
    both = item.right.unlocks, item.right.not_opened_on(house.today)
    opens, does_not = (_names(house.catalogue, ids) for ids in both)
    if opens and len(lines) <= MOST_LINES:  # more than two amounts that may be: the tab is full
        lines.append(say("verdict", "Dit helpt ook voor: {rights}.", rights=Joined(opens)))
    if does_not:
        lines.append(say("verdict", "Dit geeft niet: {rights}.", rights=Joined(does_not)))
    return tuple(lines), money


@lru_cache(maxsize=2048)
def _names(catalogue: Catalogue, ids: tuple[str, ...]) -> tuple[Text, ...]:
    found = (catalogue_name(catalogue, one) for one in ids)
    return tuple([name for name in found if name is not None][:MOST_LINES])


def _case_text(house: Household, right: Right, case: AmountCase) -> Text:
    values = {
        name: Money(house.catalogue.figures[figure].on(house.today).value) for name, figure in case.figures.items()
    }
    return Text(right.id, case.brings_nl).having(**values)


def _money(house: Household, case: AmountCase) -> Brings:
    """What a case brings in money. Of a number that may be higher, such as *8 or more*, the least is taken."""
    least = most = Decimal(1)
    if case.times is not None:
        known = house.known(case.times, HOUSEHOLD)
        if not isinstance(known, Span) or known.low is None:
            return Brings()
        least, most = Decimal(known.low), Decimal(known.low if known.high is None else known.high)

    def amount(name: str | None) -> Decimal:
        return Decimal(0) if name is None else house.catalogue.figures[case.figures[name]].on(house.today).value

    def estimate(received: Received | None) -> Estimate | None:
        if received is None:
            return None
        return Estimate(amount(received.from_) * least, amount(received.to) * most)

    return Brings(estimate(case.monthly), estimate(case.once))


def _any_of(cases: list[Brings]) -> Brings:
    """What one of these cases brings, while it is open which."""

    def between(amounts: list[Estimate | None]) -> Estimate | None:
        known = [amount for amount in amounts if amount is not None]
        if not known:
            return None
        least = min(amount.low for amount in known) if len(known) == len(amounts) else Decimal(0)
        return Estimate(least, max(amount.high for amount in known))

    return Brings(between([case.monthly for case in cases]), between([case.once for case in cases]))


@lru_cache(maxsize=512)
def _sources(catalogue: Catalogue, right_id: str, today: date) -> tuple[tuple[Source, ...], tuple[Text, ...]]:
    """Where a right and its figures were read, and the tab that says so with how far that was verified."""
    right, figures = catalogue.rights[right_id], catalogue.figures_of[right_id]
    found = tuple(dict.fromkeys((*right.sources, *(figure.on(today).source for figure in figures))))
    statuses = {source.status for source in right.sources} | figure_statuses(figures, today)
    lines = (*(source_line(source) for source in found[:MOST_LINES]), verified_line(set(statuses)))
    return tuple(Source(source.page, source.url, source.date, source.status) for source in found), lines
