"""What coordinators arrange among themselves: a case that is offered, and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework import Role

__all__ = ["AbsenceBegan", "BeginAbsence", "MoveAbsence", "MoveOffer", "OfferCase"]


@dataclass(frozen=True, slots=True)
class OfferCase:
    """This chat offers a case to a colleague. `id` is the context's `fresh_id`. An earlier offer of it ends."""

    id: str
    referral: str
    to: int


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """An action of the offer's state table, already checked against it."""

    id: str
    referral: str
    action: str
    role: Role = Role.COORDINATOR


@dataclass(frozen=True, slots=True)
class BeginAbsence:
    """This chat is away until a day, from now on or from a later day (`begins`). `id` is the context's `fresh_id`. An
    earlier absence of it ends."""

    id: str
    until: date
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceBegan:
    """The first day of an absence has come."""

    id: str


@dataclass(frozen=True, slots=True)
class MoveAbsence:
    """An action of the absence's state table, already checked against it. `stand_in`: who is asked by it."""

    id: str
    action: str
    role: Role = Role.COORDINATOR
    stand_in: int | None = None
    revision: int | None = None
