"""What is always at hand, laid over wherever the person was: language, urgent help, privacy, erasing, stopping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from conversations import helplines, home, privacy
from conversations.commands import COMMAND_LIST, COMMANDS, stop
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import EraseEverything, SetBeside, SetLanguage, SetMuted
from conversations.events import Choice, DialogEvent
from conversations.home import Hat
from conversations.languages import LANGUAGES, SOURCE, choose_lines, erased_lines, language_buttons
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.tongues import is_offered, reasons
from conversations.towns import contact_buttons, town_name
from texts import Text, Value, Verbatim, say

__all__ = ["COMMANDS", "COMMAND_LIST", "DIALOG", "LEADING"]

LEADING: Mapping[str, str] = {"menu": "menu", "urgent": "urgent"}
"""Choices that lead to a step of the menu from any screen."""

NEXT = Button("next", say("menu", "Lees verder"))
PRIVACY_PAGES = 2 + privacy.LAYER_2_PAGES
"""The short text, the long one, and what the family chose itself."""


class Item(NamedTuple):
    """A line of the menu: for whom it is, and where it leads (`state` is where the menu is now)."""

    choice: str
    label: Text
    shown: Callable[[Context], bool]
    go: Callable[[State, Context], Turn]


def _step(step: str) -> Callable[[State, Context], Turn]:
    return lambda state, _context: Turn(state.go(step, page=0))


def _leave(dialog: str, step: str) -> Callable[[State, Context], Turn]:
    return lambda _state, _context: Turn(State(dialog, step))


def _always(_context: Context) -> bool:
    return True


def _staff(context: Context) -> bool:
    return home.hat(context) is Hat.COORDINATOR


def _family(context: Context) -> bool:
    """A household is open, and it is what this chat is about now."""
    return context.household is not None and _parent(context)


def _parent(context: Context) -> bool:
    return home.hat(context) in (Hat.FAMILY, None) and Hat.FAMILY in home.hats(context)


def _started(context: Context) -> bool:
    return _family(context) and context.household is not None and bool(context.household.answers)


def _asked_help(context: Context) -> bool:
    return _family(context) and context.household is not None and context.household.referral is not None


def _not_asked_help(context: Context) -> bool:
    return _family(context) and not _asked_help(context)


ITEMS = (
    Item("queue", say("menu", "Naar de wachtlijst"), _staff, _leave("desk", "queue")),
    Item("go", say("menu", "Ga verder"), _parent, lambda _state, context: Turn(home.of(context))),
    Item("found", say("menu", "Wat we vonden"), _started, _leave("results", "list")),
    Item("request", say("menu", "👤 Mijn aanmelding"), _asked_help, _leave("helping", "mine")),
    Item("request", say("menu", "👤 Vraag hulp"), _not_asked_help, _leave("helping", "consent")),
    Item("urgent", say("menu", "🆘 Dringende hulp"), _always, _step("urgent")),
    Item("language", say("menu", "🌐 Taal"), _always, _step("language")),
    Item("privacy", say("menu", "🔒 Jouw gegevens"), _always, _step("privacy")),
    Item("erase", say("menu", "Wis alles"), _parent, _step("erase")),
    Item("later", say("menu", "Later verder"), _family, _leave("interview", "paused")),
    Item("stop", say("menu", "Stop berichten"), _staff, lambda _state, context: stop(context)),
)
"""The menu, in its order; nobody sees more than eight of these."""


def _items(context: Context) -> tuple[Button, ...]:
    return tuple(Button(item.choice, item.label) for item in ITEMS if item.shown(context))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap in the menu; `back` returns to what lies under it."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = _settled(state, context)
    if event.choice == "back":
        return Turn(state.under if state.under is not None else home.of(context))
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state; what was said after erasing is over as soon as there is a language again."""
    if state.step == "erased" and context.chat.language is not None:
        return state.go("menu")
    return state


