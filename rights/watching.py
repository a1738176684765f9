"""What a household's rights wait for: the next day on which one of them can change by itself, and the figures and rules
whose change can touch it. Pure functions of (catalogue, answers, date), so that only households are read again of
which something can have become likely.

*Likely* is what a family is told by itself: very likely, likely, or to be asked at an office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from rights.answers import Answers
from rights.assessment import WORTH_ASKING_AGAIN, Assessed, assess
from rights.changes import LIKELY
from rights.conditions import Below, BelowBounds, NotNode, SomeChildNode, walk
from rights.dates import AgeNode, BeforeNode, SeasonNode, TodayNode, WithinNode
from rights.deadlines import next_day
from rights.figures import Figure, Zone, zone_of
from rights.household import HOUSEHOLD, SOME_CHILD, Household
from rights.kleene import Opened, Truth
from rights.library import Catalogue
from rights.nodes import Node
from rights.shapes import Question, Right
from rights.spans import Span
from rights.views import Verdict

__all__ = [
    "LOOKED_AT",
    "REACH",
    "anchors",
    "birthdays",
    "figures_watched",
    "fingerprints",
    "held_rights",
    "is_likely",
    "next_look",
    "out_of_reach",
]

REACH = Decimal("1.15")
"""How far a figure may go from its anchor before every household is read: so far what is watched still holds."""

LOOKED_AT = ("01-01", "09-01")
"""Days on which every household is looked at: most amounts, and the school year, change then."""


def is_likely(verdict: Verdict) -> bool:
    """Whether a family is told of this by itself."""
    return verdict.kind in LIKELY


# -- days -------------------------------------------------------------------------------------------------------------


def next_look(catalogue: Catalogue, answers: Answers, today: date) -> date:
    """The first day after `today` on which anything that is likely, or watched, can change with time alone; 1 January
    or 1 September at the latest. Changes of figures are not in it: those are seen in the figures themselves."""
    house = assess(catalogue, answers, today).house
    days = [next_day(today + timedelta(days=1), each) for each in LOOKED_AT]
    for node in _timed(catalogue):
        days += [day for day in _turns(node, house) if day > today]
    return min(days)


@lru_cache(maxsize=64)
def _timed(catalogue: Catalogue) -> tuple[Node, ...]:
    """Every condition of a pass whose value may change with the day alone, each once."""
    kinds = (AgeNode, WithinNode, BeforeNode, SeasonNode, TodayNode)
    found = [node for condition in _conditions(catalogue) for node in walk(condition) if isinstance(node, kinds)]
    return tuple({repr(node): node for node in found}.values())


def _conditions(catalogue: Catalogue) -> Iterator[Node]:
    yield from (right.who for right in catalogue.rights.values())
    yield from (question.only_if for question in catalogue.questions.values() if question.only_if is not None)


def _turns(node: Node, house: Household) -> Iterator[date]:
    """The days near today on which the value of a timed condition can change for some subject."""
    match node:
        case AgeNode(age=bounds):
            ages = [years for years in (bounds.at_least, bounds.below) if years is not None]
            yield from (
                day for child in house.children()[0] for years in ages for day in birthdays(house, child, years)
            )
        case WithinNode(within=bounds):
            for subject in (HOUSEHOLD, *house.children()[0]):
                yield from (day + timedelta(days=bounds.days + 1) for day in _ends(house, bounds.fact, subject))
        case BeforeNode(on=day):
            yield next_day(house.today + timedelta(days=1), day)
        case SeasonNode(season=season):
            yield next_day(house.today + timedelta(days=1), season.first)
            yield next_day(house.today, season.last) + timedelta(days=1)
        case TodayNode():
            yield from node.days()


def birthdays(house: Household, child: str, years: int) -> tuple[date, ...]:
    """The first and the last day on which a child may reach an age; none where nobody knows when it was born."""
    return tuple(_birthday(day, years) for day in _ends(house, "birth", child))


def _ends(house: Household, fact: str, subject: str) -> tuple[date, ...]:
    """The first and the last day that a fact may be, where that is known."""
    known = house.known(fact, subject)
    if not isinstance(known, Span) or known.low is None or known.high is None or known.low <= 0:
        return ()
    return date.fromordinal(int(known.low)), date.fromordinal(int(known.high))


def _birthday(born: date, years: int) -> date:
    """The day on which somebody reaches an age; who was born on 29 February does so on 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


# -- figures ----------------------------------------------------------------------------------------------------------


def anchors(catalogue: Catalogue, today: date) -> dict[str, Decimal]:
    """The value that every figure of a pass has now: what is watched is worked out around it."""
    return {figure.id: figure.on(today).value for figure in catalogue.figures_used}


