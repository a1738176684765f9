"""A partner's own place: somebody of another organisation, who sees nothing of a family but what is handed over."""

from __future__ import annotations

from casework import Deed
from conversations import leaving
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.screen import MENU, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["DIALOG", "how_it_works"]


def how_it_works() -> tuple[Text, ...]:
    """What a partner does here."""
    return (
        say("partner", "Geeft een gemeente een gezin aan je organisatie door? Dan hoor je het hier."),
        say("partner", "Je ziet alleen wat het gezin met je wil delen."),
    )


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap of a partner."""
    if not isinstance(event, Choice):
        raise Unexpected
    if state.step == "leave":
        return leaving.leave(state, event.choice, context.doing(Deed.ANSWER_HANDOVERS), context)
    return Turn(state.go("leave"))


def view(state: State, context: Context) -> Screen:
    """That nothing waits, and for whom this person works."""
    mine = context.doing(Deed.ANSWER_HANDOVERS)
    if state.step == "leave":
        return leaving.leave_view(state, mine, context)
    names = dict.fromkeys(member.about.get("organisation", "") for member in mine)
    return Screen(
        "organisation",
        "home",
        (
            *(say("partner", "Je werkt voor {organisation}.", organisation=Verbatim(name)) for name in names if name),
            say("partner", "Je hoeft nu niets te doen."),
            *how_it_works(),
        ),
        title=say("partner", "Dag, {name}", name=Verbatim(mine[0].name)),
        answers=(leaving.STOP,),
        ways=(MENU,),
    )


DIALOG = Dialog("organisation", ("home", "leave"), advance, view, deed=Deed.ANSWER_HANDOVERS)
