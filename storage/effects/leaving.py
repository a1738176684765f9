"""Who leaves a team hands the work back: it waits in the queue again, with the reminders that belong to that, and the
team hears of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import select

from casework import HELD, ReferralAction
from conversations import effects as fx
from conversations.desk.moving import moved
from storage.effects.promises import notify, schedule
from storage.effects.referrals import move_referral
from storage.effects.turnover import Turnover
from storage.families import bare
from storage.tables import referral

__all__ = ["give_back"]

_APPLY: Mapping[type, Callable[[Turnover, Any], Awaitable[None]]] = {
    fx.MoveReferral: move_referral,
    fx.Notify: notify,
    fx.Schedule: schedule,
}


async def give_back(t: Turnover, chat_id: int, municipality: str | None = None) -> None:
    """All that this chat has in a municipality (None: anywhere). Its roles there are gone already: it hears nothing."""
    mine = [referral.c.claimed_by == chat_id, referral.c.state.in_(HELD)]
    if municipality is not None:
        mine.append(referral.c.municipality == municipality)
    held = (await t.conn.execute(select(referral).where(*mine).order_by(referral.c.submitted_at))).all()
    for row in held:
        for effect in moved(bare(row), ReferralAction.LEAVE, t.context):
            await _APPLY[type(effect)](t, effect)
