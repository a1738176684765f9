"""Conditions about time: ages, days that were, days of the year."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from rights.kleene import Cause, Opened, Ruling, Truth
from rights.nodes import UNBORN, House, Node, ruled, within
from rights.spans import Span, age_on

__all__ = [
    "AgeNode",
    "BeforeNode",
    "BornBeforeNode",
    "MonthDay",
    "NotOpened",
    "SeasonNode",
    "TodayNode",
    "UnbornNode",
    "WithinNode",
    "in_season",
]

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class AgeBounds(BaseModel):
    """Whole years: at least, below. `roughly`: the year of birth is enough, near a birthday it stays open."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at_least: int | None = None
    below: int | None = None
    roughly: bool = False


class AgeNode(Node):
    """The child's age in whole years today; a child not yet born is younger than 0."""

    age: AgeBounds

    def rule(self, house: House, subject: str) -> Ruling:
        if subject == UNBORN:
            return Ruling(within(Span(-1, -1), self.age.at_least, self.age.below), (("pregnant", subject),))
        known = house.known("birth", subject)
        span = Span(0, None)
        if isinstance(known, Span) and known.low is not None and known.high is not None:
            last, first = date.fromordinal(int(known.high)), date.fromordinal(int(known.low))
            span = Span(age_on(house.today, last), age_on(house.today, first))
        truth = within(span, self.age.at_least, self.age.below)
        if self.age.roughly and truth is Truth.UNKNOWN and known is not None:
            place = house.place("birth", subject)
            return Ruling(truth, (("birth", place),), causes=(Cause(Opened.ZONE, "birth", place),))
        return ruled(house, truth, "birth", subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return ("birth",)


class BornBeforeNode(Node):
    """The child was born before a date: children of before 2019 keep older amounts."""

    born_before: date

    def rule(self, house: House, subject: str) -> Ruling:
        if subject == UNBORN:
            return Ruling(Truth.NO, (("pregnant", subject),))
        known = house.known("birth", subject)
        truth = within(known, None, self.born_before.toordinal()) if isinstance(known, Span) else Truth.UNKNOWN
        return ruled(house, truth, "birth", subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return ("birth",)


class UnbornNode(Node):
    """The subject is the child that is expected."""

    personal: ClassVar[bool] = True
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
        truth = within(known, first, None) if isinstance(known, Span) else Truth.UNKNOWN
        return ruled(house, truth, self.within.fact, subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return (self.within.fact,)


class BeforeNode(Node):
    """A day fact is not after the last such day of the year, such as 01-01: what was held on 1 January."""

    since: str
    on: MonthDay

    def rule(self, house: House, subject: str) -> Ruling:
        month, day = (int(part) for part in self.on.split("-"))
        last = date(house.today.year, month, day)
        if last > house.today:
            last = date(house.today.year - 1, month, day)
        known = house.known(self.since, subject)
        truth = within(known, None, last.toordinal() + 1) if isinstance(known, Span) else Truth.UNKNOWN
        return ruled(house, truth, self.since, subject, zone=known is not None)

    def facts(self) -> tuple[str, ...]:
        return (self.since,)


class Season(BaseModel):
    """Two days of the year, both included; a season may run over New Year."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    first: MonthDay
    last: MonthDay


class SeasonNode(Node):
    """Today lies between two days of the year."""

    season: Season

    def rule(self, house: House, subject: str) -> Ruling:  # noqa: ARG002 - a date is the same for everybody
        return Ruling(Truth.YES if in_season(house.today, self.season.first, self.season.last) else Truth.NO)


class Days(BaseModel):
    """From a day on, before a day, or both; every day where neither is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    from_: date | None = Field(default=None, alias="from")
    before: date | None = None

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        if self.from_ is not None and self.before is not None and self.from_ >= self.before:
            raise ValueError("no day lies in it: `from` comes before `before`")
        return self

    def meets(self, other: Days) -> bool:
        """Whether some day is one of both."""
        first = max(self.from_ or date.min, other.from_ or date.min)
        return first < min(self.before or date.max, other.before or date.max)

    def hold(self, today: date) -> bool:
        """Whether a day is one of these."""
        return (self.from_ is None or today >= self.from_) and (self.before is None or today < self.before)


class Period(Days):
    """Some days, and what held then, for who reads what changed between two dates."""

    what: str = Field(min_length=2, description="for who keeps the catalogue: the rule of that time")

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.from_ is None and self.before is None:
            raise ValueError("write `from: 2024-03-01`, `before: 2023-07-01`, or both")
        return self


class NotOpened(Days):
    """A right or status that is wrongly expected, on these days. Written as its id where that always was so."""

    right: str

    @model_validator(mode="before")
    @classmethod
    def _one_name(cls, raw: object) -> object:
        return {"right": raw} if isinstance(raw, str) else raw


class TodayNode(Node):
    """Today lies in a period: what a rule gave until it changed, or gives since."""

    today: Period

    def rule(self, house: House, subject: str) -> Ruling:  # noqa: ARG002 - a date is the same for everybody
        return Ruling(Truth.YES if self.today.hold(house.today) else Truth.NO)

    def days(self) -> tuple[date, ...]:
        """The days on which it changes."""
        return tuple(day for day in (self.today.from_, self.today.before) if day is not None)


def in_season(today: date, first: str, last: str) -> bool:
    """Whether a date lies between two days of the year (`11-01` to `03-31`), both included."""
    now = f"{today:%m-%d}"
    return first <= now <= last if first <= last else now >= first or now <= last
