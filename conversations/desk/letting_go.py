"""A promise that is let go: with a reason, which the family reads. Nothing that was promised ends in silence."""

from __future__ import annotations

from casework import PromiseAction, Undertaking
from casework.promises import Reason
from conversations.context import Context
from conversations.desk.cases import chosen
from conversations.desk.ledger import at_promise, gone, keeps, named
from conversations.dialog import Turn
from conversations.effects import Audience, EndPromise, Notify
from conversations.events import DialogEvent
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Day, say

__all__ = ["advance", "view"]


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A reason ends it, and the family is told; *back* leaves it as it is."""
    choice, promise = chosen(event), context.ledger.promise(state.text("promise"))
    if promise is None or not keeps(promise, context):
        return Turn(State("desk", "ledger"))
    if choice not in set(Reason):  # back
        return Turn(at_promise(promise.id))
    effects = (
        EndPromise(promise.id, PromiseAction.LET_GO, Reason(choice)),
        Notify(Audience("family", referral=promise.referral), "promise", promise.referral),
    )
    return Turn(State("desk", "ledger", {"said": PromiseAction.LET_GO}), effects)


def view(state: State, context: Context) -> Screen:
    """The reasons."""
    promise = context.ledger.promise(state.text("promise"))
    if promise is None or not keeps(promise, context):
        return gone("pledge_off")
    what = Undertaking(promise.purpose).label
    return Screen(
        dialog="desk",
        step="pledge_off",
        token=promise.id,
        title=say("desk", "Belofte {number}", number=named(promise)),
        body=(
            say("promise", "{purpose}, ten laatste op {day}.", purpose=what, day=Day(promise.day)),
            say("desk", "Waarom gaat dit niet door? Het gezin leest het."),
        ),
        answers=tuple(Button(reason, reason.label) for reason in Reason),
        ways=(BACK, MENU),
    )
