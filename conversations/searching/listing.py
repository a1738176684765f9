"""The lists of a search: themes, the rights of one, and what was found by a word. The word itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from conversations import direct, home, towns
from conversations.context import Context
from conversations.dialog import Turn
from conversations.minors import YOUNG, at_age, is_young
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.searching.places import pass_of
from conversations.state import Json, State
from rights import Catalogue, search
from rights.shapes import Theme
from texts import Text, say

__all__ = ["ASK", "STEPS", "VIEWS", "meant", "searched"]

ASK = State("find", "ask")
TITLE = say("find", "Zoek een recht")
READ = say("find", "Tik op een recht om meer te lezen.")
AGAIN = Button("again", say("find", "Zoek iets anders"))
MOST_MEANT = 5
"""Rights that are offered where nobody asked for them."""


def searched(typed: str, state: State, context: Context) -> State:
    """Where a search leads from `state`: to the rights that fit, or to other ways to go on. Only their ids are kept."""
    found = search(pass_of(state, context) or context.catalogue, typed).rights
    kept: dict[str, Json] = {"town": state.text("town"), "found": list(found), "page": 0}
    return State("find", "found" if found else "none", kept, state.under)


def meant(typed: str, context: Context) -> State | None:
    """What is offered where nobody reads what is typed, if it surely is a search; else None."""
    if not home.is_about_family(context):
        return None
    found = search(context.pass_catalogue, typed)
    if not found.sure:
        return None
    return State("find", "maybe", {"found": list(found.rights[:MOST_MEANT])}).over(context.chat.state)


def _themes(rights: Catalogue) -> tuple[Theme, ...]:
    """Those that hold something here."""
    there = {right.domain for right in rights.rights.values()}
    return tuple(theme for theme in rights.themes if there.intersection(theme.domains))


def _here(state: State, context: Context) -> Catalogue:
    return pass_of(state, context) or context.catalogue


def _buttons(ids: Iterable[str], rights: Catalogue) -> list[Button]:
    known = (rights.rights[name] for name in ids if name in rights.rights)
    return [Button(right.id, Text(right.id, right.name_nl)) for right in known]


def _theme_of(state: State, context: Context) -> Theme | None:
    return next((theme for theme in _here(state, context).themes if theme.id == state.text("theme")), None)


def _listed(state: State, context: Context) -> list[Button]:
    """The rights of a list: those of the theme, what brings most first, or those found, what fits best first."""
    rights = _here(state, context)
    theme = _theme_of(state, context)
    if state.step != "theme" or theme is None:
        return _buttons(state.texts("found"), rights)
    own = sorted((r for r in rights.rights.values() if r.domain in theme.domains), key=lambda r: (-r.weight, r.id))
    return _buttons((right.id for right in own), rights)


# --- where a tap leads -----------------------------------------------------------------------------------------------


def _left(state: State, context: Context) -> Turn:
    return Turn(state.under if state.under is not None else home.of(context))


def _town(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back":
            return _left(state, context)
        case "more":
            return Turn(state.go("town", page=state.number("page") + 1))
        case YOUNG.choice:
            return Turn(at_age())
    onward = state.text("next")
    return Turn(state.go(onward if onward in (*VIEWS, "right") else "ask", town=choice, page=0))


def _ask(state: State, choice: str, context: Context) -> Turn:
    return _left(state, context) if choice == "back" else Turn(state.go("theme", theme=choice, page=0))


def _list(state: State, choice: str, _context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go(state.step, page=state.number("page") + 1))
    if choice == "back":
        return Turn(state.go("ask"))
    return Turn(state.go("right", right=choice, tab="", **{"from": state.step}))


def _none(state: State, choice: str, context: Context) -> Turn:
    if choice == "help":
        return direct.turn(context, **({"young": True} if is_young(state.under) else {}))
    return Turn(state.go("ask"))


def _maybe(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return _left(state, context)
    return Turn(state.go("ask")) if choice == AGAIN.choice else _list(state, choice, context)


# --- what is shown ---------------------------------------------------------------------------------------------------


def _town_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "find",
        "town",
        (
            say("find", "Niet elk recht is er overal."),
            say("welcome", "In welke gemeente woon je?"),
        ),
        title=TITLE,
        answers=(*paged(towns.town_buttons(context), page, MAX_ANSWERS - 2), towns.ELSEWHERE_BUTTON, YOUNG),
        ways=(BACK, MENU),
        token=str(page),
    )


def _ask_view(state: State, context: Context) -> Screen:
    return Screen(
        "find",
        "ask",
        (
            say("find", "Typ een woord, in jouw taal. Of kies een onderwerp."),
            say("find", "Bijvoorbeeld: tandarts, huur of school."),
            say("find", "Ik bewaar niet wat je typt."),
        ),
        title=TITLE,
        answers=tuple(Button(theme.id, Text(theme.id, theme.name_nl)) for theme in _themes(_here(state, context))),
        ways=(BACK, MENU),
    )


def _theme_view(state: State, context: Context) -> Screen:
    theme, page, listed = _theme_of(state, context), state.number("page"), _listed(state, context)
    return Screen(
        "find",
        "theme",
        (READ,) if listed else (say("results", "Hier staat nu niets."),),
        title=Text(theme.id, theme.name_nl) if theme is not None else TITLE,
        answers=paged(listed, page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _found_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "find",
        "found",
        (READ, say("find", "Staat het er niet bij? Typ een ander woord.")),
        title=say("find", "Past dit bij je woord?"),
        answers=paged(_listed(state, context), page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _none_view(_state: State, context: Context) -> Screen:
    person = (Button("help", say("menu", "👤 Vraag hulp")),) if home.is_about_family(context) else ()
    return Screen(
        "find",
        "none",
        (
            say("find", "Bij dat woord vond ik geen recht. Dat ligt aan mij, niet aan jou."),
            say("find", "Typ een ander woord, of kies een onderwerp."),
            *((say("find", "Liever met een mens praten? Kies Vraag hulp."),) if person else ()),
        ),
        title=say("find", "Nog niets gevonden"),
        answers=(Button("themes", say("find", "Kies een onderwerp")), *person),
        ways=(BACK, MENU),
    )


def _maybe_view(state: State, context: Context) -> Screen:
    return Screen(
        "find",
        "maybe",
        (
            say("menu", "Niemand leest wat je hier typt. Ik ben een machine."),
            say("find", "Zoek je dit? Tik op een recht."),
            say("find", "Is er gevaar? Kies dan Dringende hulp."),
        ),
        answers=(*_listed(state, context), AGAIN, Button("urgent", say("menu", "🆘 Dringende hulp"))),
        ways=(BACK, MENU),
    )


STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "town": _town,
    "ask": _ask,
    "theme": _list,
    "found": _list,
    "none": _none,
    "maybe": _maybe,
}
VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "town": _town_view,
    "ask": _ask_view,
    "theme": _theme_view,
    "found": _found_view,
    "none": _none_view,
    "maybe": _maybe_view,
}
"""The lists, by step."""
