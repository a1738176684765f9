"""The reminders of a request that nobody has taken: made when it starts to wait, void as soon as it is claimed."""

from __future__ import annotations

from datetime import datetime

from conversations.effects import Schedule
from followups import due_at, fence

__all__ = ["UNCLAIMED", "unclaimed_fence", "unclaimed_timers"]

UNCLAIMED = ("unclaimed_1", "unclaimed_2")


def unclaimed_fence(referral: str, revision: int) -> str:
    """Names one stay of a referral in the queue; `revision` counts its changes of state (0: just submitted)."""
    return fence(referral, revision)


def unclaimed_timers(referral: str, revision: int, since: datetime) -> tuple[Schedule, ...]:
    """Reminders after one and two working days, in the referral's own stream."""
    mark = unclaimed_fence(referral, revision)
    return tuple(Schedule(kind, due_at(kind, since), mark, f"referral:{referral}") for kind in UNCLAIMED)
