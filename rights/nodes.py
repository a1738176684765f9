"""What every condition is: it rules on a household, for one subject, with the facts that decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict

from rights.figures import Zone
from rights.kleene import Cause, Opened, Ruling, Truth
from rights.spans import Known, Number, Options, Span

__all__ = ["UNBORN", "House", "Mark", "Node", "option", "ruled", "within"]

UNBORN = "child.unborn"
Mark = int | str
"""What tells one condition of a catalogue from another."""


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

    def ruling(self, node: Node, subject: str) -> Ruling:
        """What a condition inside another says: worked out once, as long as nothing that it reads changes."""

    def rulings(self, nodes: Iterable[Node], subject: str, settled_by: Truth | None = None) -> list[Ruling]:
        """What each of several conditions inside another says; none after one that says `settled_by` for a reason that
        could not be smaller."""

    def doubtful(self, figure: str) -> bool:
        """Whether a figure is unverified, unofficial or overdue on the date."""


class Node(BaseModel):
    """A condition; `rule` gives its value with reasons for one subject."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    personal: ClassVar[bool] = False
    """Reads who the subject is, besides the facts about it."""
    over_all: ClassVar[bool] = False
    """Goes over all members itself, whoever the subject is."""

    @cached_property
    def mark(self) -> Mark:
        """What tells this condition from the others of a catalogue; conditions with one mark are equal."""
        return id(self)

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


def option(house: House, fact: str, subject: str, wanted: Options) -> Ruling:
    """Whether a fact with options is one of these."""
    known = house.known(fact, subject)
    if isinstance(known, frozenset):
        if known <= wanted:
            return ruled(house, Truth.YES, fact, subject)
        if not known & wanted:
            return ruled(house, Truth.NO, fact, subject)
    return ruled(house, Truth.UNKNOWN, fact, subject)


def ruled(house: House, truth: Truth, fact: str, subject: str, zone: bool = False) -> Ruling:
    """The ruling of one fact. `zone`: what is left open, when no question can settle it, is a matter of closeness."""
    if truth is not Truth.UNKNOWN:
        return Ruling(truth, ((fact, house.place(fact, subject)),))
    cause = house.open_by(fact, subject)
    if zone and cause.opened is not Opened.ASK:
        cause = Cause(Opened.ZONE, cause.fact, cause.subject)
    return Ruling(Truth.UNKNOWN, ((cause.fact, cause.subject),), causes=(cause,))


def within(span: Span, at_least: Number | None, below: Number | None) -> Truth:
    """Whether all of a closed span (yes), none of it (no) or some of it lies in [at_least, below)."""
    low, high = span.low, span.high
    if (at_least is not None and high is not None and high < at_least) or (
        below is not None and low is not None and low >= below
    ):
        return Truth.NO
    above_floor = at_least is None or (low is not None and low >= at_least)
    under_roof = below is None or (high is not None and high < below)
    return Truth.YES if above_floor and under_roof else Truth.UNKNOWN
