"""Moves of requests that follow from what somebody did elsewhere: another request moved, or whoever had it left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from conversations import effects as fx
from storage.effects.promises import notify, schedule
from storage.effects.referrals import move_referral
from storage.effects.turnover import Turnover

__all__ = ["carry_out"]

_APPLY: Mapping[type, Callable[[Turnover, Any], Awaitable[None]]] = {
    fx.MoveReferral: move_referral,
    fx.Notify: notify,
    fx.Schedule: schedule,
}


async def carry_out(t: Turnover, effects: Iterable[fx.Effect]) -> None:
    """What `conversations.moves.moved` leads to."""
    for effect in effects:
        await _APPLY[type(effect)](t, effect)
