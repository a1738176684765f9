"""What do you want to do? Asked of who is several things to the bot, and in the menu of everybody."""

from __future__ import annotations

from conversations import home, roster
from conversations.context import Context, Entry
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import SwitchHousehold
from conversations.events import Choice, DialogEvent
from conversations.home import Hat
from conversations.screen import MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.state import State
from conversations.towns import named
from followups import BRUSSELS
from texts import Verbatim, say

__all__ = ["DIALOG"]

_LABELS = {
    Hat.COORDINATOR: say("roles", "Naar de wachtlijst"),
    Hat.VOLUNTEER: say("roles", "Mijn werk als vrijwilliger"),
    Hat.ADMIN: say("roles", "Beheer de rollen"),
    Hat.PARTNER: say("roles", "Naar mijn organisatie"),
}
OWN = Button("own", say("roles", "Voor mijn eigen gezin"))
MINE = "o."
"""What the choice of one own file of several starts with."""


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Puts on a hat."""
    if not isinstance(event, Choice):
        raise Unexpected
    match event.choice:
        case "more":
            return Turn(state.go("choose", page=state.number("page") + 1))
        case roster.HELP.choice:
            return Turn(roster.at_list(context))
        case OWN.choice:
            return _own(context)
    if event.choice.startswith(MINE):
        return roster.opening(event.choice.removeprefix(MINE), context)
    return Turn(home.wearing(Hat(event.choice), context))


def _mine(context: Context) -> tuple[Entry, ...]:
    return tuple(entry for entry in context.roster if entry.kind == "own")


def _own(context: Context) -> Turn:
    """The own file; who has none begins one. A helped family's file is closed then: its plan and its request would
    stand in the menu as if they were this person's own."""
    mine = _mine(context)
    if mine:
        return roster.opening(mine[0].household, context)
    closed = (SwitchHousehold(None),) if context.household is not None else ()
    return Turn(State("welcome", "language" if context.chat.language is None else "town"), closed)


def view(state: State, context: Context) -> Screen:
    """One button per hat, and one per own file where there are several."""
    worn = tuple(Button(hat, _LABELS[hat]) for hat in home.hats(context) if hat in _LABELS)
    mine = _mine(context)
    own = tuple(_file(entry, context) for entry in mine) if len(mine) > 1 else (OWN,)
    page = state.number("page")
    return Screen(
        "roles",
        "choose",
        (say("roles", "Wat wil je doen?"),),
        answers=(*paged((*worn, *own), page, MAX_ANSWERS - 1), roster.HELP),
        ways=(MENU,),
        token=str(page),
    )


def _file(entry: Entry, context: Context) -> Button:
    """An own file by its municipality and by when it came to this chat."""
    since = entry.since.astimezone(BRUSSELS).strftime("%d/%m") if entry.since is not None else "?"
    town = named(entry.municipality, context)
    return Button(f"{MINE}{entry.household}", say("roles", "{town}, sinds {date}", town=town, date=Verbatim(since)))


DIALOG = Dialog("roles", ("choose",), advance, view)
