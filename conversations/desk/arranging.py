"""What coordinators arrange among themselves leads to, as the tables of offers and absences declare it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from casework import ABSENCE, OFFER, AbsenceState, Edge, Role, apply
from conversations.context import Context, Referral
from conversations.effects import (
    AbsenceBegan,
    Audience,
    BeginAbsence,
    Effect,
    MoveAbsence,
    MoveOffer,
    Notify,
    OfferCase,
    Schedule,
)
from conversations.team import Absence, Offer
from followups import BRUSSELS, due_at

__all__ = ["absence_moved", "absent", "answered", "begun", "fence_of", "offered"]


def offered(referral: Referral, to: int, context: Context) -> tuple[Effect, ...]:
    """A case is offered to a colleague, who hears of it; without an answer it lapses."""
    offer = Offer(context.fresh_id, referral.id, referral.number, context.chat.id, to)
    until = due_at("offered", context.now)
    return (
        OfferCase(offer.id, referral.id, to),
        Schedule("offered", until, fence_of(offer), f"referral:{referral.id}"),
        Notify(Audience("chat", chat=to), "offered", referral.id),
    )


def fence_of(offer: Offer) -> str:
    """The fence of an offer's timer."""
    return OFFER.fence("offered", offer.id, OFFER.initial, 0)


def answered(offer: Offer, action: str, role: Role = Role.COORDINATOR) -> tuple[Effect, ...]:
    """An offer ends; whoever made it hears how."""
    apply(OFFER, OFFER.initial, action, role)
    people = {"giver": offer.by, "taker": offer.to}
    told = _told(OFFER.edge(OFFER.initial, action), people, offer.referral)
    return (MoveOffer(offer.id, offer.referral, action, role), *told)


def absent(until: date, context: Context, begins: date | None = None) -> tuple[Effect, ...]:
    """This chat is away until a day, on which everything returns by itself; from now on, or from a later day."""

    def timer(kind: str, day: date) -> Schedule:
        midnight = datetime.combine(day, time(0), BRUSSELS).astimezone(UTC)
        return Schedule(kind, midnight, ABSENCE.fence(kind, context.fresh_id, ABSENCE.initial, 0))

    ahead = (timer("away_from", begins),) if begins is not None else ()
    return (BeginAbsence(context.fresh_id, until, begins), timer("absent", until), *ahead)


def begun(absence: Absence) -> tuple[Effect, ...]:
    """The first day of an absence has come: who stands in is told."""
    if absence.stand_in is None or absence.state != AbsenceState.AGREED:
        return (AbsenceBegan(absence.id),)
    return (AbsenceBegan(absence.id), Notify(Audience("chat", chat=absence.stand_in), "stand_in_now", absence.id))


def absence_moved(
    absence: Absence, action: str, role: Role = Role.COORDINATOR, stand_in: int | None = None
) -> tuple[Effect, ...]:
    """A step in an absence, and who hears of it. `stand_in`: the colleague who is asked by it."""
    apply(ABSENCE, absence.state, action, role)
    people = {"absent": absence.chat, "stand_in": stand_in or absence.stand_in}
    told = _told(ABSENCE.edge(absence.state, action), people, absence.id)
    return (MoveAbsence(absence.id, action, role, stand_in, absence.revision), *told)


def _told(edge: Edge, people: dict[str, int] | dict[str, int | None], ref: str) -> tuple[Effect, ...]:
    heard = ((people[tell.audience], tell.notice) for tell in edge.tells)
    return tuple(Notify(Audience("chat", chat=chat), notice, ref) for chat, notice in heard if chat is not None)
