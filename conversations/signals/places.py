"""Where signals are told and read, and under which names the yes to one is kept."""

from __future__ import annotations

from datetime import timedelta

from casework import Deed
from conversations.context import Context
from conversations.screen import Button
from conversations.signalled import COUNTS, FAMILY, STAFF
from conversations.state import Json, State
from texts import say

__all__ = [
    "AT_DESK",
    "MINE",
    "RECIPIENT",
    "SIGNAL_YES",
    "TELL",
    "at_codes",
    "at_counts",
    "at_mine",
    "at_rights",
    "counted_at",
    "may_count",
    "may_tell",
    "news",
]

SIGNAL_YES = "signal"
"""The purpose of the yes that a signal is kept with the family's file."""
RECIPIENT = "policy:"
"""Who reads it: before the id of the municipality."""

FRESH = timedelta(days=14)
"""So long what came of a signal stands in the menu."""

MINE = State(FAMILY, "mine")
AT_DESK = State(STAFF, "list")
TELL = Button("signal", say("signal", "Laat weten wat moeilijk was"))


def may_tell(context: Context) -> bool:
    """Whether a signal of this family would be read: nobody is asked for what goes nowhere."""
    return context.household is not None and context.household.municipality in context.staffed


def news(context: Context) -> bool:
    """Whether something came of what this family told, not long ago."""
    since = context.now - FRESH
    return any(one.ended is not None and one.ended > since for one in context.signals.mine)


def at_mine(here: State) -> State:
    """What the family told, what was answered last first."""
    return State(FAMILY, "mine", {"before": _from(here)})


def at_rights(here: State) -> State:
    """To tell something, about whichever right."""
    return State(FAMILY, "about", {"before": _from(here)})


def at_codes(right: str, here: State) -> State:
    """To tell what is hard about this right; *back* and the end lead here again."""
    return State(FAMILY, "codes", {"right": right, "before": _from(here)})


def may_count(context: Context) -> list[str]:
    """The municipalities of which this chat may see how often what was hard."""
    return sorted({member.municipality for member in context.doing(Deed.COUNT_SIGNALS)})


def counted_at(state: State, context: Context) -> str:
    """The municipality that is looked at: one of those, whatever the state says; empty where there is none."""
    towns = may_count(context)
    if state.text("town") in towns:
        return state.text("town")
    return towns[0] if towns else ""


def at_counts(here: State, town: str = "") -> State:
    """How often what was hard; *back* leads here again."""
    return State(COUNTS, "counts", {"town": town} if town else {}).over(here)


def _from(here: State) -> Json:
    """Where the family was; of a state of this dialog, where it was before that: they do not pile up."""
    return here.data.get("before") if here.dialog == FAMILY else here.to_json()