def out_of_reach(value: Decimal, anchor: Decimal) -> bool:
    """Whether a figure went so far that what was watched around its anchor may miss it."""
    return not anchor / REACH <= value <= anchor * REACH


def figures_watched(
    catalogue: Catalogue, answers: Answers, today: date, anchored: Mapping[str, Decimal]
) -> frozenset[str]:
    """The figures of which another value, within reach of its anchor, can make something else likely.

    A ceiling is taken as wide as it can become. What is a yes or a no then is one whatever the figures do, so the
    figures below it are not watched; what stays open is watched whole.
    """
    assessment = assess(catalogue, answers, today)
    wide = _Within(assessment.house, anchored)
    found: set[str] = set()
    for items in assessment.by_right.values():
        for item in items:
            if not item.held and not _is_about_nobody(item, wide):
                found |= _watched(item.right, item.subject, wide)
    return frozenset(found)


def held_rights(catalogue: Catalogue, answers: Answers, today: date) -> frozenset[str]:
    """The rights that the household has already, for everybody: other rules for them are no news."""
    by_right = assess(catalogue, answers, today).by_right
    return frozenset(name for name, items in by_right.items() if items and all(item.held for item in items))


class _Within(Household):
    """The same household, whose ceilings may lie anywhere within reach of the anchors, a year from now too."""

    def __init__(self, house: Household, anchored: Mapping[str, Decimal]) -> None:
        super().__init__(house.catalogue, Answers(), house.today)
        self.answers = house.answers
        self.learn(house)
        self._zones = {}
        self._anchored = anchored

    def _zone(self, fact: str, figure: str, step: str | None, times: Span, via: str | None) -> Zone:
        base, more = self._span(figure), self._span(step)
        low = base[0] + more[0] * Decimal(times.low or 0)
        high = None if times.high is None else base[1] + more[1] * Decimal(times.high)
        years = self.catalogue.figures[figure].years_old(self.today) + 1
        return self._of(fact, figure, Span(low, high), years, self._span(via)[1] if via else Decimal(1))

    def least_zone(self, fact: str, bounds: BelowBounds, times: Span) -> Zone:
        """What lies in the zone of a ceiling whatever its figures do; its ends may be the wrong way round."""
        base, more = self._span(bounds.figure), self._span(bounds.step)
        low = base[1] + more[1] * Decimal(times.low or 0)
        high = None if times.high is None else base[0] + more[0] * Decimal(times.high)
        bridge = self._span(bounds.via)[0] if bounds.via else Decimal(1)
        return self._of(fact, bounds.figure, Span(low, high), 0, bridge)

    def _of(self, fact: str, figure: str, ceiling: Span, years: int, bridge: Decimal) -> Zone:
        asked_in = self.catalogue.facts[fact].basis
        assert asked_in is not None
        return zone_of(ceiling, self.catalogue.figures[figure].basis, asked_in, years, bridge)

    def _span(self, figure: str | None) -> tuple[Decimal, Decimal]:
        if figure is None:
            return Decimal(0), Decimal(0)
        now = self.catalogue.figures[figure].on(self.today).value
        anchor = self._anchored.get(figure, now)
        return min(now, anchor / REACH), max(now, anchor * REACH)


def _is_about_nobody(item: Assessed, house: Household) -> bool:
    """A right of children, in a household that has none."""
    children, more = house.children()
    return item.subject == SOME_CHILD and not children and not more


def _watched(right: Right, subject: str, wide: _Within) -> set[str]:
    ruling = wide.ruling(right.who, subject)
    if ruling.truth is Truth.NO or (ruling.truth is Truth.YES and right.decides == "office"):
        return set()
    found = _open_figures(right.who, wide, subject)
    if ruling.truth is Truth.UNKNOWN:  # whether something can still be asked may hang on a figure too
        for question in _asked_for(wide.catalogue, right.id):
            assert question.only_if is not None
            found |= _open_figures(question.only_if, wide, subject)
    return found


def _open_figures(node: Node, wide: _Within, subject: str) -> set[str]:
    """The figures of the ceilings that can still decide this condition."""
    if id(node) not in _about_money(wide.catalogue):
        return set()
    ruling = node.rule(wide, subject)
    if not isinstance(node, NotNode) and (
        ruling.truth is Truth.NO or (ruling.truth is Truth.YES and not ruling.office)
    ):
        return set()
    if isinstance(node, Below):
        return set() if _stays_open(node, wide, subject) else set(node.figures())
    subjects = wide.children()[0] if isinstance(node, SomeChildNode) else (subject,)
    return {figure for inner in node.inner() for one in subjects for figure in _open_figures(inner, wide, one)}


