"""The life of a step: what a family does about one right, from *I want this* to having it.

*Had it before* is granted with that source. A right that is in order, was refused or was let go may be put in the plan
again: that is a new step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from casework.states import Edge, Role, StateTable, Timer, apply
from followups import due_at
from texts import Text, say

__all__ = ["STEP", "Paper", "Step", "StepAction", "StepSource", "StepState", "begun", "moved"]


class StepState(StrEnum):
    """Where a step stands."""

    OPEN = "open"
    TRIED = "tried"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"

    @property
    def label(self) -> Text:
        """As the family reads it."""
        return _STATES[self]


class StepAction(StrEnum):
    """What can be done with a step."""

    TRY = "try"
    APPLY = "apply"
    GRANT = "grant"
    REFUSE = "refuse"
    DROP = "drop"

    @property
    def label(self) -> Text:
        """On the button."""
        return _ACTIONS[self]


class StepSource(StrEnum):
    """Where a step comes from: the family chose the right, or it had it already."""

    CHOSEN = "chosen"
    HAD = "had"


class Paper(StrEnum):
    """Whether a document is there: to be found, in hand, or somebody helps to get it."""

    NEED = "need"
    HAVE = "have"
    HELP = "help"

    @property
    def label(self) -> Text:
        """As the family and whoever helps it read it."""
        return _PAPERS[self]


_STATES: Final[Mapping[StepState, Text]] = {
    StepState.OPEN: say("step state", "Nog te beginnen."),
    StepState.TRIED: say("step state", "Je probeerde het al."),
    StepState.APPLIED: say("step state", "Aangevraagd. Nu is het wachten."),
    StepState.GRANTED: say("step state", "✅ Dit is in orde."),
    StepState.REFUSED: say("step state", "Dit werd geweigerd."),
    StepState.DROPPED: say("step state", "Je stopte hiermee."),
}

_ACTIONS: Final[Mapping[StepAction, Text]] = {
    StepAction.TRY: say("step action", "Het lukte nog niet"),
    StepAction.APPLY: say("step action", "Ik vroeg het aan"),
    StepAction.GRANT: say("step action", "Het is in orde"),
    StepAction.REFUSE: say("step action", "Het werd geweigerd"),
    StepAction.DROP: say("step action", "Stop hiermee"),
}

_PAPERS: Final[Mapping[Paper, Text]] = {
    Paper.NEED: say("paper", "zoek ik nog"),
    Paper.HAVE: say("paper", "heb ik"),
    Paper.HELP: say("paper", "hulp nodig"),
}

_FAMILY: Final = (Role.FAMILY,)
_S, _A = StepState, StepAction

STEP: Final = StateTable(
    name="step",
    initial=_S.OPEN,
    states=tuple(_S),
    finals=(_S.GRANTED, _S.REFUSED, _S.DROPPED),
    edges=(
        Edge(_S.OPEN, _A.TRY, _S.TRIED, _FAMILY, starts=("step_tried",)),
        Edge(_S.OPEN, _A.APPLY, _S.APPLIED, _FAMILY, starts=("step_applied",)),
        Edge(_S.OPEN, _A.GRANT, _S.GRANTED, _FAMILY),
        Edge(_S.OPEN, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.OPEN, _A.DROP, _S.DROPPED, _FAMILY),
        # Tried once more: it is asked about again, counted from now.
        Edge(_S.TRIED, _A.TRY, _S.TRIED, _FAMILY, starts=("step_tried",)),
        Edge(_S.TRIED, _A.APPLY, _S.APPLIED, _FAMILY, starts=("step_applied",)),
        Edge(_S.TRIED, _A.GRANT, _S.GRANTED, _FAMILY),
        Edge(_S.TRIED, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.TRIED, _A.DROP, _S.DROPPED, _FAMILY),
        Edge(_S.APPLIED, _A.GRANT, _S.GRANTED, _FAMILY),
        Edge(_S.APPLIED, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.APPLIED, _A.DROP, _S.DROPPED, _FAMILY),
    ),
    timers=(
        Timer("step_open", "in_state"),
        Timer("step_tried", "in_state"),
        Timer("step_applied", "in_state"),
    ),
    starts=("step_open",),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One right of a family's plan. `papers`: what the family said of a document, by its Dutch words; else it is
    needed. `ask_at`: when the family is asked how it went; None: not any more, it ended."""

    right_id: str
    state: StepState
    since: datetime
    ask_at: datetime | None = None
    source: StepSource = StepSource.CHOSEN
    papers: Mapping[str, Paper] = field(default_factory=dict)
    unanswered: int = 0
    """Times that it was asked about since the family last said something of it."""
    counted: tuple[str, ...] = ()
    """What came of it that stands in the figures already: a family that corrects itself counts once."""

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do."""
        return STEP.is_over(self.state)

    @property
    def timer(self) -> str:
        """The kind of follow-up of its state. KeyError where it is over."""
        return _TIMERS[self.state]

    def with_paper(self, paper: str, said: Paper) -> Step:
        """The same step, with what the family says of a document."""
        return replace(self, papers={**self.papers, paper: said})

    def asked_later(self, now: datetime, *, answered: bool) -> Step:
        """The same step, asked about when its state says so, counted from now."""
        return replace(self, ask_at=due_at(self.timer, now), unanswered=0 if answered else self.unanswered + 1)


def begun(right_id: str, now: datetime) -> Step:
    """A right that the family puts in its plan."""
    return Step(right_id, StepState.OPEN, now, due_at(STEP.starts[0], now))


def moved(step: Step, action: str, now: datetime, source: StepSource | None = None) -> Step:
    """The step after the family did something. Raises AlreadyOver or NotPossibleNow."""
    edge = STEP.edge(step.state, action)
    state = StepState(apply(STEP, step.state, action, Role.FAMILY))
    asked = due_at(edge.starts[0], now) if edge.starts else None
    return replace(step, state=state, since=now, ask_at=asked, unanswered=0, source=source or step.source)


def _timers() -> dict[StepState, str]:
    started = {StepState(edge.target): kind for edge in STEP.edges for kind in edge.starts}
    return {StepState(STEP.initial): STEP.starts[0], **started}


_TIMERS: Final[Mapping[StepState, str]] = _timers()
