"""The conditions a catalogue file can write. Each kind is one model: its keys, and how it rules on a household.

A new kind is one more model in `Condition`. Facts about the subject of a right (a child, an adult) are read for that
subject, facts about the household for the household.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from rights.figures import Zone
from rights.kleene import Cause, Opened, Ruling, Truth, conjunction, disjunction, negation
from rights.spans import Known, Number, Options, Span, age_on

__all__ = ["Below", "Condition", "HeldNode", "House", "Node", "option", "walk"]

UNBORN = "child.unborn"
_YES: Options = frozenset({"yes"})


class House(Protocol):
    """What a condition reads: the household on a date."""

    today: date

    def known(self, fact: str, subject: str) -> Known | None:
        """What is known of a fact, or None."""

    def place(self, fact: str, subject: str) -> str:
        """Whose fact it is: the subject's own, or the household's."""

    def open_by(self, fact: str, subject: str) -> Cause:
        """Why a fact is not known well enough: a question can settle it, or it was declined."""

    def children(self) -> tuple[tuple[str, ...], bool]:
        """The children known one by one, and whether there may be more."""

    def zone(self, fact: str, figure: str, step: str | None, times: Span, via: str | None) -> Zone:
        """The zone of a ceiling in the basis of a money fact."""

    def is_one_of(self, fact: str, subject: str, wanted: Options) -> Ruling:
        """Whether a fact with options is one of these: what `option` says."""

    def doubtful(self, figure: str) -> bool:
        """Whether a figure is unverified, unofficial or overdue on the date."""


class Node(BaseModel):
    """A condition; `rule` gives its value with reasons for one subject."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def rule(self, house: House, subject: str) -> Ruling:
        """The value of this condition."""
        raise NotImplementedError

    def inner(self) -> tuple[Node, ...]:
        """The conditions inside this one."""
        return ()

    def facts(self) -> tuple[str, ...]:
        """The facts this node itself reads."""
        return ()

    def figures(self) -> tuple[str, ...]:
        """The parameters this node itself reads."""
        return ()


class AllNode(Node):
    """Every one of these."""

    all: tuple[Condition, ...] = Field(min_length=1)

    def rule(self, house: House, subject: str) -> Ruling:
        return conjunction([node.rule(house, subject) for node in self.all])

    def inner(self) -> tuple[Node, ...]:
        return self.all


class AnyNode(Node):
    """At least one of these."""

    any: tuple[Condition, ...] = Field(min_length=1)

    def rule(self, house: House, subject: str) -> Ruling:
        return disjunction([node.rule(house, subject) for node in self.any], house.doubtful)

    def inner(self) -> tuple[Node, ...]:
        return self.any


class NotNode(Node):
    """The opposite."""

    not_: Condition = Field(alias="not")

    def rule(self, house: House, subject: str) -> Ruling:
        return negation(self.not_.rule(house, subject))

    def inner(self) -> tuple[Node, ...]:
        return (self.not_,)


class OfficeNode(Node):
    """This, but an office decides whether it counts: a yes becomes *ask*."""

    office: Condition

    def rule(self, house: House, subject: str) -> Ruling:
        ruling = self.office.rule(house, subject)
        return replace(ruling, office=ruling.truth is not Truth.NO)

    def inner(self) -> tuple[Node, ...]:
        return (self.office,)


