"""Cases that were closed not long ago: opened again with a few words, without showing what is in them."""

from __future__ import annotations

from casework import CaseworkError, ReferralAction
from conversations.context import Context, Referral
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.desk.notes import kept_words
from conversations.desk.queue import at_queue
from conversations.desk.standing import TOO_LONG
from conversations.dialog import Turn
from conversations.effects import DeleteMessage, Toast
from conversations.events import DialogEvent, Typed
from conversations.moves import moved
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from followups import BRUSSELS
from texts import Day, Text, Verbatim, say

__all__ = ["LOADED_IN", "advance", "advance_reopen", "at_closed", "view", "view_reopen"]

LOADED_IN = ("closed", "reopen")
"""The steps of the desk that show what was closed."""
PREFIX = "r."


def at_closed() -> State:
    """What was closed not long ago."""
    return State("desk", "closed")


def advance(state: State, event: DialogEvent, _context: Context) -> Turn:
    """One of them, or the next page."""
    choice = chosen(event)
    if choice == "more":
        return Turn(state.go("closed", page=state.number("page") + 1))
    return Turn(State("desk", "reopen", {"closed": choice.removeprefix(PREFIX)}))


def view(state: State, context: Context) -> Screen:
    """Their numbers and when each was closed, the newest first."""
    page, rows = state.number("page"), context.team.closed
    buttons = tuple(Button(f"{PREFIX}{row.id}", _label(row)) for row in rows)
    some = say("desk", "Deze aanmeldingen kan je nog opnieuw openen.")
    return Screen(
        dialog="desk",
        step="closed",
        token=str(page),
        title=say("desk", "Pas afgesloten"),
        body=(some if rows else say("desk", "De laatste 30 dagen werd niets afgesloten."),),
        answers=paged(buttons, page),
        ways=(TO_QUEUE, MENU),
    )


def _label(row: Referral) -> Text:
    closed = row.closed_at.astimezone(BRUSSELS).strftime("%d/%m") if row.closed_at is not None else "?"
    return say("desk", "{number}, op {date}", number=Verbatim(row.number), date=Verbatim(closed))


def advance_reopen(state: State, event: DialogEvent, context: Context) -> Turn:
    """A few words open it again: it waits in the queue, and the words are a note with it."""
    if not isinstance(event, Typed):
        chosen(event)
        return Turn(at_closed())
    row, words = _named(state, context), kept_words(event.text)
    if row is None:
        return Turn(at_closed(), (Toast("gone"),))
    if not words:
        return Turn(state.go("reopen", said="long"))
    try:
        opened = moved(row, ReferralAction.REOPEN, context, text=words)
    except CaseworkError:
        return Turn(at_closed(), (Toast("gone"),))
    return Turn(at_queue(), (*opened, DeleteMessage(event.message)))


def view_reopen(state: State, context: Context) -> Screen:
    """Why it is opened again."""
    row = _named(state, context)
    if row is None:
        body: tuple[Text, ...] = (say("desk", "Deze aanmelding kan niet meer opnieuw open."),)
        return Screen("desk", "reopen", body, ways=(BACK, MENU))
    closed = row.closed_at.astimezone(BRUSSELS).date() if row.closed_at is not None else context.today
    said: tuple[Text, ...] = (TOO_LONG,) if state.text("said") else ()
    return Screen(
        dialog="desk",
        step="reopen",
        token=row.id,
        title=say("desk", "Open {number} opnieuw", number=Verbatim(row.number)),
        body=(
            *said,
            say("desk", "Afgesloten op {day}.", day=Day(closed)),
            say("desk", "Waarom opnieuw? Typ het in een paar woorden."),
            say("desk", "Het komt bij de notities. De aanmelding wacht dan weer in de lijst."),
        ),
        ways=(BACK, MENU),
    )


def _named(state: State, context: Context) -> Referral | None:
    return next((row for row in context.team.closed if row.id == state.text("closed")), None)
