"""Closing a case: what came of it, and a last look before the family is told."""

from __future__ import annotations

from casework import CLOSING_OUTCOMES, Outcome, ReferralAction
from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, chosen, may
from conversations.desk.queue import at_case, at_queue
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.moves import moved
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Verbatim, say

__all__ = ["CLOSE", "CONFIRM"]


def _may_close(case: Case, context: Context) -> bool:
    return ReferralAction.CLOSE in may(context, case.referral)


def _choose(_state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice, referral = chosen(event), case.referral
    if choice == "case":
        return Turn(at_case(referral.id))
    return Turn(State("desk", "confirm", {"case": referral.id, "outcome": choice}))


def _outcomes(_state: State, case: Case, context: Context) -> Screen:
    open_to_me = _may_close(case, context)
    return Screen(
        dialog="desk",
        step="close",
        token=case.referral.id,
        title=say("desk", "Sluit {number} af", number=Verbatim(case.referral.number)),
        body=(say("desk", "Wat is het resultaat?") if open_to_me else _NOT_NOW,),
        answers=tuple(Button(outcome, outcome.label) for outcome in CLOSING_OUTCOMES) if open_to_me else (),
        ways=(TO_CASE, MENU),
    )


def _close(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, referral = chosen(event), case.referral
    if choice == "back":
        return Turn(State("desk", "close", {"case": referral.id}))
    return Turn(at_queue(), moved(referral, ReferralAction.CLOSE, context, outcome=Outcome(choice)))


def _confirm(state: State, case: Case, context: Context) -> Screen:
    """The button that closes carries the outcome it closes with."""
    outcome = next((o for o in CLOSING_OUTCOMES if o == state.text("outcome")), None)
    if outcome is None or not _may_close(case, context):
        return Screen("desk", "confirm", (_NOT_NOW,), token=case.referral.id, ways=(BACK, MENU))
    return Screen(
        dialog="desk",
        step="confirm",
        token=case.referral.id,
        title=say("desk", "Sluit {number} af", number=Verbatim(case.referral.number)),
        body=(
            say("desk", "Resultaat: {outcome}.", outcome=outcome.label),
            say("desk", "Het gezin zit niet in de bot en krijgt geen bericht. Jij ziet de gegevens niet meer.")
            if case.family_absent
            else say("desk", "Het gezin krijgt een kort bericht. Jij ziet de gegevens niet meer."),
        ),
        answers=(Button(outcome, say("desk", "Sluit af")),),
        ways=(BACK, MENU),
    )


_NOT_NOW = say("desk", "Afsluiten kan nu niet. Kijk even bij de aanmelding.")

CLOSE = CaseStep(_choose, _outcomes)
CONFIRM = CaseStep(_close, _confirm)
