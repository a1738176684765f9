"""Where the question stands whether a household may be looked at again."""

from __future__ import annotations

from conversations.context import Household
from conversations.lists import LIST
from conversations.state import State

__all__ = ["after_keeping", "asking", "home_of_plan"]


def asking(back: str = "") -> State:
    """The question. `back`: where it was opened from, `mydata`, or else it follows on what the family wants kept."""
    return State("recheck", "ask", {"from": back})


def home_of_plan(planned: bool) -> State:
    """The plan, or what was found where there is none."""
    return State("plan", "all") if planned else LIST


def after_keeping(household: Household, planned: bool) -> State:
    """Where a family goes that chose what to begin with: to the question, which is put once, else to its plan."""
    return asking() if household.kept and household.recheck is None else home_of_plan(planned)
