"""Who has how much: how many requests each coordinator of the team holds. Names stand in private chats only."""

from __future__ import annotations

from collections import Counter

from conversations.context import Context
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Verbatim, say, say_many

__all__ = ["advance", "view"]

ON_A_PAGE = 8
"""Seven people, and the button that turns the page."""


def advance(state: State, event: DialogEvent, _context: Context) -> Turn:
    """Turns the page; the way to the queue is every step's."""
    if chosen(event) == "more":
        return Turn(state.go("load", page=state.number("page") + 1))
    return Turn(state)


def view(state: State, context: Context) -> Screen:
    """Everybody of the team, who has most first, and what nobody has."""
    held = Counter(row.claimed_by for row in context.queue)
    free = held.pop(None, 0)
    staff = {one for one in (*context.ledger.team, *held) if one is not None}
    people = sorted(staff, key=lambda one: (-held[one], _name(one, context)))
    page = state.number("page")
    buttons = paged([Button(str(one), _line(one, held[one], context)) for one in people], page, ON_A_PAGE)
    return Screen(
        dialog="desk",
        step="load",
        token=str(page),
        title=say("desk", "Verdeling"),
        body=(
            *(button.label for button in buttons if button.choice != "more"),
            say_many("desk", "Nog vrij: {n} aanmelding.", "Nog vrij: {n} aanmeldingen.", free),
        ),
        answers=tuple(button for button in buttons if button.choice == "more"),
        ways=(TO_QUEUE, MENU),
    )


def _name(one: int, context: Context) -> str:
    return context.ledger.team.get(one, "")


def _line(one: int, n: int, context: Context) -> Text:
    if one == context.chat.id:
        return say_many("desk", "Jij: {n} aanmelding.", "Jij: {n} aanmeldingen.", n)
    name = _name(one, context)
    if not name:  # who left, or whose key is lost
        return say_many("desk", "Iemand anders: {n} aanmelding.", "Iemand anders: {n} aanmeldingen.", n)
    return say_many("desk", "{name}: {n} aanmelding.", "{name}: {n} aanmeldingen.", n, name=Verbatim(name))
