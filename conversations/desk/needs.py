"""What a volunteer wrote that is needed, for who may read the case."""

from __future__ import annotations

from casework import named_needs
from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, chosen
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Screen
from conversations.state import State
from texts import Verbatim, say

__all__ = ["NEEDS"]


def _advance(_state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    chosen(event)
    return Turn(at_case(case.referral.id))


def _view(_state: State, case: Case, _context: Context) -> Screen:
    """The words alone may fill a screen: the choices stand with them in one line."""
    referral = case.referral
    named = named_needs(referral.needs)
    picked = () if named is None else (named,)
    written = (say("desk", "{words}", words=Verbatim(referral.words)),) if referral.words else ()
    return Screen(
        dialog="desk",
        step="needs",
        token=referral.id,
        title=say("desk", "Nodig bij {number}", number=Verbatim(referral.number)),
        body=(*picked, *written) or (say("desk", "Hier staat nog niets."),),
        ways=(TO_CASE, MENU),
        personal=True,
    )


NEEDS = CaseStep(_advance, _view)
