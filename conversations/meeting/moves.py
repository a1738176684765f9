"""What an action on an appointment leads to, as its state table declares it: the move, its timers, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casework import APPOINTMENT, Appointment, AppointmentAction, Occasion, Role, apply, reminded_at
from conversations.effects import Audience, Effect, MoveAppointment, Notify, ProposeAppointment, Schedule
from followups import due_at

__all__ = ["current", "fits", "moved", "proposed", "timers"]


def current(appointments: Iterable[Appointment]) -> Appointment | None:
    """The appointment that still stands, else the last one, else None. One stands at a time in a case."""
    every = tuple(appointments)
    return next((one for one in every if not one.over), every[-1] if every else None)


def moved(
    found: Appointment,
    action: AppointmentAction,
    role: Role,
    now: datetime,
    *,
    at: datetime | None = None,
    suits: tuple[str, ...] = (),
    told: str,
) -> tuple[Effect, ...]:
    """The move, its timers, and a notice of the kind `told` to the other side (empty: nobody). Raises CaseworkError
    where it is not allowed."""
    edge = APPOINTMENT.edge(found.state, action)
    target = apply(APPOINTMENT, found.state, action, role)
    start = at or now
    again = timers(edge.starts, found.id, found.referral, target, moves=found.revision + 1, at=start, now=now)
    other = Audience("holder" if role is Role.FAMILY else "family", referral=found.referral)
    return (
        MoveAppointment(found.id, found.referral, action, role, at, suits),
        *again,
        *((Notify(other, told, found.referral),) if told else ()),
    )


def proposed(
    found: Appointment | None,
    referral: str,
    purpose: Occasion,
    place: str,
    moments: tuple[datetime, ...],
    *,
    now: datetime,
    fresh_id: str,
) -> tuple[Effect, ...]:
    """A proposal, for the appointment that waits for one or for a new one, and word of it to the family."""
    again = found is not None and not found.over
    appointment, moves = (found.id, found.revision + 1) if found is not None and again else (fresh_id, 0)
    starts = APPOINTMENT.starts
    state = APPOINTMENT.initial
    return (
        ProposeAppointment(appointment, referral, purpose, place, moments),
        *timers(starts, appointment, referral, state, moves=moves, at=min(moments), now=now),
        Notify(Audience("family", referral=referral), "meet", referral),
    )


def timers(
    kinds: Iterable[str], appointment: str, referral: str, state: str, *, moves: int, at: datetime, now: datetime
) -> tuple[Schedule, ...]:
    """Timers of an appointment that is in `state` after `moves` changes of state. `at`: the agreed moment, or the first
    one that is proposed. A reminder whose moment is over is not made."""
    due = {
        "meet_lapse": min(due_at("meet_lapse", now), at),
        "meet_day": reminded_at(at),
        "meet_after": due_at("meet_after", at),
        "meet_wait": due_at("meet_wait", now),
    }
    return tuple(
        Schedule(kind, due[kind], APPOINTMENT.fence(kind, appointment, state, moves), f"referral:{referral}")
        for kind in kinds
        if kind != "meet_day" or due[kind] > now
    )


def fits(kind: str, fence: str, appointments: Iterable[Appointment]) -> Appointment | None:
    """The appointment for which a timer was made, if it is as it was then."""
    every = (one for one in appointments if APPOINTMENT.fence(kind, one.id, one.state, one.revision) == fence)
    return next(every, None)
