"""A case goes back to the team: asked once, for the button stands where a person looks for the way back."""

from __future__ import annotations

from casework import ReferralAction
from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, chosen, may
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.moves import moved
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Verbatim, say

__all__ = ["HAND_BACK", "may_hand_back"]

YES = Button("yes", say("desk", "Ja, geef terug"))
NO = Button("no", say("desk", "Nee"))


def may_hand_back(case: Case, context: Context) -> bool:
    """Whether this chat has it, and it can go back."""
    return ReferralAction.HAND_BACK in may(context, case.referral)


def _advance(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    sure = chosen(event) == YES.choice and may_hand_back(case, context)
    return Turn(at_case(case.referral.id), moved(case.referral, ReferralAction.HAND_BACK, context) if sure else ())


def _view(_state: State, case: Case, context: Context) -> Screen:
    possible, number = may_hand_back(case, context), Verbatim(case.referral.number)
    asked = say("desk", "Geef je {number} terug aan het team?", number=number)
    return Screen(
        dialog="desk",
        step="hand_back",
        token=case.referral.id,
        body=(asked if possible else say("desk", "Hier valt nu niets te wijzigen."),),
        answers=(YES, NO) if possible else (),
        ways=(TO_CASE, MENU),
    )


HAND_BACK = CaseStep(_advance, _view)