def _stays_open(node: Below, wide: _Within, subject: str) -> bool:
    """Whether a ceiling leaves it open wherever it goes: an income that was not told, or one that lies around the
    ceiling in any case and is not asked more finely."""
    income = wide.known(node.money, subject)
    if not isinstance(income, Span):
        return True
    if wide.open_by(node.money, subject).opened is Opened.ASK:
        return False
    times = _times(node.below, wide, subject)
    if times is None:
        return False
    zone = wide.least_zone(node.money, node.below, times)
    below = income.high is not None and income.high <= zone.low
    above = income.low is not None and zone.high is not None and income.low >= zone.high
    return not below and not above


def _times(bounds: BelowBounds, wide: _Within, subject: str) -> Span | None:
    """How often the step of a ceiling is added; None where that is not known exactly."""
    if bounds.times is None:
        return Span(0, 0)
    counted = [wide.known(fact, subject) for fact in bounds.times.of]
    numbers = [known.low for known in counted if isinstance(known, Span) and known.exact and known.low is not None]
    if len(numbers) < len(counted):
        return None
    n = max(0, int(sum(numbers)) - bounds.times.minus)
    return Span(n, n)


@lru_cache(maxsize=64)
def _about_money(catalogue: Catalogue) -> frozenset[int]:
    """The conditions of a pass, by their identity, in which a ceiling stands."""
    every = (node for condition in _conditions(catalogue) for node in walk(condition))
    return frozenset(id(node) for node in every if any(isinstance(one, Below) for one in walk(node)))


@lru_cache(maxsize=4096)
def _asked_for(catalogue: Catalogue, right_id: str) -> tuple[Question, ...]:
    """The questions about the facts of a right that are asked only on a condition about money."""
    asked = {
        question.id: question for fact in catalogue.facts_behind[right_id] for question in catalogue.asked_by[fact]
    }
    return tuple(q for q in asked.values() if q.only_if is not None and id(q.only_if) in _about_money(catalogue))


# -- what a pass is ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def fingerprints(catalogue: Catalogue, today: date) -> Mapping[str, str]:
    """A pass on a date: `figure:<id>` and `right:<id>` to 16 hexadecimal digits that change when it may rule in another
    way. Other words are no other rule, and neither is another amount of what is received."""
    ceilings = {name for condition in _conditions(catalogue) for node in walk(condition) for name in node.figures()}
    figures = {f"figure:{name}": _of_figure(catalogue.figures[name], today) for name in sorted(ceilings)}
    questions = {question.id: _of_question(question) for question in catalogue.questions.values()}
    rights = {f"right:{right.id}": _of_right(catalogue, right, questions) for right in catalogue.rights.values()}
    return figures | rights


def _of_figure(figure: Figure, today: date) -> str:
    value = figure.on(today)
    return _hashed(figure.basis, f"{value.value.normalize():f}", figure.doubtful(today), figure.years_old(today))


def _of_right(catalogue: Catalogue, right: Right, questions: Mapping[str, str]) -> str:
    """What of a right and of its questions decides, with the facts they are about."""
    facts = sorted(catalogue.facts_behind[right.id])
    asked = sorted({question.id for fact in facts for question in catalogue.asked_by[fact]})
    return _hashed(
        _rules(right.who),
        right.decides,
        right.subject,
        right.unborn,
        right.held_fact,
        right.unsure,
        right.weight < WORTH_ASKING_AGAIN,
        *(questions[name] for name in asked),
        *(repr((f.id, f.type, f.subject, sorted(f.domain), f.basis)) for f in map(catalogue.facts.__getitem__, facts)),
    )


def _of_question(question: Question) -> str:
    sets = {name: (sorted(c.sets.items()), sorted(c.else_.items())) for name, c in sorted(question.choices.items())}
    condition = _rules(question.only_if) if question.only_if is not None else ""
    return _hashed(question.id, question.subject, question.asks, question.fact, question.several, condition, sets)


def _rules(node: Node) -> str:
    """A condition without its words."""
    said = {"changes_nl", "named"}
    told = {name: getattr(node, name) for name in type(node).model_fields if name not in said}
    own = {name: value for name, value in told.items() if not _holds_nodes(value)}
    return f"{type(node).__name__}{own}({','.join(_rules(inner) for inner in node.inner())})"


def _holds_nodes(value: object) -> bool:
    return isinstance(value, Node) or (isinstance(value, tuple) and any(isinstance(one, Node) for one in value))


def _hashed(*parts: object) -> str:
    return sha256("|".join(map(repr, parts)).encode()).hexdigest()[:16]
