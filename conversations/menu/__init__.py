"""What is always at hand, laid over wherever the person was: language, urgent help, privacy, erasing, stopping."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import admin, helplines, home, organisation, volunteer
from conversations.commands import AWAKE, stop
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import SetBeside, SetLanguage, SetMuted
from conversations.events import Choice, DialogEvent
from conversations.languages import LANGUAGES, SOURCE, choose_lines, language_buttons
from conversations.menu import data, items
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.tongues import is_offered, reasons
from conversations.towns import contact_buttons
from conversations.wishes import WISH, at_list
from texts import say

__all__ = ["DIALOG", "LEADING"]

LEADING: Mapping[str, str] = {"menu": "menu", "urgent": "urgent"}
"""Choices that lead to a step of the menu from any screen."""


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


def _language(state: State, choice: str, context: Context) -> Turn:
    if choice == "beside":
        return Turn(state, (SetBeside(not context.chat.beside),))
    if choice == WISH.choice:
        return Turn(at_list(state))
    effects = (SetLanguage(choice),) if choice in LANGUAGES else ()
    return Turn(state.under if state.under is not None else home.of(context), effects)


def _urgent(state: State, _choice: str, _context: Context) -> Turn:
    return Turn(state.go("urgent", page=state.number("page") + 1))


def _stopped(state: State, _choice: str, context: Context) -> Turn:
    if state.data.get(AWAKE):
        return Turn(state.under if state.under is not None else home.of(context))
    return Turn(home.of(context), (SetMuted(False),))


def _help(state: State, choice: str, context: Context) -> Turn:
    return stop(context) if choice == "stop" else items.choose(state, choice, context)


def _menu_view(_state: State, context: Context) -> Screen:
    return Screen(
        "menu", "menu", (say("menu", "Wat wil je doen?"),), title=_TITLE, answers=items.first(context), ways=(BACK,)
    )


def _more_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "menu",
        "more",
        (say("menu", "Wat wil je doen?"),),
        title=_TITLE,
        answers=items.rest(context, page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _unread_view(_state: State, context: Context) -> Screen:
    return Screen(
        "menu",
        "unread",
        (
            say("menu", "Niemand leest wat je hier typt. Ik ben een machine."),
            say("menu", "Kies een knop. Is er gevaar? Kies dan Dringende hulp."),
        ),
        answers=items.first(context),
        ways=(BACK,),
    )


def _not_yours_view(_state: State, context: Context) -> Screen:
    return Screen(
        "menu",
        "not_yours",
        (
            say("menu", "Dit is voor wie voor een gemeente werkt of gezinnen aanmeldt."),
            say("menu", "Kies een knop. Dan kan je verder."),
        ),
        answers=items.first(context),
        ways=(BACK,),
    )


def _language_view(_state: State, context: Context) -> Screen:
    """The languages of the family's municipality, and for who does not read Dutch why there is a translation."""
    language, town = context.chat.language, context.town if items.is_about_family(context) else None
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
            WISH,
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


def _awake_view() -> Screen:
    """After /start, which began the messages again."""
    return Screen(
        "menu",
        "stopped",
        (say("menu", "Berichten staan weer aan. We gaan verder waar je was."),),
        answers=(Button("go", say("menu", "Ga verder")),),
        ways=(MENU,),
        token=AWAKE,
    )


def _stopped_view(state: State, context: Context) -> Screen:
    if state.data.get(AWAKE):
        return _awake_view()
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
    of_family = (
        say("menu", "Ik stel vragen. Daarna zie je welke rechten je gezin misschien mist."),
        say("menu", "Liever praten met iemand? Kies Vraag hulp in het menu."),
        say("menu", "Zoek je een knop? Kies Menu onderaan."),
    )
    of_staff = (
        say("menu", "In de wachtlijst staan gezinnen die om hulp vragen."),
        say("menu", "Neem je een gezin? Dan zien je collega's dat. Noteer elk contact."),
        say("menu", "Vraagt het gezin hulp in een andere taal? Kies een bericht op de kaart."),
    )
    lines = {
        home.Hat.COORDINATOR: of_staff,
        home.Hat.VOLUNTEER: volunteer.how_it_works(),
        home.Hat.ADMIN: admin.how_it_works(),
        home.Hat.PARTNER: organisation.how_it_works(),
    }
    worn = home.hat(context)
    return Screen(
        "menu",
        "help",
        of_family if worn is None else lines.get(worn, of_family),
        title=say("menu", "Zo werkt het"),
        answers=(
            *items.named(context, "go", "queue", "tasks", "admin", "partner", "request", "urgent"),
            Button("stop", say("menu", "Stop berichten")),
        ),
        ways=(BACK, MENU),
    )


_TITLE = say("menu", "Menu")

_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "menu": items.choose,
    "more": items.choose,
    "unread": items.choose,
    "not_yours": items.choose,
    "language": _language,
    "urgent": _urgent,
    "stopped": _stopped,
    "help": _help,
    **data.STEPS,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "menu": _menu_view,
    "more": _more_view,
    "unread": _unread_view,
    "not_yours": _not_yours_view,
    "language": _language_view,
    "urgent": _urgent_view,
    "stopped": _stopped_view,
    "help": _help_view,
    **data.VIEWS,
}

DIALOG = Dialog("menu", tuple(_STEPS), advance, view)
