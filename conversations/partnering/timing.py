"""What happens by itself with a handover: who was asked and does not answer, and what is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casework import HANDOVER, Handover, HandoverAction, HandoverState, ReferralState, Role
from conversations.context import Context
from conversations.effects import Audience, Effect, MoveHandover, Notify, Schedule
from conversations.events import Due
from followups import due_at

__all__ = ["FOLLOWED", "news", "timers"]


def timers(
    kinds: Iterable[str], handover: str, referral: str, state: str, *, moves: int, since: datetime
) -> tuple[Schedule, ...]:
    """Timers of a handover that is in `state` after `moves` changes of state."""
    return tuple(
        Schedule(kind, due_at(kind, since), HANDOVER.fence(kind, handover, state, moves), f"referral:{referral}")
        for kind in kinds
    )


def news(referral: str) -> Notify:
    """Whoever has the case hears that something changed; of whom, they read behind it."""
    return Notify(Audience("holder", referral=referral), "handover_news", referral)


def _silent(referral: str) -> Notify:
    return Notify(Audience("holder", referral=referral), "handover_silent", referral)


def _of(event: Due, context: Context) -> Handover | None:
    """The handover that the timer was made for, if it is as it was then."""
    fitting = (
        one
        for one in context.handovers
        if one.is_open and event.fence == HANDOVER.fence(event.kind, one.id, one.state, one.moves)
    )
    return next(fitting, None)


def _unanswered(event: Due, context: Context) -> tuple[Effect, ...]:
    """Two weeks without a word: it comes back to whoever has the case. An offer that waits for the family is over."""
    handover = _of(event, context)
    if handover is None:
        return ()
    if handover.state != HandoverState.SENT:
        return (MoveHandover(handover.id, HandoverAction.EXPIRE, Role.SYSTEM), news(handover.referral))
    silent = timers(
        HANDOVER.edge(handover.state, HandoverAction.RUN_OUT).starts,
        handover.id,
        handover.referral,
        HandoverState.NO_ANSWER,
        moves=handover.moves + 1,
        since=context.now,
    )
    waits = context.referral is not None and context.referral.state == ReferralState.WAITING_PARTNER
    told = () if waits else (_silent(handover.referral),)  # the end of that wait is told by the request itself
    return (MoveHandover(handover.id, HandoverAction.RUN_OUT, Role.SYSTEM), *told, *silent)


def _without_outcome(event: Due, context: Context) -> tuple[Effect, ...]:
    """What came of it? Asked of whoever has the case, once a month, until the family's yes is over."""
    handover = _of(event, context)
    if handover is None:
        return ()
    if handover.until <= context.today:
        return (MoveHandover(handover.id, HandoverAction.EXPIRE, Role.SYSTEM), news(handover.referral))
    return (
        _silent(handover.referral),
        Schedule(event.kind, due_at(event.kind, context.now), event.fence, f"referral:{handover.referral}"),
    )


FOLLOWED = {"handover": _unanswered, "handover_outcome": _without_outcome}
"""By kind of follow-up."""
