"""What else can be done with a case, beside what stands on its card: one table, an entry for each room behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casework import ReferralAction
from conversations.context import Case, Context
from conversations.desk import careplan
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds, may
from conversations.desk.moving import moved
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Verbatim, say

__all__ = ["ENTRIES", "MORE", "Entry", "has_more"]


def _may_hand_back(case: Case, context: Context) -> bool:
    return ReferralAction.HAND_BACK in may(context, case.referral)


def _hand_back(case: Case, context: Context) -> Turn:
    return Turn(at_case(case.referral.id), moved(case.referral, ReferralAction.HAND_BACK, context))


class Entry(NamedTuple):
    """A button, when it is there, and what it does. Without `does` it opens the step that its choice names."""

    button: Button
    shown: Callable[[Case, Context], bool]
    does: Callable[[Case, Context], Turn] | None = None


ENTRIES: tuple[Entry, ...] = (
    Entry(Button(ReferralAction.HAND_BACK, ReferralAction.HAND_BACK.label), _may_hand_back, _hand_back),
    Entry(careplan.OPEN, careplan.may_open),
)
"""In the order shown; at most eight of them at a time."""


def has_more(case: Case, context: Context) -> bool:
    """Whether there is anything for this chat to do here."""
    return any(entry.shown(case, context) for entry in ENTRIES)


def _advance(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice = chosen(event)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    entry = next(entry for entry in ENTRIES if entry.button.choice == choice)
    if entry.does is not None:
        return entry.does(case, context)
    return Turn(State("desk", choice, {"case": case.referral.id}))


def _view(_state: State, case: Case, context: Context) -> Screen:
    mine = holds(context, case.referral)
    line = say("desk", "Wat wil je doen?") if mine else say("desk", "Alleen wie de aanmelding opnam, gaat verder.")
    return Screen(
        dialog="desk",
        step="more",
        token=case.referral.id,
        title=say("desk", "Meer bij {number}", number=Verbatim(case.referral.number)),
        body=(line,),
        answers=tuple(entry.button for entry in ENTRIES if entry.shown(case, context)),
        ways=(TO_CASE, MENU),
    )


MORE = CaseStep(_advance, _view)
