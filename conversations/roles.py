"""What do you want to do? Asked of who is several things to the bot, and in the menu of everybody."""

from __future__ import annotations

from conversations import home
from conversations.context import Context, Entry
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import SwitchHousehold
from conversations.events import Choice, DialogEvent
from conversations.home import Hat
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import say

__all__ = ["DIALOG"]

_LABELS = {
    Hat.COORDINATOR: say("roles", "Naar de wachtlijst"),
    Hat.VOLUNTEER: say("roles", "Meld een gezin aan"),
}
OWN = Button("own", say("roles", "Voor mijn eigen gezin"))


def advance(_state: State, event: DialogEvent, context: Context) -> Turn:
    """Puts on a hat."""
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice == OWN.choice:
        return _own(context)
    return Turn(home.wearing(Hat(event.choice), context))


def _own(context: Context) -> Turn:
    mine: Entry | None = next((entry for entry in context.roster if entry.kind == "own"), None)
    if mine is None:
        return Turn(State("welcome", "language" if context.chat.language is None else "town"))
    if context.household is not None and context.household.id == mine.household:
        return Turn(home.wearing(Hat.FAMILY, context))
    return Turn(State("interview", "ask"), (SwitchHousehold(mine.household),))


def view(_state: State, context: Context) -> Screen:
    """One button per hat."""
    worn = tuple(Button(hat, _LABELS[hat]) for hat in home.hats(context) if hat in _LABELS)
    return Screen("roles", "choose", (say("roles", "Wat wil je doen?"),), answers=(*worn, OWN), ways=(MENU,))


DIALOG = Dialog("roles", ("choose",), advance, view)
