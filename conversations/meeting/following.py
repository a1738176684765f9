"""What happens when the moment of a follow-up of an appointment comes."""

from __future__ import annotations

from datetime import timedelta

from casework import Appointment, AppointmentAction, AppointmentState, Role
from conversations.context import Context
from conversations.effects import Audience, Effect, Notify
from conversations.events import Due
from conversations.meeting.moves import fits, moved, timers
from followups import BRUSSELS, first_allowed

__all__ = ["lapses", "looked_back_at", "reminded"]


def lapses(event: Due, context: Context) -> tuple[Effect, ...]:
    """Nobody answered: the proposal is over, and whoever holds the case hears it."""
    found = fits(event.kind, event.fence, context.agenda)
    if found is None:
        return ()
    over = moved(found, AppointmentAction.LAPSE, Role.SYSTEM, context.now, told="")
    return (*over, _holder(found, "meet_lapsed"))


def reminded(event: Due, context: Context) -> tuple[Effect, ...]:
    """Both sides, the day before. What comes after the moment itself, or on the day, says nothing any more."""
    found = fits(event.kind, event.fence, context.agenda)
    if found is None or found.at is None:
        return ()
    sent_on = first_allowed(context.now).astimezone(BRUSSELS).date()
    day = found.at.astimezone(BRUSSELS).date()
    if sent_on >= day:
        return ()
    kind = "meet_tomorrow" if sent_on + timedelta(days=1) == day else "meet_soon"
    family = Audience("family", referral=found.referral)
    return (Notify(family, kind, found.referral), _holder(found, "meet_near"))


def looked_back_at(event: Due, context: Context) -> tuple[Effect, ...]:
    """How did it go, the working day after; or a family waits for another moment. Asked again until it is answered: no
    staff can silence a check on staff."""
    found = fits(event.kind, event.fence, context.agenda)
    if found is None:
        return ()
    kind = "meet_waits" if found.state == AppointmentState.OTHER_TIME else "meet_ask"
    now = context.now
    again = timers(
        ["meet_wait"], found.id, found.referral, found.state, moves=found.revision, at=found.at or now, now=now
    )
    return (_holder(found, kind), *again)


def _holder(found: Appointment, kind: str) -> Notify:
    return Notify(Audience("holder", referral=found.referral), kind, found.referral)
