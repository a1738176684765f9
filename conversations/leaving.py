"""Ending one's own role, for the roles that hold no cases: asked once, and then it is over at once."""

from __future__ import annotations

from dataclasses import replace

from conversations import home
from conversations.context import Context, Member
from conversations.dialog import Turn
from conversations.effects import LeaveRole, SetFactor
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import named
from texts import say

__all__ = ["STOP", "ended", "leave", "leave_view", "place"]

STOP = Button("leave", say("leaving", "Stop mijn rol"))


def place(state: State, mine: tuple[Member, ...]) -> Member:
    """The role that is looked at: the one in the municipality that the state names, else the first."""
    return next((member for member in mine if member.municipality == state.text("town")), mine[0])


def leave(state: State, choice: str, mine: tuple[Member, ...], context: Context) -> Turn:
    """A yes ends the role, a tap on another municipality asks about that one, a no leads back."""
    role = place(state, mine)
    if choice == "other":
        at = mine[(mine.index(role) + 1) % len(mine)]
        return Turn(state.go("leave", town=at.municipality))
    if choice != "yes":
        return Turn(state.go("home"))
    return ended(role, context)


def ended(role: Member, context: Context) -> Turn:
    """The role is over, and with the last one the second factor that was asked for it."""
    left = replace(context, members=tuple(member for member in context.members if member != role))
    coded = (SetFactor(None),) if not left.members and context.chat.factor is not None else ()
    return Turn(home.start(left), (*coded, LeaveRole(role.municipality, role.role)))


def leave_view(state: State, mine: tuple[Member, ...], context: Context) -> Screen:
    """The question, with the municipality in it."""
    role = place(state, mine)
    other = (Button("other", say("leaving", "Een andere gemeente")),) if len(mine) > 1 else ()
    return Screen(
        state.dialog,
        "leave",
        (
            say("leaving", "Stopt je rol in {town}?", town=named(role.municipality, context)),
            say("leaving", "Je ziet daarna niets meer van je werk hier. Terugkomen kan met een nieuwe uitnodiging."),
        ),
        answers=(Button("yes", say("leaving", "Ja, ik stop")), Button("no", say("leaving", "Nee, ik blijf")), *other),
        ways=(BACK, MENU),
        token=role.municipality,
    )