class FactNode(Node):
    """A fact with options is one of these. `changes_nl`: said of a *not now* that this decided."""

    fact: str
    is_: tuple[str, ...] = Field(alias="is", min_length=1)
    changes_nl: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_or_more(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and isinstance(raw.get("is"), str):
            return {**raw, "is": [raw["is"]]}
        return raw

    @cached_property
    def _wanted(self) -> Options:
        return frozenset(self.is_)

    def rule(self, house: House, subject: str) -> Ruling:
        ruling = house.is_one_of(self.fact, subject, self._wanted)
        return replace(ruling, changes=self.changes_nl) if ruling.truth is Truth.NO else ruling

    def facts(self) -> tuple[str, ...]:
        return (self.fact,)


class HeldNode(Node):
    """A status (leefloon, verhoogde tegemoetkoming, ...) is held now."""

    held: str

    def rule(self, house: House, subject: str) -> Ruling:
        return house.is_one_of(self.held, subject, _YES)

    def facts(self) -> tuple[str, ...]:
        return (self.held,)


class NumberNode(Node):
    """A number fact is at least, or below, this."""

    number: str
    at_least: int | None = None
    below: int | None = None

    @model_validator(mode="after")
    def _bounded(self) -> NumberNode:
        if self.at_least is None and self.below is None:
            raise ValueError("write `at_least: 1`, `below: 3`, or both")
        return self

    def rule(self, house: House, subject: str) -> Ruling:
        known = house.known(self.number, subject)
        span = known if isinstance(known, Span) else Span(0, None)
        truth = _within(span, self.at_least, self.below)
        return _ruled(house, truth, self.number, subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return (self.number,)


class AgeBounds(BaseModel):
    """Whole years: at least, below."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at_least: int | None = None
    below: int | None = None


class AgeNode(Node):
    """The child's age in whole years today; a child not yet born is younger than 0."""

    age: AgeBounds

    def rule(self, house: House, subject: str) -> Ruling:
        if subject == UNBORN:
            return Ruling(_within(Span(-1, -1), self.age.at_least, self.age.below), (("pregnant", subject),))
        known = house.known("birth", subject)
        span = Span(0, None)
        if isinstance(known, Span) and known.low is not None and known.high is not None:
            last, first = date.fromordinal(int(known.high)), date.fromordinal(int(known.low))
            span = Span(age_on(house.today, last), age_on(house.today, first))
        truth = _within(span, self.age.at_least, self.age.below)
        return _ruled(house, truth, "birth", subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return ("birth",)


class UnbornNode(Node):
    """The subject is the child that is expected."""

    unborn: bool

    def rule(self, house: House, subject: str) -> Ruling:  # noqa: ARG002 - who the subject is needs no house
        return Ruling(Truth.YES if (subject == UNBORN) is self.unborn else Truth.NO)


class WithinBounds(BaseModel):
    """A day fact, and how many days ago it may be at most."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    fact: str
    days: int


class WithinNode(Node):
    """A day is at most so many days ago."""

    within: WithinBounds

    def rule(self, house: House, subject: str) -> Ruling:
        known = house.known(self.within.fact, subject)
        first = house.today.toordinal() - self.within.days
        truth = _within(known, first, None) if isinstance(known, Span) else Truth.UNKNOWN
        return _ruled(house, truth, self.within.fact, subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return (self.within.fact,)


class SomeChildNode(Node):
    """At least one child (not counting one that is expected) for whom this holds; `at_least` for more."""

    some_child: Condition
    at_least: int = 1

    def rule(self, house: House, subject: str) -> Ruling:  # noqa: ARG002 - it goes over every child
        children, more = house.children()
        rulings = [self.some_child.rule(house, child) for child in children]
        agreed = [ruling for ruling in rulings if ruling.truth is Truth.YES]
        unknown = [ruling for ruling in rulings if ruling.truth is Truth.UNKNOWN]
        if len(agreed) >= self.at_least:
            return conjunction(sorted(agreed, key=lambda r: (r.office, len(r.facts)))[: self.at_least])
        if more:
            unknown.append(Ruling(Truth.UNKNOWN, causes=(house.open_by("children", "household"),)))
        elif len(agreed) + len(unknown) < self.at_least:
            refused = [ruling for ruling in rulings if ruling.truth is Truth.NO]
            return disjunction([Ruling(Truth.NO, (("children", "household"),)), *refused], house.doubtful)
        return conjunction(unknown)

    def inner(self) -> tuple[Node, ...]:
        return (self.some_child,)

    def facts(self) -> tuple[str, ...]:
        return ("children",)


class Times(BaseModel):
    """How often a step is added to a ceiling: the sum of number facts, less some."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    of: tuple[str, ...] = Field(min_length=1)
    minus: int = 0


class BelowBounds(BaseModel):
    """A ceiling: a figure, plus a step for each of `times`. `via` names the figure that bridges net and taxable."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    figure: str
    step: str | None = None
    times: Times | None = None
    via: str | None = None

    @model_validator(mode="after")
    def _step_and_times(self) -> BelowBounds:
        if (self.step is None) != (self.times is None):
            raise ValueError("`step` and `times` go together: write both or neither")
        return self


class Below(Node):
    """A money fact lies below a ceiling: yes wholly below its zone, no wholly above, else unknown."""

    money: str
    below: BelowBounds

    def rule(self, house: House, subject: str) -> Ruling:
        bounds = self.below
        counted = [(fact, house.known(fact, subject)) for fact in (bounds.times.of if bounds.times else ())]
        times = _sum([known for _, known in counted], bounds.times.minus if bounds.times else 0)
        zone = house.zone(self.money, bounds.figure, bounds.step, times, bounds.via)
        income = house.known(self.money, subject)
        figures = tuple(f for f in (bounds.figure, bounds.step, bounds.via) if f)
        facts = tuple((fact, "household") for fact in (self.money, *(fact for fact, _ in counted)))
        if isinstance(income, Span):
            if income.high is not None and income.high <= zone.low:
                return Ruling(Truth.YES, facts, figures)
            if income.low is not None and zone.high is not None and income.low >= zone.high:
                return Ruling(Truth.NO, facts, figures)
        # The size of the household first: it makes the zone smaller, so that money is asked in fewer bands.
        sizes = [house.open_by(f, subject) for f, known in counted if not (isinstance(known, Span) and known.exact)]
        asked = tuple(cause for cause in sizes if cause.opened is Opened.ASK)
        return Ruling(Truth.UNKNOWN, facts, figures, asked or (self._open(house, subject, income, zone),))

    def _open(self, house: House, subject: str, income: Known | None, zone: Zone) -> Cause:
        span = income if isinstance(income, Span) else Span()
        edges = tuple(edge for edge in (zone.low, zone.high) if edge is not None and span.holds(edge))
        cause = house.open_by(self.money, subject)
        if income is not None and (not edges):
            return Cause(Opened.ZONE, self.money, "household", figure=self.below.figure)
        return Cause(cause.opened, cause.fact, cause.subject, edges, self.below.figure)

    def facts(self) -> tuple[str, ...]:
        return (self.money, *(self.below.times.of if self.below.times else ()))

    def figures(self) -> tuple[str, ...]:
        return tuple(f for f in (self.below.figure, self.below.step, self.below.via) if f)


_KINDS: dict[str, type[Node]] = {
    "all": AllNode,
    "any": AnyNode,
    "not": NotNode,
    "office": OfficeNode,
    "fact": FactNode,
    "held": HeldNode,
    "number": NumberNode,
    "age": AgeNode,
    "unborn": UnbornNode,
    "within": WithinNode,
    "some_child": SomeChildNode,
    "money": Below,
}


def _kind(raw: Any) -> str | None:
    """Which kind of condition this is, by the key that names it (`not` is `not_` once read)."""
    if isinstance(raw, Node):
        return next(kind for kind, model in _KINDS.items() if isinstance(raw, model))
    if not isinstance(raw, dict):
        return None
    return next((kind for kind in _KINDS if kind in raw), None)


Condition = Annotated[
    Annotated[AllNode, Tag("all")]
    | Annotated[AnyNode, Tag("any")]
    | Annotated[NotNode, Tag("not")]
    | Annotated[OfficeNode, Tag("office")]
    | Annotated[FactNode, Tag("fact")]
    | Annotated[HeldNode, Tag("held")]
    | Annotated[NumberNode, Tag("number")]
    | Annotated[AgeNode, Tag("age")]
    | Annotated[UnbornNode, Tag("unborn")]
    | Annotated[WithinNode, Tag("within")]
    | Annotated[SomeChildNode, Tag("some_child")]
    | Annotated[Below, Tag("money")],
    Discriminator(
        _kind,
        custom_error_type="condition_kind",
        custom_error_message=f"this is no condition; its first key is one of {', '.join(_KINDS)}",
    ),
]

for _model in (AllNode, AnyNode, NotNode, OfficeNode, SomeChildNode):
    _model.model_rebuild()


def walk(node: Node) -> Iterator[Node]:
    """This condition and every one inside it."""
    yield node
    for child in node.inner():
        yield from walk(child)


def option(house: House, fact: str, subject: str, wanted: Options) -> Ruling:
    """Whether a fact with options is one of these."""
    known = house.known(fact, subject)
    if isinstance(known, frozenset):
        if known <= wanted:
            return _ruled(house, Truth.YES, fact, subject)
        if not known & wanted:
            return _ruled(house, Truth.NO, fact, subject)
    return _ruled(house, Truth.UNKNOWN, fact, subject)


def _ruled(house: House, truth: Truth, fact: str, subject: str, zone: bool = False) -> Ruling:
    """The ruling of one fact. `zone`: what is left open, when no question can settle it, is a matter of closeness."""
    if truth is not Truth.UNKNOWN:
        return Ruling(truth, ((fact, house.place(fact, subject)),))
    cause = house.open_by(fact, subject)
    if zone and cause.opened is not Opened.ASK:
        cause = Cause(Opened.ZONE, cause.fact, cause.subject)
    return Ruling(Truth.UNKNOWN, ((cause.fact, cause.subject),), causes=(cause,))


def _within(span: Span, at_least: Number | None, below: Number | None) -> Truth:
    """Whether all of a closed span (yes), none of it (no) or some of it lies in [at_least, below)."""
    low, high = span.low, span.high
    if (at_least is not None and high is not None and high < at_least) or (
        below is not None and low is not None and low >= below
    ):
        return Truth.NO
    above_floor = at_least is None or (low is not None and low >= at_least)
    under_roof = below is None or (high is not None and high < below)
    return Truth.YES if above_floor and under_roof else Truth.UNKNOWN


def _sum(parts: list[Known | None], minus: int) -> Span:
    low, high = Decimal(-minus), Decimal(-minus)
    unbounded = False
    for part in parts:
        span = part if isinstance(part, Span) else Span(0, None)
        low += Decimal(span.low or 0)
        unbounded |= span.high is None
        high += Decimal(span.high or 0)
    return Span(max(low, Decimal(0)), None if unbounded else max(high, Decimal(0)))
