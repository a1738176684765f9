"""Helping families: a helper keeps a file for each, under a word of the helper's own, and opens one at a time.

Anyone may help. A new file begins with the family beside the helper, who reads out what is said about data; its yes is
recorded with the helper as witness.
"""

from __future__ import annotations

import unicodedata

from conversations import home, privacy, telling
from conversations.context import Context, Entry
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import DeleteMessage, OpenHousehold, Schedule, SwitchHousehold
from conversations.events import Choice, DialogEvent, Typed
from conversations.keeping import wipe
from conversations.languages import SOURCE
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.state import State
from conversations.towns import ELSEWHERE_BUTTON, town_buttons
from followups import due_at
from rights import ELSEWHERE
from texts import Text, Verbatim, say

__all__ = ["DIALOG", "HELP", "MAX_LABEL", "at_list", "error_in", "families", "label_of", "opening", "told"]

MAX_LABEL = 24
"""Characters of a label: it stands above every screen of a small phone."""

HELP = Button("help_family", say("roster", "Ik help een gezin"))
NEW = Button("new", say("roster", "Nieuw gezin"))
YES = Button("yes", say("roster", "Het gezin is hier en zegt ja"))
NO = Button("no", say("roster", "Het gezin zegt nee"))
READ_OUT = say("roster", "🔒 Lees dit voor")
FAMILY = "f."
"""What the choice of a family starts with."""

_ERRORS = {
    "empty": say("roster", "Ik zie nog geen woord. Typ iets wat jij herkent."),
    "long": say("roster", "Dat is te lang. Typ hoogstens {most} tekens.", most=Verbatim(str(MAX_LABEL))),
    "known": say("roster", "Dat woord gebruik je al voor een ander gezin."),
}


def families(context: Context) -> tuple[Entry, ...]:
    """The families that this chat helps, by the helper's own word for them."""
    helped = (entry for entry in context.roster if entry.kind == "helper")
    return tuple(sorted(helped, key=lambda entry: entry.label.casefold()))


def at_list(context: Context) -> State:
    """The families; who helps none yet begins with the first."""
    return State("roster", "list") if families(context) else State("roster", "label")


def opening(household: str, context: Context) -> Turn:
    """Opens a file of the roster, at its beginning: nothing that was begun in another one passes to it."""
    if context.household is not None and context.household.id == household:
        return Turn(home.wearing(home.Hat.FAMILY, context))
    return Turn(home.OPENED, (SwitchHousehold(household),))


def label_of(typed: str) -> str:
    """What was typed, on one line and without invisible signs."""
    visible = "".join(" " if char.isspace() else char for char in typed if unicodedata.category(char) != "Cf")
    return " ".join("".join(char for char in visible if unicodedata.category(char)[0] != "C").split())


def error_in(label: str, context: Context, *, but: str = "") -> str:
    """What is wrong with a label, empty where nothing is. `but`: the household that may have it already."""
    if not label:
        return "empty"
    if len(label) > MAX_LABEL:
        return "long"
    others = (entry.label.casefold() for entry in families(context) if entry.household != but)
    return "known" if label.casefold() in others else ""


def told(error: str) -> tuple[Text, ...]:
    """The error in words, if there is one."""
    return (_ERRORS[error],) if error in _ERRORS else ()


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap leads one step on; nothing is kept before the family said yes."""
    settled = _settled(state, context)
    if isinstance(event, Typed) and settled.step == "label":
        label = label_of(event.text)
        error = error_in(label, context)
        onward = settled.go("label", error=error) if error else settled.go("town", label=label, error="", page=0)
        return Turn(onward, (DeleteMessage(event.message),))
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state; or the step where something is missing that it stands on."""
    if state.step in ("list", "label"):
        return state
    if not state.text("label"):
        return State("roster", "label")
    if state.step != "town" and state.text("town") not in (*context.served, ELSEWHERE):
        return state.go("town", page=0)
    return state


