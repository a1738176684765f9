"""The step plan: what the family chose, how far it is, and what there is to do for each right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.plan import choosing, overview, pace, step
from conversations.screen import Screen
from conversations.state import State

__all__ = ["DIALOG"]


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap in the plan."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = step.settled(state, context)
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = step.settled(state, context)
    return _VIEWS[settled.step](settled, context)


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "all": overview.choose,
    "pick": choosing.choose,
    "step": step.choose,
    "papers": step.choose_paper,
    "drop": step.choose_drop,
    "pace": pace.choose,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "all": overview.view,
    "pick": choosing.view,
    "step": step.view,
    "papers": step.view_papers,
    "drop": step.view_drop,
    "pace": pace.view,
}

DIALOG = Dialog("plan", tuple(_STEPS), advance, view, household=True)
