"""The queue of a coordinator's municipalities: who waits, how long, and who has it.

With the step stands a mark of what was shown, so that *again* can say that nothing changed.
"""

from __future__ import annotations

from collections.abc import Collection

from casework import ReferralState, Urgency, in_order, waiting
from conversations.context import Context, Referral
from conversations.desk import filters
from conversations.desk.cases import chosen, holds
from conversations.dialog import Turn
from conversations.effects import Toast
from conversations.events import DialogEvent
from conversations.gathering import why_of
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from followups import fence
from texts import Text, Value, Verbatim, say, say_many

__all__ = ["advance", "at_case", "at_queue", "marked", "view"]

SHOWN = "shown"

CASE_PREFIX = "r."

ON_A_PAGE = 5
"""Buttons: four cases, each with its line above, and one that turns the page: sixty words hold no more."""

FILTER = Button("filter", say("desk", "Filter"))
PROMISES = Button("ledger", say("desk", "Beloften"))
LOAD = Button("load", say("desk", "Verdeling"))


def at_queue() -> State:
    """The queue, from its beginning."""
    return State("desk", "queue")


def at_case(referral: str) -> State:
    """The card of one case; who may not see it finds a kind line there."""
    return State("desk", "case", {"case": referral})


def marked(state: State, context: Context) -> State:
    """A state at the queue, with the mark of what it shows."""
    if (state.dialog, state.step) != ("desk", "queue"):
        return state
    return state.go("queue", **{SHOWN: _mark(state, context)})


def _mark(state: State, context: Context) -> str:
    return fence(*(repr(text) for text in view(state, context).body))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Opens a case, turns the page, or shows only one's own."""
    choice = chosen(event)
    if choice.startswith(CASE_PREFIX):
        return Turn(at_case(choice.removeprefix(CASE_PREFIX)))
    match choice:
        case "filter":
            return Turn(state.go("filter"))
        case "ledger" | "load":
            return Turn(State("desk", choice))
        case "more":
            return Turn(state.go("queue", page=state.number("page") + 1))
        case "own" | "all":
            return Turn(state.go("queue", page=0, own=choice == "own"))
        case _:  # "again": the same list, as it is by now
            same = state.text(SHOWN) == _mark(state, context)
            return Turn(state, (Toast("no_news"),) if same else ())


def view(state: State, context: Context) -> Screen:
    """The list in the order of work: a line about each, and a button with its number."""
    own = bool(state.data.get("own"))
    broken = context.ledger.broken
    mine = [row for row in in_order(context.queue, lambda row: row.id in broken) if not own or holds(context, row)]
    rows = [row for row in mine if filters.passes(state, row, context)]
    only = filters.line_of(state, context)
    most = ON_A_PAGE if only is None else ON_A_PAGE - 1  # that line takes the words of a case
    buttons = paged([Button(f"{CASE_PREFIX}{row.id}", _label(row)) for row in rows], state.number("page"), most)
    shown = {button.choice for button in buttons}
    count = say_many("desk", "{n} open aanmelding", "{n} open aanmeldingen", len(rows))
    return Screen(
        dialog="desk",
        step="queue",
        token=str(state.number("page")),
        title=say("desk", "Aanmeldingen"),
        body=(
            *((only,) if only is not None else ()),
            *((count,) if rows else (_empty(mine, own=own),)),
            *(_line(row, context) for row in rows if f"{CASE_PREFIX}{row.id}" in shown),
        ),
        answers=(
            *buttons,
            Button("all", say("desk", "Toon alles")) if own else Button("own", say("desk", "Toon alleen de mijne")),
            FILTER,
            Button("again", say("desk", "Vernieuw")),
        ),
        ways=(PROMISES, LOAD, MENU),
    )


def _empty(mine: Collection[Referral], *, own: bool) -> Text:
    if mine:
        return say("desk", "Geen aanmelding past hierbij.")
    return say("desk", "Jij hebt nu geen aanmelding.") if own else say("desk", "Er wacht nu niemand.")


def _label(row: Referral) -> Text:
    number = Verbatim(row.number)
    if row.urgency == Urgency.URGENT:
        return say("desk", "{number}: dringend", number=number)
    return say("desk", "{number}", number=number)


def _line(row: Referral, context: Context) -> Text:
    why = why_of(context.reminders, row.id)
    if why:  # only there are they known: it is what this list is about
        return say(
            "desk", "{number}: {why}. {holder}.", number=Verbatim(row.number), why=why[-1], holder=_holder(row, context)
        )
    line = say(
        "desk",
        "{number}: {state}. {waiting}. {holder}.",
        number=Verbatim(row.number),
        waiting=waiting(context.now, row.since),
        state=ReferralState(row.state).label,
        holder=_holder(row, context),
    )
    if row.id in context.ledger.broken:
        return say("desk", "{line} Belofte gemist.", line=line)
    return line


def _holder(row: Referral, context: Context) -> Value:
    """Who has a referral, as a word or a name."""
    if row.claimed_by is None:
        return say("desk", "Nog vrij")
    return say("desk", "Bij jou") if holds(context, row) else say("desk", "Bij {name}", name=Verbatim(row.claimed_name))
