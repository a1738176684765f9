"""The care plan on the family's side: it reads all of it at any time, and says yes or no to each line."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.careplan import helping, lines, looking_back, meeting, overview, wishes
from conversations.careplan.room import PLAN, Step, at_first, care_of
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent, Typed
from conversations.screen import Screen
from conversations.state import State

__all__ = ["DIALOG", "PLAN", "at_first", "has_plan"]

STEPS: Mapping[str, Step] = {
    "plan": overview.OVERVIEW,
    "ask": lines.ASKED,
    "line": lines.CARD,
    "helper": helping.HELPER,
    "wish": wishes.WISH,
    "meet": meeting.MEETING,
    "topic": meeting.TOPIC,
    "review": looking_back.REVIEW,
    "renew": looking_back.GO_ON,
}


def has_plan(context: Context) -> bool:
    """Whether there is a care plan to read."""
    return care_of(context) is not None


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap about the plan, or own words where they have a place."""
    step, care = STEPS[state.step], care_of(context)
    if not isinstance(event, Choice) and not (isinstance(event, Typed) and step.typed and care is not None):
        raise Unexpected
    if care is None:
        return overview.leaving(context)
    return step.advance(state, event, care, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step; where there is no plan any more, a kind line."""
    care = care_of(context)
    return overview.nothing(state.step) if care is None else STEPS[state.step].view(state, care, context)


DIALOG = Dialog("careplan", tuple(STEPS), advance, view, household=True)
