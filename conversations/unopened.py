"""A family that was reported without a number and did not open its code: only its volunteer can reach it, so the
volunteer hears so twice, and can show a new code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from casework import REFERRAL, ReferralState
from conversations.context import Context
from conversations.effects import Audience, Effect, Notify, Schedule
from conversations.events import Due
from followups import due_at, fence

__all__ = ["FOLLOW", "NOTICE", "looked_at"]

NOTICE = "report_code"
KINDS = ("code_1", "code_2")


def looked_at(referral: str, now: datetime) -> tuple[Schedule, ...]:
    """When it is looked at whether the family of a new report opened its code. Its fence is about the report alone:
    whoever takes the report meanwhile cannot reach the family either."""
    return tuple(Schedule(kind, due_at(kind, now), _fence(referral), f"referral:{referral}") for kind in KINDS)


def _fence(referral: str) -> str:
    return fence("code", referral)


def _look(event: Due, context: Context) -> tuple[Effect, ...]:
    """Nobody is told once the family opened its code: then the audience is empty."""
    referral = context.referral
    if referral is None or event.fence != _fence(referral.id) or referral.contacted_at is not None:
        return ()
    if REFERRAL.is_over(referral.state) or referral.state == ReferralState.DUPLICATE:
        return ()
    return (Notify(Audience("unopened", referral=referral.id), NOTICE, referral.id),)


FOLLOW: Mapping[str, Callable[[Due, Context], tuple[Effect, ...]]] = dict.fromkeys(KINDS, _look)
