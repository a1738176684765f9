"""The life of an appointment between a coordinator and a family: moments that are proposed, one that is agreed, and
what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from casework.states import Edge, Role, StateTable, Timer
from followups import BRUSSELS, first_allowed, is_working_day, read_day
from texts import Text, say

__all__ = [
    "APPOINTMENT",
    "HALF_DAYS",
    "MOST_MOMENTS",
    "Appointment",
    "AppointmentAction",
    "AppointmentState",
    "NotAMoment",
    "Occasion",
    "read_moment",
    "reminded_at",
]

MOST_MOMENTS: Final = 3
"""Moments in one proposal: more is no choice but a puzzle."""

FARTHEST: Final = timedelta(days=92)
EARLIEST, LATEST = time(8, 0), time(19, 30)
"""Between these hours an appointment begins."""

HALF_DAYS: Final[Mapping[str, tuple[time, ...]]] = {
    "am": tuple(time(*at) for at in ((8, 30), (9, 0), (9, 30), (10, 0), (10, 30), (11, 0), (11, 30))),
    "pm": tuple(time(*at) for at in ((13, 0), (13, 30), (14, 0), (14, 30), (15, 0), (15, 30), (16, 0), (16, 30))),
}
"""The hours that stand on buttons; any other one can be typed."""


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    PROPOSED = "proposed"
    OTHER_TIME = "other_time"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    HELD = "held"
    MISSED = "missed"

    @property
    def label(self) -> Text:
        """As both sides read it."""
        return _STATES[self]


class AppointmentAction(StrEnum):
    """What can be done with an appointment."""

    PROPOSE = "propose"
    ACCEPT = "accept"
    OTHER = "other"
    DECLINE = "decline"
    LAPSE = "lapse"
    CANCEL = "cancel"
    HOLD = "hold"
    MISS = "miss"


class Occasion(StrEnum):
    """What an appointment is for. A closed list, so that nothing needs translating."""

    VISIT = "visit"
    TALK = "talk"
    CALL = "call"
    PARTNER = "partner"

    @property
    def label(self) -> Text:
        """On the coordinator's buttons, and as both sides read it."""
        return _PURPOSES[self]


_STATES: Final[Mapping[AppointmentState, Text]] = {
    AppointmentState.PROPOSED: say("appointment", "Er is nog geen antwoord."),
    AppointmentState.OTHER_TIME: say("appointment", "Er is een ander moment gevraagd."),
    AppointmentState.ACCEPTED: say("appointment", "Afgesproken."),
    AppointmentState.DECLINED: say("appointment", "Het antwoord was: niet nodig."),
    AppointmentState.LAPSED: say("appointment", "Er kwam geen antwoord."),
    AppointmentState.CANCELLED: say("appointment", "Afgezegd."),
    AppointmentState.HELD: say("appointment", "De afspraak ging door."),
    AppointmentState.MISSED: say("appointment", "De afspraak ging niet door."),
}

_PURPOSES: Final[Mapping[Occasion, Text]] = {
    Occasion.VISIT: say("appointment", "Kennismaken, thuis"),
    Occasion.TALK: say("appointment", "Gesprek op kantoor"),
    Occasion.CALL: say("appointment", "Telefoongesprek"),
    Occasion.PARTNER: say("appointment", "Gesprek bij een partner"),
}

_FAMILY: Final = (Role.FAMILY,)
_STAFF: Final = (Role.COORDINATOR,)
_BOTH: Final = (Role.FAMILY, Role.COORDINATOR)
_S, _A = AppointmentState, AppointmentAction

