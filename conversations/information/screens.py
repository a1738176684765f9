"""The full text on a phone: the headings as buttons, and page by page through all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.information.text import HEADINGS, is_draft, sections
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from rights import Municipality
from texts import say

__all__ = ["DIALOG", "READ", "at_contents"]

READ = Button("full", say("information", "Lees de volledige tekst"))
"""Stands under every shorter text about data."""

DRAFT = say("information", "⚠️ Ontwerp. De DPO keurde dit nog niet goed.")


def at_contents(below: State) -> State:
    """The list of headings, laid over where the person was."""
    return State("information", "contents").over(below)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """From the headings to a page, page by page through all of it, and back."""
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[state.step](state, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


def _read_about(state: State, context: Context) -> Municipality | None:
    """The municipality that is being chosen below, else the household's."""
    below = state.under.text("town") if state.under is not None else ""
    return context.catalogue.municipalities.get(below) if below else context.town


def _contents(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(state.under if state.under is not None else home.of(context))
    if choice == "more":
        return Turn(state.go("contents", page=state.number("page") + 1))
    return Turn(state.go("page", heading=int(choice.removeprefix("h")), at=0))


def _page(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(state.go("contents"))
    heading, at = _place(state, context)
    here = sections(_read_about(state, context), context.catalogue.terms)[heading]
    if at + 1 < len(here.pages):
        return Turn(state.go("page", at=at + 1))
    return Turn(state.go("page", heading=(heading + 1) % len(HEADINGS), at=0))


def _place(state: State, context: Context) -> tuple[int, int]:
    """The heading and the page, as far as they are there: another municipality may have fewer pages."""
    heading = state.number("heading") % len(HEADINGS)
    told = sections(_read_about(state, context), context.catalogue.terms)
    return heading, min(state.number("at"), len(told[heading].pages) - 1)


def _contents_view(state: State, context: Context) -> Screen:
    draft = (DRAFT,) if is_draft(_read_about(state, context)) else ()
    headings = [Button(f"h{place}", heading) for place, heading in enumerate(HEADINGS)]
    page = state.number("page")
    return Screen(
        "information",
        "contents",
        (*draft, say("information", "Kies wat je wil lezen.")),
        title=say("information", "🔒 De volledige tekst"),
        answers=paged(headings, page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _page_view(state: State, context: Context) -> Screen:
    town = _read_about(state, context)
    heading, at = _place(state, context)
    section = sections(town, context.catalogue.terms)[heading]
    return Screen(
        "information",
        "page",
        (*section.pages[at], *((DRAFT,) if is_draft(town) else ())),
        title=section.heading,
        answers=(Button("next", say("information", "Lees verder")),),
        ways=(BACK, MENU),
        token=f"{heading}.{at}",
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {"contents": _contents, "page": _page}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {"contents": _contents_view, "page": _page_view}

DIALOG = Dialog("information", tuple(_STEPS), advance, view)
