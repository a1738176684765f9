"""*How did it go?*: two weeks after the verdicts, one tap for each right that the family wanted to be asked about."""

from __future__ import annotations

from conversations import home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import RecordOutcome
from conversations.events import Choice, DialogEvent
from conversations.following import followed
from conversations.lists import named
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import say

__all__ = ["DIALOG", "at_first"]

STUCK = "stuck"

ANSWERS = (
    Button("granted", say("outcomes", "Het is in orde")),
    Button("applied", say("outcomes", "Aangevraagd")),
    Button(STUCK, say("outcomes", "Het lukte niet")),
    Button("waiting", say("outcomes", "Nog niet")),
)


def at_first() -> State:
    """The first right to ask about."""
    return State("outcomes", "ask")


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Records what came of a right; who did not manage is offered help at once."""
    if not isinstance(event, Choice):
        raise Unexpected
    match state.step, event.choice:
        case _, "home":
            return Turn(home.of(context))
        case "offer", "yes":
            return Turn(State("helping", "consent", {"about": [state.text("key")], "kind": STUCK}))
        case "offer", _:
            return Turn(_next(state, context))
        case _, outcome:
            return _record(state, outcome, context)


def _record(state: State, outcome: str, context: Context) -> Turn:
    key = _asked(state, context)
    if key is None:
        raise Unexpected
    after = state.go("ask", asked=[*state.texts("asked"), key])
    record = RecordOutcome(key, followed(context)[key].right_id, outcome)
    if outcome == STUCK and context.household is not None and context.household.referral is None:
        return Turn(after.go("offer", key=key), (record,))
    return Turn(_next(after, context), (record,))


def _asked(state: State, context: Context) -> str | None:
    """The key of the right that is asked about now."""
    return next((key for key in followed(context) if key not in state.texts("asked")), None)


def _next(state: State, context: Context) -> State:
    return state.go("ask") if _asked(state, context) is not None else State("outcomes", "thanks")


def view(state: State, context: Context) -> Screen:
    """One right and four answers, the offer of help, or thanks."""
    if state.step == "offer":
        return _offer()
    rights = followed(context)
    key = _asked(state, context)
    if state.step == "thanks" or key is None:
        return _thanks(state)
    return Screen(
        dialog="outcomes",
        step="ask",
        token=key,
        title=say("outcomes", "Hoe ging het?"),
        body=(named(rights[key]),),
        answers=ANSWERS,
        ways=(MENU,),
    )


def _offer() -> Screen:
    return Screen(
        dialog="outcomes",
        step="offer",
        body=(
            say("outcomes", "Dat is jammer. Het ligt niet aan jou."),
            say("outcomes", "Wil je dat iemand je helpt?"),
        ),
        answers=(Button("yes", say("outcomes", "Ja, vraag hulp")), Button("no", say("outcomes", "Nu niet"))),
        ways=(MENU,),
    )


def _thanks(state: State) -> Screen:
    return Screen(
        dialog="outcomes",
        step=state.step,
        body=(say("outcomes", "Dank je. Dat is alles wat we wilden vragen."),),
        answers=(Button("home", say("outcomes", "Bekijk mijn rechten")),),
        ways=(MENU,),
    )


DIALOG = Dialog("outcomes", ("ask", "offer", "thanks"), advance, view, household=True)