def _choose(state: State, choice: str, context: Context) -> Turn:
    chosen = next((item for item in ITEMS if item.choice == choice and item.shown(context)), None)
    return chosen.go(state, context) if chosen is not None else Turn(state)


def _language(state: State, choice: str, context: Context) -> Turn:
    if choice == "beside":
        return Turn(state, (SetBeside(not context.chat.beside),))
    effects = (SetLanguage(choice),) if choice in LANGUAGES else ()
    return Turn(state.under if state.under is not None else home.of(context), effects)


def _urgent(state: State, _choice: str, _context: Context) -> Turn:
    return Turn(state.go("urgent", page=state.number("page") + 1))


def _privacy(state: State, choice: str, _context: Context) -> Turn:
    if choice == "keep":
        return Turn(State("results", "keep"))
    if choice == "erase":
        return Turn(state.go("erase"))
    return Turn(state.go("privacy", page=state.number("page") + 1))


def _erase(state: State, choice: str, context: Context) -> Turn:
    if choice == "yes":
        return Turn(State("menu", "erased"), (EraseEverything(),))
    return Turn(state.under if state.under is not None else home.of(context))


def _erased(_state: State, choice: str, _context: Context) -> Turn:
    return Turn(State("welcome", "town"), (SetLanguage(choice),) if choice in LANGUAGES else ())


def _stopped(_state: State, _choice: str, context: Context) -> Turn:
    return Turn(home.of(context), (SetMuted(False),))


def _help(state: State, choice: str, context: Context) -> Turn:
    return stop(context) if choice == "stop" else _choose(state, choice, context)


def _menu_view(_state: State, context: Context) -> Screen:
    return Screen(
        "menu", "menu", (say("menu", "Wat wil je doen?"),), title=_TITLE, answers=_items(context), ways=(BACK,)
    )


def _unread_view(_state: State, context: Context) -> Screen:
    return Screen(
        "menu",
        "unread",
        (
            say("menu", "Niemand leest wat je hier typt. Ik ben een machine."),
            say("menu", "Kies een knop. Is er gevaar? Kies dan Dringende hulp."),
        ),
        answers=_items(context),
        ways=(BACK,),
    )


def _language_view(_state: State, context: Context) -> Screen:
    """The languages of the family's municipality, and for who does not read Dutch why there is a translation."""
    language, town = context.chat.language, context.town if _parent(context) else None
    foreign = language not in (None, SOURCE)
    beside = say("menu", "Niet meer in het Nederlands") if context.chat.beside else say("menu", "Ook in het Nederlands")
    return Screen(
        "menu",
        "language",
        (
            *choose_lines(),
            *reasons(language, town),
            *((say("menu", "Nederlands leren? Vraag het aan Ligo."),) if foreign else ()),
        ),
        answers=(
            *(button for button in language_buttons() if is_offered(button.choice, town)),
            *((Button("beside", beside),) if foreign else ()),
        ),
        ways=(BACK, MENU),
    )


def _urgent_view(state: State, context: Context) -> Screen:
    page = state.number("page") % helplines.PAGES
    contact = contact_buttons(context.town) if context.town is not None and page else ()
    return Screen(
        "menu",
        "urgent",
        helplines.helplines_on(page),
        title=say("menu", "🆘 Dringende hulp"),
        answers=(Button("next", say("menu", "Andere nummers")), *contact),
        ways=(BACK, MENU),
        token=str(page),
    )


def _privacy_view(state: State, context: Context) -> Screen:
    page = state.number("page") % PRIVACY_PAGES
    name, own = _town(state, context), page == PRIVACY_PAGES - 1
    told = privacy.layer_1(name) if page == 0 else privacy.layer_2(name, page - 1)
    household = context.household if _parent(context) else None
    keep = (Button("keep", say("menu", "Pas dit aan")),) if own and household and household.screened_at else ()
    erase = (Button("erase", say("menu", "Wis alles")),) if own and _parent(context) else ()
    return Screen(
        "menu",
        "privacy",
        _chosen(context) if own else told,
        title=say("menu", "🔒 Jouw gegevens"),
        answers=(*keep, *erase, NEXT),
        ways=(BACK, MENU),
        token=str(page),
    )


