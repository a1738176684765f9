"""That there was contact: asked once more, for the family can read it and it cannot be taken back."""

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

__all__ = ["CONTACT"]

YES = Button("yes", say("desk", "Ja, er was contact"))
NO = Button("no", say("desk", "Nee, nog niet"))


def _advance(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    sure = chosen(event) == YES.choice and ReferralAction.CONTACT in may(context, case.referral)
    return Turn(at_case(case.referral.id), moved(case.referral, ReferralAction.CONTACT, context) if sure else ())


def _view(_state: State, case: Case, context: Context) -> Screen:
    possible = ReferralAction.CONTACT in may(context, case.referral)
    asked = say("desk", "Had je contact met dit gezin? In de bot staat dan: er was contact.")
    return Screen(
        dialog="desk",
        step="contact",
        token=case.referral.id,
        title=say("desk", "Contact bij {number}", number=Verbatim(case.referral.number)),
        body=(asked if possible else say("desk", "Hier valt nu niets te wijzigen."),),
        answers=(YES, NO) if possible else (),
        ways=(TO_CASE, MENU),
    )


CONTACT = CaseStep(_advance, _view)
