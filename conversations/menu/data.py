"""What is kept, who reads along, and erasing it."""

from __future__ import annotations

from conversations import home, mydata, privacy, roster
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import EraseEverything, SetLanguage
from conversations.information import READ, at_contents
from conversations.languages import LANGUAGES, erased_lines, language_buttons
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import responsible
from texts import Text, Value, Verbatim, say

__all__ = ["STEPS", "VIEWS"]

NEXT = Button("next", say("menu", "Lees verder"))
OWN = Button("own", say("menu", "Bekijk jouw gegevens"))
PRIVACY_PAGES = 1 + privacy.LAYER_2_PAGES
"""The short text and the long one. What is kept of this person stands at its own place."""


def _privacy(state: State, choice: str, context: Context) -> Turn:
    if choice == OWN.choice:
        return Turn(mydata.at_own(context))
    if choice == READ.choice:
        return Turn(at_contents(state))
    return Turn(state.go("privacy", page=state.number("page") + 1))


def _erase(state: State, choice: str, context: Context) -> Turn:
    if choice == "yes":
        return Turn(State("menu", "erased"), (EraseEverything(),))
    return Turn(state.under if state.under is not None else home.of(context))


def _erased(_state: State, choice: str, _context: Context) -> Turn:
    return Turn(State("welcome", "town"), (SetLanguage(choice),) if choice in LANGUAGES else ())


def _privacy_view(state: State, context: Context) -> Screen:
    page, terms = state.number("page") % PRIVACY_PAGES, context.catalogue.terms
    name, household = _town(state, context), context.household
    shared = household is not None and household.kind == "own" and any(tie.kind == "own" for tie in household.ties)
    helped = household is not None and household.helped
    first = privacy.layer_1(name, terms, shared=shared, helped=helped)
    return Screen(
        "menu",
        "privacy",
        first if page == 0 else privacy.layer_2(name, page - 1, terms),
        title=say("menu", "🔒 Jouw gegevens"),
        answers=(NEXT, OWN, READ),
        ways=(BACK, MENU),
        token=str(page),
    )


def _town(state: State, context: Context) -> Value:
    """Who answers for the household's data, or for those of a family that is still reading about it."""
    if context.household is not None:
        return responsible(context.household.municipality, context)
    return responsible(state.under.text("town") if state.under is not None else "", context)


def _erase_view(_state: State, context: Context) -> Screen:
    household = context.household if context.household is not None and context.household.kind == "own" else None
    referral = household.referral if household is not None else None
    shared = household is not None and any(tie.kind == "own" for tie in household.ties)
    stops = (
        (
            say("menu", "Je vraag om hulp stopt ook."),
            say("menu", "De medewerker hoort alleen het nummer {number}.", number=Verbatim(referral.number)),
        )
        if referral is not None
        else ()
    )
    if context.household is not None and household is None:
        return _erase_screen(*_beyond_this_family(context), *_role_ends(context))
    return _erase_screen(
        say("menu", "Wil je alles wissen? Je antwoorden zijn dan weg. Terughalen kan niet."),
        *((say("menu", "Ook de andere ouder verliest dit dossier."),) if shared else ()),
        *((say("menu", "Ook de gezinnen die je helpt, verdwijnen hier."),) if roster.families(context) else ()),
        *stops,
        *_role_ends(context),
    )


def _role_ends(context: Context) -> tuple[Text, ...]:
    return (say("menu", "Je rol voor je gemeente stopt ook. Je werk gaat terug."),) if context.members else ()


def _beyond_this_family(context: Context) -> tuple[Text, ...]:
    """In the file of a family that somebody helps: what is erased is all of the helper's, not that file alone."""
    has_own = any(entry.kind == "own" for entry in context.roster)
    return (
        say("menu", "Dit wist alles in deze chat, niet alleen dit gezin. Terughalen kan niet."),
        *(
            (say("menu", "Ook je eigen dossier gaat weg, voor elke ouder. Een open vraag om hulp stopt."),)
            if has_own
            else ()
        ),
        say("menu", "Gezinnen die je helpt, gaan weg. Wie het dossier zelf heeft of op hulp wacht, houdt het."),
    )


def _erase_screen(*body: Text) -> Screen:
    return Screen(
        "menu",
        "erase",
        body,
        title=say("menu", "Wis alles"),
        answers=(Button("yes", say("menu", "Ja, wis alles")), Button("no", say("menu", "Nee, bewaar"))),
        ways=(BACK, MENU),
    )


def _erased_view(_state: State, _context: Context) -> Screen:
    return Screen("menu", "erased", erased_lines(), answers=language_buttons())


STEPS = {"privacy": _privacy, "erase": _erase, "erased": _erased}
VIEWS = {"privacy": _privacy_view, "erase": _erase_view, "erased": _erased_view}