def _list(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "more":
            return Turn(state.go("list", page=state.number("page") + 1, said=""))
        case "back":
            return Turn(home.of(context))
        case NEW.choice:
            return Turn(State("roster", "label"))
    return opening(choice.removeprefix(FAMILY), context)


def _label(_state: State, _choice: str, context: Context) -> Turn:
    return Turn(State("roster", "list") if families(context) else home.of(context))


def _town(state: State, choice: str, _context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("town", page=state.number("page") + 1))
    return Turn(state.go("label") if choice == "back" else state.go("together", town=choice))


def _together(state: State, choice: str, _context: Context) -> Turn:
    return Turn(state.go("town", page=0) if choice == "back" else state.go("info"))


def _info(state: State, choice: str, context: Context) -> Turn:
    onward = telling.paging(state, choice)
    if onward is None and choice == "back":
        return Turn(state.go("together"))
    return Turn(onward) if onward is not None else _answered(state, choice, context)


def _answered(state: State, choice: str, context: Context) -> Turn:
    """With the family's yes its file is opened, and planned what was said: one reminder, and the end of it."""
    if choice != YES.choice:
        return Turn(State("roster", "list", {"said": "no"}))
    household = context.fresh_id
    opened = OpenHousehold(
        household,
        state.text("town"),
        privacy.VERSION,
        context.chat.language or SOURCE,
        kind="helper",
        label=state.text("label"),
        witnessed=True,
    )
    return Turn(
        State("interview", "ask"),
        (
            opened,
            Schedule("resume", due_at("resume", context.now), household),
            wipe(context, household),
        ),
    )


def _list_view(state: State, context: Context) -> Screen:
    known = tuple(
        Button(f"{FAMILY}{entry.household}", say("roster", "{label}", label=Verbatim(entry.label or "?")))
        for entry in families(context)
    )
    page = state.number("page")
    refused = (say("roster", "Goed. Er is niets bewaard."),) if state.text("said") == "no" else ()
    body = say("roster", "Welk gezin help je nu?") if known else say("roster", "Je helpt nu nog geen gezin.")
    return Screen(
        "roster",
        "list",
        (*refused, body, say("roster", "Elk gezin heeft zijn eigen dossier.")),
        title=say("roster", "Gezinnen die je helpt"),
        answers=(*paged(known, page, MAX_ANSWERS - 1), NEW),
        ways=(BACK, MENU),
        token=str(page),
    )


def _label_view(state: State, _context: Context) -> Screen:
    return Screen(
        "roster",
        "label",
        (
            *told(state.text("error")),
            say("roster", "Hoe noem je dit gezin? Typ een woord dat jij herkent."),
            say("roster", "Niet de echte naam. Ik haal je bericht weg uit de chat."),
        ),
        title=say("roster", "Nieuw gezin"),
        ways=(BACK, MENU),
    )


def _town_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "roster",
        "town",
        (say("roster", "In welke gemeente woont het gezin?"),),
        title=_name(state),
        answers=paged((*town_buttons(context), ELSEWHERE_BUTTON), page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _together_view(state: State, _context: Context) -> Screen:
    return Screen(
        "roster",
        "together",
        (
            say("roster", "Is het gezin bij je? Lees dan het volgende scherm voor."),
            say("roster", "Zeg er dit bij: wie helpt, ziet ook de antwoorden."),
        ),
        title=_name(state),
        answers=(Button("read", say("roster", "Lees voor")),),
        ways=(BACK, MENU),
    )


def _info_view(state: State, context: Context) -> Screen:
    return telling.short(state, state.text("town"), context, YES, NO, title=READ_OUT, helped=True)


def _more_view(state: State, context: Context) -> Screen:
    return telling.longer(state, state.text("town"), context, YES, NO, title=READ_OUT)


def _name(state: State) -> Text:
    return say("roster", "Gezin: {label}", label=Verbatim(state.text("label")))


_STEPS = {"list": _list, "label": _label, "town": _town, "together": _together, "info": _info, "more": _info}
_VIEWS = {
    "list": _list_view,
    "label": _label_view,
    "town": _town_view,
    "together": _together_view,
    "info": _info_view,
    "more": _more_view,
}

DIALOG = Dialog("roster", tuple(_STEPS), advance, view)
