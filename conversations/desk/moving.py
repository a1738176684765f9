"""What a coordinator's action on a case leads to, as its state table declares it."""

from __future__ import annotations

from casework import REFERRAL, ReferralAction, Role, apply
from conversations.context import Context, Referral
from conversations.effects import Audience, Effect, MoveReferral, Notify
from conversations.timers import timers

__all__ = ["moved"]


def moved(referral: Referral, action: str, context: Context) -> tuple[Effect, ...]:
    """The move, the timers it starts, and who is told. Raises CaseworkError where it is not allowed."""
    target = apply(REFERRAL, referral.state, action, Role.COORDINATOR)
    starts = REFERRAL.edge(referral.state, action).starts
    again = timers(starts, referral.id, target, moves=referral.revision + 1, since=context.now)
    first = action == ReferralAction.CLAIM and referral.revision == 0 and referral.reported_by is not None
    told = (Notify(Audience("reporter", referral=referral.id), "report_handled", referral.id),) if first else ()
    return (MoveReferral(referral.id, action), *again, *told)
