"""What is kept, who reads along, and erasing it."""

from __future__ import annotations

from conversations import home, privacy, recheck, roster
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import EraseEverything, SetLanguage
from conversations.information import READ, at_contents
from conversations.languages import LANGUAGES, erased_lines, language_buttons
from conversations.menu.items import is_about_family
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import responsible, town_name
from texts import Text, Value, Verbatim, say

__all__ = ["STEPS", "VIEWS"]

NEXT = Button("next", say("menu", "Lees verder"))
PRIVACY_PAGES = 2 + privacy.LAYER_2_PAGES
"""The short text, the long one, and what the family chose itself."""


def _privacy(state: State, choice: str, _context: Context) -> Turn:
    if choice == "keep":
        return Turn(State("results", "keep"))
    if choice == "again":
        return Turn(recheck.asking("privacy"))
    if choice == "erase":
        return Turn(state.go("erase"))
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
    page = state.number("page") % PRIVACY_PAGES
    name, own = _town(state, context), page == PRIVACY_PAGES - 1
    told = privacy.layer_1(name) if page == 0 else privacy.layer_2(name, page - 1)
    household = context.household if is_about_family(context) else None
    keep = (Button("keep", say("menu", "Pas dit aan")),) if own and household and household.screened_at else ()
    again = (Button("again", say("menu", "Later opnieuw kijken")),) if keep and household and household.kept else ()
    erase = (Button("erase", say("menu", "Wis alles")),) if own and is_about_family(context) else ()
    return Screen(
        "menu",
        "privacy",
        _chosen(context) if own else told,
        title=say("menu", "🔒 Jouw gegevens"),
        answers=(*keep, *again, *erase, NEXT, READ),
        ways=(BACK, MENU),
        token=str(page),
    )


def _chosen(context: Context) -> tuple[Text, ...]:
    """What this person agreed to until now."""
    household = context.household
    if household is None:
        return (say("menu", "Je gaf nog geen antwoorden. We bewaren nu niets over je gezin."),)
    again = (say("menu", "Je zei ja: ik bekijk je rechten later opnieuw."),) if household.recheck else ()
    if household.referral is None:
        return (privacy.kept_text(household.kept), *again, say("menu", "Je antwoorden zijn aan niemand doorgegeven."))
    town, number = town_name(context), Verbatim(household.referral.number)
    return (
        privacy.kept_text(household.kept),
        *again,
        say("menu", "Je vroeg hulp ({number}). Een medewerker van {town} leest mee.", number=number, town=town),
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
