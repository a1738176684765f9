"""Becoming a coordinator by a one-time link: what the role asks, and the name that colleagues see."""

from __future__ import annotations

from conversations import messages
from conversations.context import Context, Invitation
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import AddMember, DeleteMessage
from conversations.events import DialogEvent, Typed
from conversations.screen import MENU, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["DIALOG", "MAX_NAME_CHARACTERS", "at_join"]

MAX_NAME_CHARACTERS = 30


def at_join(token: str, invitation: Invitation) -> State:
    """The first step. The link stays unused until a name is typed, so that who leaves can come back by it."""
    return State("joining", "join", {"token": token, "municipality": invitation.municipality})


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A typed name makes the chat a member, if the link still holds at this moment."""
    if not isinstance(event, Typed):
        raise Unexpected
    invitation = context.invitation
    if invitation is None:
        return Turn(messages.at_link_gone())
    name = " ".join(event.text.split())
    if not name or len(name) > MAX_NAME_CHARACTERS:
        return Turn(state.go("join", again=True))
    effects = (AddMember(invitation.municipality, invitation.role, name), DeleteMessage(event.message))
    return Turn(State("desk", "welcome", {"municipality": invitation.municipality}), effects)


def view(state: State, context: Context) -> Screen:
    """What the role asks, and the question for a name."""
    town = context.catalogue.municipalities.get(state.text("municipality"))
    name = Verbatim(town.name if town is not None else "")
    return Screen(
        dialog="joining",
        step="join",
        title=say("joining", "Coördinator in {town}", town=name),
        body=(*_explained(name), _question(state)),
        ways=(MENU,),
    )


def _explained(town: Verbatim) -> tuple[Text, ...]:
    return (
        say("joining", "Gezinnen uit {town} vragen hier hulp. Andere gezinnen zie je niet.", town=town),
        say("joining", "Wat je leest, blijft bij jou. Je hebt beroepsgeheim of discretieplicht."),
        say("joining", "De bot onthoudt welke gegevens je opent."),
    )


def _question(state: State) -> Text:
    if state.data.get("again"):
        return say("joining", "Die naam is te lang. Typ alleen je voornaam.")
    return say("joining", "Welke voornaam zien je collega's? Typ die hier.")


DIALOG = Dialog("joining", ("join",), advance, view)
