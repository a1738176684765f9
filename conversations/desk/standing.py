"""How a case stands: waiting for somebody, put aside, or going on. What the table offers now, and its few words."""

from __future__ import annotations

from casework import REFERRAL, ReferralAction, ReferralState
from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, chosen, may
from conversations.desk.notes import kept_words
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import DeleteMessage
from conversations.events import DialogEvent, Typed
from conversations.moves import moved
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["STANDING", "TOO_LONG", "WHY", "actions"]

HERE = (
    ReferralAction.TRY,
    ReferralAction.WAIT_FAMILY,
    ReferralAction.WAIT_PARTNER,
    ReferralAction.HOLD,
    ReferralAction.RESUME,
)
"""Actions that only say how it stands. Those that take a case, end it or pass it on stand on its card or behind *More*.
"""
TOO_LONG = say("desk", "Dit is niet bewaard. Schrijf hoogstens 30 woorden.")


def actions(case: Case, context: Context) -> tuple[ReferralAction, ...]:
    """What can be said of it now, in the order of the table."""
    return tuple(action for action in may(context, case.referral) if action in HERE)


def _move(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, referral = chosen(event), case.referral
    if choice == "case":
        return Turn(at_case(referral.id))
    if REFERRAL.edge(referral.state, choice).text_needed:
        return Turn(State("desk", "why", {"case": referral.id, "action": choice}))
    return Turn(at_case(referral.id), moved(referral, choice, context))


def _view(_state: State, case: Case, context: Context) -> Screen:
    referral, possible = case.referral, actions(case, context)
    line = say("desk", "Hoe staat het nu?") if possible else say("desk", "Hier valt nu niets te wijzigen.")
    return Screen(
        dialog="desk",
        step="standing",
        token=referral.id,
        title=say("desk", "Stand van {number}", number=Verbatim(referral.number)),
        body=(say("desk", "Nu: {state}.", state=ReferralState(referral.state).label), line),
        answers=tuple(Button(action, action.label) for action in possible),
        ways=(TO_CASE, MENU),
    )


def _explain(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    """The words that an action needs become a note; a message that is too long stays, so that it can be shortened."""
    if not isinstance(event, Typed):
        chosen(event)
        return Turn(State("desk", "standing", {"case": case.referral.id}))
    action, words = state.text("action"), kept_words(event.text)
    if action not in actions(case, context):
        return Turn(State("desk", "standing", {"case": case.referral.id}))
    if not words:
        return Turn(state.go("why", said="long"))
    effects = (*moved(case.referral, action, context, text=words), DeleteMessage(event.message))
    return Turn(at_case(case.referral.id), effects)


def _explain_view(state: State, case: Case, context: Context) -> Screen:
    possible = state.text("action") in actions(case, context)
    said: tuple[Text, ...] = (TOO_LONG,) if state.text("said") else ()
    body = (
        say("desk", "Waarom? Typ het in een paar woorden."),
        say("desk", "Het komt bij de notities. Alleen collega's lezen het."),
    )
    return Screen(
        dialog="desk",
        step="why",
        token=case.referral.id,
        title=say("desk", "Stand van {number}", number=Verbatim(case.referral.number)),
        body=(*said, *body) if possible else (say("desk", "Hier valt nu niets te wijzigen."),),
        ways=(BACK, MENU),
    )


STANDING = CaseStep(_move, _view)
WHY = CaseStep(_explain, _explain_view)
