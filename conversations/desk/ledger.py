"""The promises of a desk: what is missed first, then by day. Whoever keeps one ticks it, or gives it another day."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Promise, PromiseAction, Undertaking
from conversations.context import Context
from conversations.desk import days
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, EndPromise, MovePromise, Notify
from conversations.events import DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import Day, Text, Value, Verbatim, say, say_many

__all__ = [
    "KEEP",
    "MOVE",
    "advance",
    "advance_day",
    "advance_one",
    "at_day",
    "at_promise",
    "gone",
    "keeps",
    "kept",
    "named",
    "view",
    "view_day",
    "view_one",
]

PREFIX = "p."
ON_A_PAGE = 5
KEEP = Button("keep", say("desk", "Gedaan"))
MOVE = Button("move", say("desk", "Kies een andere dag"))
LET_GO = Button("let_go", say("desk", "Dit gaat niet door"))
TO_LEDGER = Button("ledger", say("desk", "Naar de beloften"))
OPEN_CASE = Button("case", say("desk", "Open de aanmelding"))


def at_promise(promise: str, said: str = "") -> State:
    """One promise."""
    return State("desk", "pledge", {"promise": promise, "said": said})


def at_day(promise: str) -> State:
    """Another day for a promise."""
    return State("desk", "pledge_on", {"promise": promise})


def keeps(promise: Promise | None, context: Context) -> bool:
    """Whether this chat is who keeps it."""
    return promise is not None and promise.owner == context.chat.id


def kept(promise: Promise) -> tuple[Effect, ...]:
    """It was done."""
    return (EndPromise(promise.id, PromiseAction.KEEP),)


def named(promise: Promise) -> Verbatim:
    """Its number: that of its request, and its place there."""
    return Verbatim(f"{promise.reference}.{promise.number}")


# -- all of them -------------------------------------------------------------------------------------------------------


def advance(state: State, event: DialogEvent, _context: Context) -> Turn:
    """Opens one, turns the page, or shows one's own."""
    choice = chosen(event)
    if choice.startswith(PREFIX):
        return Turn(at_promise(choice.removeprefix(PREFIX)))
    if choice == "more":
        return Turn(state.go("ledger", page=state.number("page") + 1))
    return Turn(State("desk", "ledger", {"all": choice == "all"}))


def view(state: State, context: Context) -> Screen:
    """A line about each, and a button with its number."""
    rows, everybody = _rows(state, context), bool(state.data.get("all"))
    buttons = paged(
        [Button(f"{PREFIX}{row.id}", say("desk", "{number}", number=named(row))) for row in rows],
        state.number("page"),
        ON_A_PAGE,
    )
    shown = {button.choice for button in buttons}
    count = say_many("desk", "{n} belofte te doen", "{n} beloften te doen", len(rows))
    empty = say("desk", "Er is nu geen belofte.") if everybody else say("desk", "Jij hebt nu geen belofte.")
    said = (_DONE[state.text("said")],) if state.text("said") in _DONE else ()
    return Screen(
        dialog="desk",
        step="ledger",
        token=str(state.number("page")),
        title=say("desk", "Beloften"),
        body=(
            *said,
            count if rows else empty,
            *(_line(row, context) for row in rows if f"{PREFIX}{row.id}" in shown),
        ),
        answers=(
            *buttons,
            Button("own", say("desk", "Toon alleen de mijne"))
            if everybody
            else Button("all", say("desk", "Toon die van het team")),
        ),
        ways=(TO_QUEUE, MENU),
    )


_DONE: Mapping[str, Text] = {
    PromiseAction.KEEP: say("desk", "Genoteerd als gedaan."),
    PromiseAction.LET_GO: say("desk", "Genoteerd. Het gezin leest waarom."),
}


def _rows(state: State, context: Context) -> tuple[Promise, ...]:
    if state.data.get("only"):
        return context.ledger.of(state.text("case"))
    if state.data.get("all"):
        return context.ledger.promises
    # What nobody keeps, for its request is back on the list, is everybody's.
    return tuple(row for row in context.ledger.promises if row.owner is None or keeps(row, context))


def _line(row: Promise, context: Context) -> Text:
    line = say(
        "desk",
        "{number}: {purpose}. {day}. {holder}.",
        number=named(row),
        purpose=Undertaking(row.purpose).label,
        day=Day(row.day),
        holder=_holder(row, context),
    )
    return say("desk", "Te laat: {line}", line=line) if row.missed else line


