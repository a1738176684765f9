"""State tables: the one declared list of what can happen to a case, who may do it, and which timers it starts.

A table is checked when it is made, so a program with a state that nobody can leave does not start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
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

__all__ = ["Act", "Edge", "Role", "StateTable", "Tell", "Timer", "apply"]


class Role(StrEnum):
    """Who acts on a case. A volunteer reports families; of a case they see only how far it is. An admin says who has
    a role, and reads no case. The system is the bot itself, when a timer runs out."""

    FAMILY = "family"
    COORDINATOR = "coordinator"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    ADMIN = "admin"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Tell:
    """A notice (`conversations.registry.NOTICES`) to an audience.

    `audience`: one of `conversations.effects.Audience`, or `former`: who had the case before this change, if anyone.
    `first`: only where nothing was done with the case before.
    """

    audience: str
    notice: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What the bot itself does when a timer runs out: an action of the same table, by the role `system`."""

    action: str


@dataclass(frozen=True, slots=True)
class Timer:
    """A kind of follow-up that a case starts, how long its fence holds, and what happens when it runs out.

    `in_state`: until the case next changes state, even if it comes back to the same one.
    `until_over`: until the case ends; for checks on staff, which no act of staff short of the end may stop.
    `then`: somebody is told, or the bot acts. None: a question of its own (`conversations.due`).
    `again`: it starts anew each time that it ran out.
    """

    kind: str
    lives: Literal["in_state", "until_over"]
    then: Tell | Act | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One allowed change of state. `outcomes`: one of these goes with it; a single one needs no choosing.

    `starts`: kinds of timer. `tells`: who hears of it, and how. `within`: only so long after the case ended.
    """

    source: str
    action: str
    target: str
    roles: tuple[Role, ...]
    text_needed: bool = False
    outcomes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    tells: tuple[Tell, ...] = ()
    within: timedelta | None = None
    follows: bool = False
    """The system does it when another case moved, not when a timer runs out."""

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

    `finals`: nothing leaves them. `resting`: it ended too, but can be taken up again. `waiting`: somebody else has to
    do something, so a timer ends them. `early`: where a case may begin before it is one.

    Raises BrokenTable when the table contradicts itself.
    """

    name: str
    initial: str
    states: tuple[str, ...]
    finals: tuple[str, ...]
    edges: tuple[Edge, ...]
    timers: tuple[Timer, ...] = ()
    starts: tuple[str, ...] = ()
    resting: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    early: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for broken in _contradictions(self):
            raise BrokenTable(f"state table {self.name!r}: {broken}")

    @property
    def over(self) -> tuple[str, ...]:
        """The states in which a case has ended, for good or not."""
        return (*self.resting, *self.finals)

    def is_final(self, state: str) -> bool:
        """Whether nothing leaves this state. Raises UnknownState."""
        return self._known(state) in self.finals

    def is_over(self, state: str) -> bool:
        """Whether a case in this state has ended, for good or not: nobody works on it. Raises UnknownState."""
        return self._known(state) in self.over

    def _known(self, state: str) -> str:
        if state not in self.states:
            raise UnknownState(f"{self.name} has no state {state!r}; its states are {', '.join(self.states)}")
        return state

    def edges_from(self, state: str, role: Role | None = None) -> tuple[Edge, ...]:
        """What can happen in this state, in the order of the table; with a role: what that role may do."""
        return tuple(edge for edge in self.edges if edge.source == state and (role is None or role in edge.roles))

    def edge(self, state: str, action: str) -> Edge:
        """The edge of an action. Raises UnknownState, AlreadyOver or NotPossibleNow."""
        over, possible = self.is_over(state), self.edges_from(state)
        for edge in possible:
            if edge.action == action:
                return edge
        if over:
            raise AlreadyOver(self.name, state, action)
        raise NotPossibleNow(self.name, state, action, tuple(edge.action for edge in possible))

    def timer(self, kind: str) -> Timer:
        """The timer of a kind. Raises BrokenTable for one that the table does not declare."""
        for timer in self.timers:
            if timer.kind == kind:
                return timer
        raise BrokenTable(f"state table {self.name!r} declares no timer {kind!r}")

    def fence(self, kind: str, case: str, state: str, moves: int) -> str:
        """The fence of a timer of this case: made when it is scheduled, compared when it is due.

        `moves` counts the changes of state so far. It differs from the earlier one as soon as the timer is to do
        nothing. Raises BrokenTable for a timer that the table does not declare.
        """
        now = moves if self.timer(kind).lives == "in_state" else 0
        return fence(self.name, kind, case, "over" if self.is_over(state) else "open", now)


