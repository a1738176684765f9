"""What waits for the family's word. Whoever missed the message about it finds it again: on the first list, in the menu
and with the request."""

from __future__ import annotations

from collections.abc import Callable

from casework import AppointmentState
from conversations import messages
from conversations.careplan.room import PLAN as CARE_PLAN
from conversations.careplan.room import REVIEW, care_of, first_of, review_waits
from conversations.context import Context, Household
from conversations.meeting.moves import current
from conversations.meeting.places import LOOK
from conversations.partnering.naming import OFFERED_IN
from conversations.screen import Button
from conversations.state import State
from texts import say

__all__ = ["WAITS", "first", "waits"]

WAITS = Button("waits", say("waiting", "Er wacht een vraag op je"))
"""One way for all of them: it leads to the first."""


def _message(family: Household, _context: Context) -> State | None:
    return messages.at_message() if any(message.waits for message in family.messages) else None


def _partner(family: Household, _context: Context) -> State | None:
    """Who only helps the family is not asked this, where a parent can be."""
    return State(OFFERED_IN, "asked") if family.offered and family.takes_back else None


def _appointment(family: Household, context: Context) -> State | None:
    found = current(family.appointments)
    open_now = found is not None and found.state == AppointmentState.PROPOSED
    return LOOK if open_now and found is not None and max(found.moments) > context.now else None


def _care_plan(_family: Household, context: Context) -> State | None:
    care = care_of(context)
    if care is None:
        return None
    if (place := first_of(care.plan)) != CARE_PLAN:
        return place
    return REVIEW if review_waits(care.plan, context.today) else None


ASKS: tuple[Callable[[Household, Context], State | None], ...] = (_message, _partner, _appointment, _care_plan)
"""By kind of question, in the order in which they are put: where the family answers one; None where none waits."""


def first(context: Context) -> State | None:
    """Where the first question that waits is answered; None where none waits."""
    family = context.household
    if family is None or family.referral is None:
        return None
    places = (ask(family, context) for ask in ASKS)
    return next((place for place in places if place is not None), None)


def waits(context: Context) -> bool:
    """Whether anything waits for the family's word."""
    return first(context) is not None