APPOINTMENT: Final = StateTable(
    name="appointment",
    initial=_S.PROPOSED,
    states=tuple(_S),
    finals=(_S.DECLINED, _S.LAPSED, _S.CANCELLED, _S.HELD, _S.MISSED),
    edges=(
        Edge(_S.PROPOSED, _A.ACCEPT, _S.ACCEPTED, _FAMILY, starts=("meet_day", "meet_after")),
        Edge(_S.PROPOSED, _A.OTHER, _S.OTHER_TIME, _FAMILY, starts=("meet_wait",)),
        Edge(_S.PROPOSED, _A.DECLINE, _S.DECLINED, _FAMILY),
        # Time does this, for the side that proposed: nobody taps it.
        Edge(_S.PROPOSED, _A.LAPSE, _S.LAPSED, (Role.SYSTEM,), follows=True),
        # A family also cancels by withdrawing or erasing, a coordinator by closing the request.
        Edge(_S.PROPOSED, _A.CANCEL, _S.CANCELLED, _BOTH),
        Edge(_S.OTHER_TIME, _A.PROPOSE, _S.PROPOSED, _STAFF, starts=("meet_lapse",)),
        Edge(_S.OTHER_TIME, _A.CANCEL, _S.CANCELLED, _BOTH),
        # A family moves it; a coordinator says afterwards that it was moved, and proposes anew.
        Edge(_S.ACCEPTED, _A.OTHER, _S.OTHER_TIME, _BOTH, starts=("meet_wait",)),
        Edge(_S.ACCEPTED, _A.CANCEL, _S.CANCELLED, _BOTH),
        Edge(_S.ACCEPTED, _A.HOLD, _S.HELD, _STAFF),
        Edge(_S.ACCEPTED, _A.MISS, _S.MISSED, _STAFF),
    ),
    timers=(
        Timer("meet_lapse", "in_state"),
        Timer("meet_day", "in_state"),
        Timer("meet_after", "in_state"),
        Timer("meet_wait", "in_state"),
    ),
    starts=("meet_lapse",),
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment. `at` is the agreed moment, None until there is one. What it is for, where, the proposed moments
    and what suits the family are only there for who may read the case."""

    id: str
    referral: str
    state: AppointmentState
    revision: int
    changed_at: datetime
    at: datetime | None = None
    purpose: Occasion | None = None
    place: str = ""
    moments: tuple[datetime, ...] = ()
    suits: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing follows on it any more."""
        return APPOINTMENT.is_final(self.state)

    @property
    def day(self) -> datetime | None:
        """The agreed moment, while the appointment stands."""
        return self.at if self.state == AppointmentState.ACCEPTED else None


class NotAMoment(ValueError):
    """What was typed is no moment for an appointment; `why` names the reason: unread, past, far, rest or hour."""

    def __init__(self, why: str) -> None:
        super().__init__(f"no moment for an appointment: {why}")
        self.why = why


def read_moment(text: str, now: datetime) -> datetime:
    """The moment that "23/11 14:30" means, in UTC: in this year, or in the next where that day is over. Raises
    NotAMoment for what cannot be read or is no working day or hour, over, or more than three months away."""
    typed, this_year = read_day(text), now.astimezone(BRUSSELS).year
    days = typed.in_years((this_year, this_year + 1)) if typed is not None else ()
    if typed is None or typed.hour is None or not days:
        raise NotAMoment("unread")
    read = [datetime.combine(day, typed.hour, BRUSSELS) for day in days]
    coming = [moment for moment in read if now < moment <= now + FARTHEST]
    if not coming:
        lately = read[-1] <= now or now - FARTHEST < read[0] <= now
        raise NotAMoment("past" if lately else "far")
    moment = coming[0]
    if not is_working_day(moment.date()):
        raise NotAMoment("rest")
    if not EARLIEST <= moment.time() <= LATEST:
        raise NotAMoment("hour")
    return moment.astimezone(UTC)


def reminded_at(moment: datetime) -> datetime:
    """When both sides are reminded of it: a day before, at the same hour. Where nothing is sent on that day (a Sunday,
    a holiday) on the last day before it on which something is. In UTC."""
    local = moment.astimezone(BRUSSELS)
    day, hour = local.date(), min(local.time(), LATEST)  # later in the evening nothing is sent on any day
    while True:
        day -= timedelta(days=1)
        allowed = first_allowed(datetime.combine(day, hour, BRUSSELS))
        if allowed.astimezone(BRUSSELS).date() == day:
            return allowed
