"""Choosing what to begin with: what helps most stands first, and the family picks what it wants."""

from __future__ import annotations

from conversations import planning
from conversations.context import Context
from conversations.dialog import Turn
from conversations.findings import household_of, report_of
from conversations.lists import short
from conversations.plan.places import ALL
from conversations.recheck.places import after_keeping
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import say

__all__ = ["choose", "view"]

KEEP = "keep"
"""Where the family comes from that just said that its answers may be kept."""


def choose(state: State, choice: str, context: Context) -> Turn:
    """Ticks a right, or puts all that is ticked in the plan."""
    picked, begins = state.texts("picked"), state.text("after") == KEEP
    match choice:
        case "more":
            return Turn(state.go("pick", page=state.number("page") + 1))
        case "back":
            return Turn(State("results", "keep") if begins else ALL)
        case "done":
            onward = after_keeping(household_of(context), bool(picked)) if begins else ALL
            return Turn(onward, planning.begin(context, picked))
    ticked = [key for key in picked if key != choice] if choice in picked else [*picked, choice]
    return Turn(state.go("pick", picked=[*ticked]))


def view(state: State, context: Context) -> Screen:
    """What can be chosen, in the order that is suggested."""
    picked, page, found = state.texts("picked"), state.number("page"), report_of(context)
    names = {verdict.key: short(verdict, found) for verdict in planning.suggested(context)}
    buttons = [
        Button(key, say("results", "✅ {name}", name=name) if key in picked else name) for key, name in names.items()
    ]
    told = (
        (say("plan", "Wat het meest helpt, staat bovenaan. Jij kiest. 1 tot 3 is genoeg."),)
        if names
        else (say("plan", "Nu is er niets om te kiezen."),)
    )
    return Screen(
        "plan",
        "pick",
        told,
        title=say("plan", "Waarmee wil je beginnen?"),
        answers=paged(buttons, page),
        end=Button("done", say("results", "Klaar")),
        ways=(BACK, MENU),
        token=str(page),
    )
