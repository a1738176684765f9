"""The conditions a catalogue file can write. Each kind is one model: its keys, and how it rules on a household.

A new kind is one more model in `Condition`. Facts about the subject of a right (a child, an adult) are read for that
subject, facts about the household for the household.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from rights.dates import AgeNode, BeforeNode, BornBeforeNode, SeasonNode, TodayNode, UnbornNode, WithinNode
from rights.figures import Zone
from rights.kleene import Cause, Opened, Ruling, Truth, conjunction, disjunction, negation
from rights.nodes import House, Mark, Node, option, ruled, within
from rights.spans import Known, Options, Span
from texts import Text

__all__ = ["Below", "Condition", "FactNode", "HeldNode", "NamedNode", "openers", "walk"]

_YES: Options = frozenset({"yes"})


class AllNode(Node):
    """Every one of these."""

    all: tuple[Condition, ...] = Field(min_length=1)

    def rule(self, house: House, subject: str) -> Ruling:
        return conjunction(house.rulings(self.all, subject, Truth.NO))

    def inner(self) -> tuple[Node, ...]:
        return self.all


class AnyNode(Node):
    """At least one of these."""

    any: tuple[Condition, ...] = Field(min_length=1)

    def rule(self, house: House, subject: str) -> Ruling:
        return disjunction(house.rulings(self.any, subject, Truth.YES), house.doubtful)

    def inner(self) -> tuple[Node, ...]:
        return self.any


class NotNode(Node):
    """The opposite."""

    not_: Condition = Field(alias="not")

    def rule(self, house: House, subject: str) -> Ruling:
        return negation(house.ruling(self.not_, subject))

    def inner(self) -> tuple[Node, ...]:
        return (self.not_,)


class OfficeNode(Node):
    """This, but an office decides whether it counts: a yes becomes *ask*."""

    office: Condition

    def rule(self, house: House, subject: str) -> Ruling:
        ruling = house.ruling(self.office, subject)
        return ruling._replace(office=ruling.truth is not Truth.NO)

    def inner(self) -> tuple[Node, ...]:
        return (self.office,)


class NamedNode(Node):
    """A condition of `conditions/*.yaml`, by its name; what it means is filled in when the catalogue is read."""

    named: str
    means: Condition
    opens: bool = True

    @cached_property
    def mark(self) -> Mark:
        return self.named

    def rule(self, house: House, subject: str) -> Ruling:
        ruling = self.means.rule(house, subject)
        if ruling.changes is None or ruling.changes.context:
            return ruling
        return ruling._replace(changes=replace(ruling.changes, context=self.named))

    def inner(self) -> tuple[Node, ...]:
        return (self.means,)


class UnseenNode(Node):
    """What nobody can tell from answers: always open. Only where an office decides."""

    unseen: str

    def rule(self, house: House, subject: str) -> Ruling:  # noqa: ARG002 - nothing that is known settles it
        return Ruling(Truth.UNKNOWN, office=True)


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
    def mark(self) -> Mark:
        return _asks(self.fact, self.is_) if self.changes_nl is None else super().mark

    @cached_property
    def _wanted(self) -> Options:
        return frozenset(self.is_)

    def rule(self, house: House, subject: str) -> Ruling:
        ruling = option(house, self.fact, subject, self._wanted)
        if self.changes_nl is None or ruling.truth is not Truth.NO:
            return ruling
        return ruling._replace(changes=Text("", self.changes_nl))

    def facts(self) -> tuple[str, ...]:
        return (self.fact,)


class HeldNode(Node):
    """A status (leefloon, verhoogde tegemoetkoming, ...) is held now."""

    held: str

    @cached_property
    def mark(self) -> Mark:
        return _asks(self.held, _YES)

    def rule(self, house: House, subject: str) -> Ruling:
        return option(house, self.held, subject, _YES)

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
        truth = within(span, self.at_least, self.below)
        return ruled(house, truth, self.number, subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return (self.number,)


class SomeChildNode(Node):
    """At least one child (not counting one that is expected) for whom this holds; `at_least` for more."""

    over_all: ClassVar[bool] = True
    some_child: Condition
    at_least: int = 1

    def rule(self, house: House, subject: str) -> Ruling:  # noqa: ARG002 - it goes over every child
        children, more = house.children()
        rulings = [house.ruling(self.some_child, child) for child in children]
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
    """A ceiling: a figure, plus a step for each of `times`. `via` names the figure that bridges net and taxable.
    `closely`: a sure yes is worth asking for, because it opens other rights."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    figure: str
    step: str | None = None
    times: Times | None = None
    via: str | None = None
    closely: bool = False

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
        figures = self.figures()
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
        edges = (zone.high,) if zone.high is not None and span.holds(zone.high) else ()
        trusted = self.below.closely or not any(map(house.doubtful, self.figures()))
        fine = (zone.low,) if span.holds(zone.low) and (trusted or zone.high is None) else ()
        cause = house.open_by(self.money, subject)
        if income is not None and (not (edges or fine) or cause.opened is Opened.ZONE):
            return Cause(Opened.ZONE, self.money, "household", figure=self.below.figure)
        return cause._replace(edges=edges, fine=fine, closely=self.below.closely, figure=self.below.figure)

    def facts(self) -> tuple[str, ...]:
        return (self.money, *(self.below.times.of if self.below.times else ()))

    def figures(self) -> tuple[str, ...]:
        return self._figures

    @cached_property
    def _figures(self) -> tuple[str, ...]:
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
    "born_before": BornBeforeNode,
    "since": BeforeNode,
    "season": SeasonNode,
    "today": TodayNode,
    "named": NamedNode,
    "unseen": UnseenNode,
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
    | Annotated[BornBeforeNode, Tag("born_before")]
    | Annotated[BeforeNode, Tag("since")]
    | Annotated[SeasonNode, Tag("season")]
    | Annotated[TodayNode, Tag("today")]
    | Annotated[NamedNode, Tag("named")]
    | Annotated[UnseenNode, Tag("unseen")]
    | Annotated[SomeChildNode, Tag("some_child")]
    | Annotated[Below, Tag("money")],
    Discriminator(
        _kind,
        custom_error_type="condition_kind",
        custom_error_message=f"this is no condition; its first key is one of {', '.join(_KINDS)}",
    ),
]

for _model in (AllNode, AnyNode, NotNode, OfficeNode, NamedNode, SomeChildNode):
    _model.model_rebuild()


def _asks(fact: str, wanted: Collection[str]) -> Mark:
    """Many rights ask the same of a fact: one mark, so that it is worked out once."""
    return f"{fact} is {' '.join(sorted(wanted))}"


def openers(node: Node) -> Iterator[str]:
    """The statuses that would make this hold if they were held."""
    if isinstance(node, HeldNode):
        yield node.held
    if not isinstance(node, NamedNode) or node.opens:
        for child in node.inner():
            yield from openers(child)


def walk(node: Node) -> Iterator[Node]:
    """This condition and every one inside it."""
    yield node
    for child in node.inner():
        yield from walk(child)


def _sum(parts: list[Known | None], minus: int) -> Span:
    low, high = Decimal(-minus), Decimal(-minus)
    unbounded = False
    for part in parts:
        span = part if isinstance(part, Span) else Span(0, None)
        low += Decimal(span.low or 0)
        unbounded |= span.high is None
        high += Decimal(span.high or 0)
    return Span(max(low, Decimal(0)), None if unbounded else max(high, Decimal(0)))