def _chosen(context: Context) -> tuple[Text, ...]:
    """What this person agreed to until now."""
    household = context.household
    if household is None:
        return (say("menu", "Je gaf nog geen antwoorden. We bewaren nu niets over je gezin."),)
    if household.referral is None:
        return (privacy.kept_text(household.kept), say("menu", "Je antwoorden zijn aan niemand doorgegeven."))
    town, number = town_name(context), Verbatim(household.referral.number)
    return (
        privacy.kept_text(household.kept),
        say("menu", "Je vroeg hulp ({number}). Een medewerker van {town} leest mee.", number=number, town=town),
    )


def _town(state: State, context: Context) -> Value:
    """The household's municipality, or the one that is being read about before there is a household."""
    reading = context.catalogue.municipalities.get(state.under.text("town")) if state.under is not None else None
    return Verbatim(reading.name) if context.household is None and reading is not None else town_name(context)


def _erase_view(_state: State, context: Context) -> Screen:
    referral = context.household.referral if context.household is not None else None
    stops = (
        (
            say("menu", "Je vraag om hulp stopt ook."),
            say("menu", "De medewerker hoort alleen het nummer {number}.", number=Verbatim(referral.number)),
        )
        if referral is not None
        else ()
    )
    return Screen(
        "menu",
        "erase",
        (
            say("menu", "Wil je alles wissen? Je antwoorden zijn dan weg. Terughalen kan niet."),
            *stops,
            *((say("menu", "Je rol voor je gemeente stopt ook. Je werk gaat terug."),) if context.members else ()),
        ),
        title=say("menu", "Wis alles"),
        answers=(Button("yes", say("menu", "Ja, wis alles")), Button("no", say("menu", "Nee, bewaar"))),
        ways=(BACK, MENU),
    )


def _erased_view(_state: State, _context: Context) -> Screen:
    return Screen("menu", "erased", erased_lines(), answers=language_buttons())


def _stopped_view(_state: State, context: Context) -> Screen:
    referral = context.household.referral if context.household is not None else None
    return Screen(
        "menu",
        "stopped",
        (
            say("menu", "Goed. Ik stuur je zelf geen berichten meer."),
            *((say("menu", "Je vraag om hulp loopt nog. De medewerker weet dit."),) if referral is not None else ()),
            say("menu", "Terugkomen? Typ /start of kies de knop."),
        ),
        title=say("menu", "Geen berichten"),
        answers=(Button("on", say("menu", "Stuur weer berichten")),),
        ways=(BACK, MENU),
    )


def _help_view(_state: State, context: Context) -> Screen:
    return Screen(
        "menu",
        "help",
        (
            say("menu", "Ik stel vragen. Daarna zie je welke rechten je gezin misschien mist."),
            say("menu", "Liever praten met iemand? Kies Vraag hulp in het menu."),
            say("menu", "Zoek je een knop? Kies Menu onderaan."),
        ),
        title=say("menu", "Zo werkt het"),
        answers=(
            *(button for button in _items(context) if button.choice in ("go", "queue", "request", "urgent")),
            Button("stop", say("menu", "Stop berichten")),
        ),
        ways=(BACK, MENU),
    )


_TITLE = say("menu", "Menu")

_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "menu": _choose,
    "unread": _choose,
    "language": _language,
    "urgent": _urgent,
    "privacy": _privacy,
    "erase": _erase,
    "erased": _erased,
    "stopped": _stopped,
    "help": _help,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "menu": _menu_view,
    "unread": _unread_view,
    "language": _language_view,
    "urgent": _urgent_view,
    "privacy": _privacy_view,
    "erase": _erase_view,
    "erased": _erased_view,
    "stopped": _stopped_view,
    "help": _help_view,
}

DIALOG = Dialog("menu", tuple(_STEPS), advance, view)
