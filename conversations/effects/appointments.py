"""What is done to an appointment of a family and the coordinator who holds its request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework import AppointmentAction, Occasion, Role

__all__ = ["MoveAppointment", "ProposeAppointment", "SendAppointment"]


@dataclass(frozen=True, slots=True)
class ProposeAppointment:
    """Moments that a coordinator proposes to the family. `id` is the context's `fresh_id`, or names an appointment for
    which the family asked another moment."""

    id: str
    referral: str
    purpose: Occasion
    place: str
    moments: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    """An action of the appointment's state table, already checked against it. `at`: the moment that was accepted;
    `suits`: when it suits the family better."""

    id: str
    referral: str
    action: AppointmentAction
    role: Role
    at: datetime | None = None
    suits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SendAppointment:
    """An appointment as a message of its own in this chat: `form` is one of `conversations.meeting.FORMS`. Without an
    `id`: all on a coordinator's agenda."""

    form: str
    id: str = ""