def apply(
    table: StateTable,
    state: str,
    action: str,
    role: Role,
    *,
    text: str | None = None,
    outcome: str | None = None,
    ended: timedelta = timedelta(0),
) -> str:
    """The state after `role` does `action`. Nothing else is changed: a refused action leaves the case as it was.

    `ended`: how long ago the case did. Raises AlreadyOver, NotPossibleNow, NotForThisRole, TextNeeded or WrongOutcome
    (each with a `text` to show), and UnknownState.
    """
    edge = table.edge(state, action)
    if role not in edge.roles:
        raise NotForThisRole(action, role, edge.roles)
    if edge.within is not None and ended > edge.within:
        raise AlreadyOver(table.name, state, action)
    if edge.text_needed and not (text and text.strip()):
        raise TextNeeded(action)
    edge.outcome_of(outcome)
    return edge.target


def _contradictions(table: StateTable) -> Iterable[str]:
    """What is wrong with a table, worst first."""
    states, finals = set(table.states), set(table.finals)
    if len(states) != len(table.states):
        yield "a state is named twice"
    for state in sorted({table.initial, *table.early, *table.over, *table.waiting} - states):
        yield f"{state!r} is not one of its states"
    for state in sorted(finals & set(table.resting)):
        yield f"the state {state!r} is final and can be taken up again"
    for edge in table.edges:
        yield from _edge_contradictions(table, edge)
    pairs = [(edge.source, edge.action) for edge in table.edges]
    for source, action in sorted({pair for pair in pairs if pairs.count(pair) > 1}):
        yield f"{source!r} has two edges for the action {action!r}"
    forward = [(edge.source, edge.target) for edge in table.edges]
    for state in sorted(states - _reached({table.initial, *table.early}, forward)):
        yield f"no edge leads to the state {state!r}"
    backward = [(target, source) for source, target in forward]
    for state in sorted(states - _reached(finals, backward)):
        yield f"the state {state!r} has no way out to an end"
    yield from _timer_contradictions(table)
    yield from _deadline_contradictions(table)


def _edge_contradictions(table: StateTable, edge: Edge) -> Iterable[str]:
    for state in (edge.source, edge.target):
        if state not in table.states:
            yield f"the action {edge.action!r} names {state!r}, which is not one of its states"
    if edge.source in table.finals:
        yield f"the action {edge.action!r} leaves the final state {edge.source!r}"
    if edge.within is not None and edge.source not in table.resting:
        yield f"the action {edge.action!r} has a term from {edge.source!r}, which is no end"
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


def _deadline_contradictions(table: StateTable) -> Iterable[str]:
    """Whoever comes into a waiting state starts what ends it, and the bot does nothing by itself without a timer."""
    acts = {timer.kind: timer.then.action for timer in table.timers if isinstance(timer.then, Act)}
    lasting = tuple(kind for kind in acts if table.timer(kind).lives == "until_over" and kind in table.starts)
    into = [("", table.initial, table.starts), *((edge.action, edge.target, edge.starts) for edge in table.edges)]
    done: set[tuple[str, str]] = set()
    for action, target, starts in into:
        timed = [] if table.is_over(target) else [acts[kind] for kind in (*starts, *lasting) if kind in acts]
        for act in timed:
            done.add((target, act))
            if act not in {edge.action for edge in table.edges_from(target, Role.SYSTEM)}:
                yield f"a timer does {act!r} in {target!r}, where the system may not"
        if target in table.waiting and not timed:
            yield f"the action {action!r} leads to {target!r} without a deadline"
    for edge in table.edges:
        by_itself = (edge.source, edge.action) in done or edge.source in table.early or edge.follows
        if Role.SYSTEM in edge.roles and not by_itself:
            yield f"no timer does {edge.action!r} in {edge.source!r}"


def _reached(start: set[str], steps: list[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while new := {target for source, target in steps if source in reached} - reached:
        reached |= new
    return reached
