"""State tables: the one declared list of what can happen to a case, who may do it, and which timers it starts.

A table is checked when it is made, so a program with a state that nobody can leave does not start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from casework.errors import (
    AlreadyOver,
    BrokenTable,
    NotForThisRole,
    NotPossibleNow,
    TextNeeded,
    UnknownState,
    WrongOutcome,
)
from followups import KINDS, fence

__all__ = ["Edge", "Role", "StateTable", "Timer", "apply"]


class Role(StrEnum):
    """Who acts on a case. A volunteer reports families; of a case they see only how far it is."""

    FAMILY = "family"
    COORDINATOR = "coordinator"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    """An organisation that a family was handed over to."""
    SYSTEM = "system"
    """Nobody: time went by, or what it was about ended."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A kind of follow-up that a case starts, and how long its fence holds.

    `in_state`: until the case next changes state, even if it comes back to the same one.
    `until_final`: until the case ends; for checks on staff, which no act of staff short of the end may stop.
    """

    kind: str
    lives: Literal["in_state", "until_final"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One allowed change of state. `outcomes`: one of these goes with it; a single one needs no choosing."""

    source: str
    action: str
    target: str
    roles: tuple[Role, ...]
    text_needed: bool = False
    outcomes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    def outcome_of(self, chosen: str | None) -> str | None:
        """The outcome to record. Raises WrongOutcome if one must be chosen, or the chosen one is not allowed here."""
        if chosen is None and len(self.outcomes) <= 1:
            return self.outcomes[0] if self.outcomes else None
        if chosen not in self.outcomes:
            raise WrongOutcome(self.action, chosen, self.outcomes)
        return chosen


@dataclass(frozen=True, slots=True)
class StateTable:
    """All states of one kind of case and the edges between them. `starts`: timers of a new case.

    Raises BrokenTable when the table contradicts itself.
    """

    name: str
    initial: str
    states: tuple[str, ...]
    finals: tuple[str, ...]
    edges: tuple[Edge, ...]
    timers: tuple[Timer, ...] = ()
    starts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for broken in _contradictions(self):
            raise BrokenTable(f"state table {self.name!r}: {broken}")

    def is_final(self, state: str) -> bool:
        """Whether a case in this state has ended. Raises UnknownState."""
        if state not in self.states:
            raise UnknownState(f"{self.name} has no state {state!r}; its states are {', '.join(self.states)}")
        return state in self.finals

    def edges_from(self, state: str, role: Role | None = None) -> tuple[Edge, ...]:
        """What can happen in this state, in the order of the table; with a role: what that role may do."""
        return tuple(edge for edge in self.edges if edge.source == state and (role is None or role in edge.roles))

    def edge(self, state: str, action: str) -> Edge:
        """The edge of an action. Raises UnknownState, AlreadyOver or NotPossibleNow."""
        if self.is_final(state):
            raise AlreadyOver(self.name, state, action)
        possible = self.edges_from(state)
        for edge in possible:
            if edge.action == action:
                return edge
        raise NotPossibleNow(self.name, state, action, tuple(edge.action for edge in possible))

    def fence(self, kind: str, case: str, state: str, moves: int) -> str:
        """The fence of a timer of this case: made when it is scheduled, compared when it is due.

        `moves` counts the changes of state so far. It differs from the earlier one as soon as the timer is to do
        nothing. Raises BrokenTable for a timer that the table does not declare.
        """
        for timer in self.timers:
            if timer.kind == kind:
                over = self.is_final(state)
                now = moves if timer.lives == "in_state" else 0
                return fence(self.name, kind, case, "over" if over else "open", now)
        raise BrokenTable(f"state table {self.name!r} declares no timer {kind!r}")


def apply(
    table: StateTable, state: str, action: str, role: Role, *, text: str | None = None, outcome: str | None = None
) -> str:
    """The state after `role` does `action`. Nothing else is changed: a refused action leaves the case as it was.

    Raises AlreadyOver, NotPossibleNow, NotForThisRole, TextNeeded or WrongOutcome (each with a `text` to show), and
    UnknownState.
    """
    edge = table.edge(state, action)
    if role not in edge.roles:
        raise NotForThisRole(action, role, edge.roles)
    if edge.text_needed and not (text and text.strip()):
        raise TextNeeded(action)
    edge.outcome_of(outcome)
    return edge.target


def _contradictions(table: StateTable) -> Iterable[str]:
    """What is wrong with a table, worst first."""
    states, finals = set(table.states), set(table.finals)
    if len(states) != len(table.states):
        yield "a state is named twice"
    for state in sorted({table.initial, *finals} - states):
        yield f"{state!r} is not one of its states"
    for edge in table.edges:
        yield from _edge_contradictions(table, edge)
    pairs = [(edge.source, edge.action) for edge in table.edges]
    for source, action in sorted({pair for pair in pairs if pairs.count(pair) > 1}):
        yield f"{source!r} has two edges for the action {action!r}"
    forward = [(edge.source, edge.target) for edge in table.edges]
    for state in sorted(states - _reached({table.initial}, forward)):
        yield f"no edge leads to the state {state!r}"
    backward = [(target, source) for source, target in forward]
    for state in sorted(states - _reached(finals, backward)):
        yield f"the state {state!r} has no way out to an end"
    yield from _timer_contradictions(table)


def _edge_contradictions(table: StateTable, edge: Edge) -> Iterable[str]:
    for state in (edge.source, edge.target):
        if state not in table.states:
            yield f"the action {edge.action!r} names {state!r}, which is not one of its states"
    if edge.source in table.finals:
        yield f"the action {edge.action!r} leaves the final state {edge.source!r}"
    if not edge.roles:
        yield f"nobody may {edge.action!r} from {edge.source!r}"
    if len(set(edge.outcomes)) != len(edge.outcomes):
        yield f"the action {edge.action!r} names an outcome twice"


def _timer_contradictions(table: StateTable) -> Iterable[str]:
    declared = [timer.kind for timer in table.timers]
    started = {*table.starts, *(kind for edge in table.edges for kind in edge.starts)}
    if len(set(declared)) != len(declared):
        yield "a timer is declared twice"
    for kind in sorted(started - set(declared)):
        yield f"it starts the timer {kind!r} without saying how long its fence holds"
    for kind in sorted(set(declared) - started):
        yield f"nothing starts its timer {kind!r}"
    for kind in sorted(set(declared) - set(KINDS)):
        yield f"its timer {kind!r} is not a kind of follow-up"


def _reached(start: set[str], steps: list[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while new := {target for source, target in steps if source in reached} - reached:
        reached |= new
    return reached
