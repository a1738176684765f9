"""Reporting a family: with its yes, heard by the volunteer, or as a sealed report that only the family can open."""

from __future__ import annotations

from conversations.context import Context
from conversations.dialog import Dialog, Turn
from conversations.events import DialogEvent
from conversations.reporting.draft import heeded, hidden, holds_draft, shows_draft, was_heeded
from conversations.reporting.steps import STEPS
from conversations.reporting.views import VIEWS
from conversations.screen import Screen
from conversations.state import State

__all__ = ["DIALOG", "heeded", "hidden", "holds_draft", "shows_draft", "was_heeded"]

OUTSIDE = ("how", "town", "refused", "sent", "shut", "theirs")
"""Steps that need no coordinator: nothing is asked about a family in them."""


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One step of a report."""
    settled = _settled(state, context)
    return STEPS[settled.step](settled, event, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state; or the beginning where the role for that municipality ended, and its contact point where nobody would
    read a report."""
    if state.step in OUTSIDE:
        return state
    town = state.text("town")
    if not any(member.municipality == town for member in context.volunteer):
        return State("reporting", "how")
    if town not in context.staffed:
        return State("reporting", "nobody", {"town": town})
    return State("reporting", "how") if state.step == "nobody" else state


DIALOG = Dialog("reporting", tuple(STEPS), advance, view, volunteer=True)