def _holder(row: Promise, context: Context) -> Value:
    if row.owner is None:
        return say("desk", "Nog vrij")
    return say("desk", "Bij jou") if keeps(row, context) else say("desk", "Bij {name}", name=Verbatim(row.owner_name))


# -- one of them -------------------------------------------------------------------------------------------------------


def advance_one(state: State, event: DialogEvent, context: Context) -> Turn:
    """It is ticked, or gets another day; the case is one tap away."""
    choice, promise = chosen(event), context.ledger.promise(state.text("promise"))
    if promise is None or choice == TO_LEDGER.choice:
        return Turn(State("desk", "ledger"))
    if choice == OPEN_CASE.choice:
        return Turn(State("desk", "case", {"case": promise.referral}))
    if not keeps(promise, context):
        return Turn(state)
    if choice == MOVE.choice:
        return Turn(at_day(promise.id))
    if choice == LET_GO.choice:
        return Turn(State("desk", "pledge_off", {"promise": promise.id}))
    return Turn(State("desk", "ledger", {"said": PromiseAction.KEEP}), kept(promise))


def view_one(state: State, context: Context) -> Screen:
    """What was promised, and what can be done with it by who keeps it."""
    promise = context.ledger.promise(state.text("promise"))
    if promise is None:
        return gone("pledge")
    said = _SAID.get(state.text("said"))
    late = (say("desk", "Die dag is voorbij. Doe het nu, of kies een andere dag."),) if promise.missed else ()
    return Screen(
        dialog="desk",
        step="pledge",
        token=promise.id,
        title=say("desk", "Belofte {number}", number=named(promise)),
        body=(
            *((said,) if said is not None else ()),
            _what(promise),
            *late,
            say("desk", "{holder}.", holder=_holder(promise, context)),
        ),
        answers=(*((KEEP, MOVE, LET_GO) if keeps(promise, context) else ()), OPEN_CASE),
        ways=(TO_LEDGER, MENU),
    )


def _what(promise: Promise) -> Text:
    return say(
        "promise", "{purpose}, ten laatste op {day}.", purpose=Undertaking(promise.purpose).label, day=Day(promise.day)
    )


_SAID = {
    "made": say("desk", "Beloofd. Het gezin krijgt een bericht."),
    "made_code": say("desk", "Beloofd. Het gezin leest dit als het de code opent."),
    "made_unheard": say("desk", "Beloofd. Er komt nu geen bericht aan."),
    "moved": say("desk", "Verplaatst. Het gezin krijgt de nieuwe dag."),
}


def gone(step: str) -> Screen:
    """Where a promise ended, or is not this chat's any more."""
    body = (say("desk", "Deze belofte is klaar of voorbij. Je hoeft niets te doen."),)
    return Screen("desk", step, body, answers=(TO_LEDGER,), ways=(MENU,))


# -- another day -------------------------------------------------------------------------------------------------------


def advance_day(state: State, event: DialogEvent, context: Context) -> Turn:
    """A button or a typed date moves it, and the family is told."""
    promise = context.ledger.promise(state.text("promise"))
    if promise is None or not keeps(promise, context):
        return Turn(State("desk", "ledger"))
    if isinstance(event, Typed):
        try:
            day = days.typed_day(event.text, context)
        except days.Wrong as wrong:
            return Turn(state.go("pledge_on", wrong=wrong.why))
    else:
        picked = days.chosen_day(chosen(event), context, state)
        if picked is None:  # back
            return Turn(at_promise(promise.id))
        day = picked
    if day == promise.day:
        return Turn(at_promise(promise.id))
    if (warned := days.while_away(day, state, context)) is not None:
        return Turn(warned)
    effects = (
        MovePromise(promise.id, context.fresh_id, day),
        Notify(Audience("family", referral=promise.referral), "promise", promise.referral),
    )
    return Turn(at_promise(context.fresh_id, said="moved"), effects)


def view_day(state: State, context: Context) -> Screen:
    """The next working days."""
    promise = context.ledger.promise(state.text("promise"))
    if promise is None or not keeps(promise, context):
        return gone("pledge_on")
    return Screen(
        dialog="desk",
        step="pledge_on",
        token=promise.id,
        title=say("desk", "Belofte {number}", number=named(promise)),
        body=(
            say("desk", "{purpose}. Ten laatste op welke dag?", purpose=Undertaking(promise.purpose).label),
            *days.hint(state, context),
        ),
        answers=days.buttons(context, state),
        ways=(BACK, MENU),
    )
