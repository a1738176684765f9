"""Requests that are over: what was told in them goes, the number and the outcome stay for the figures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL
from storage import handovers, twins
from storage.tables import appointment, care_helper, careplan, message, note, promise, referral

__all__ = ["archive", "empty"]


async def empty(conn: AsyncConnection, referrals: Collection[str]) -> None:
    """What the family told, its care plan, what staff noted and promised, was written through the bot and agreed, of
    requests that are over."""
    about = list(referrals)
    await twins.end(conn, about)
    await conn.execute(delete(appointment).where(appointment.c.referral_id.in_(about)))
    await conn.execute(delete(note).where(note.c.referral_id.in_(about)))
    await conn.execute(delete(message).where(message.c.referral_id.in_(about)))
    await conn.execute(delete(promise).where(promise.c.referral_id.in_(about)))
    await handovers.silence(conn, about)
    await conn.execute(delete(careplan).where(careplan.c.referral_id.in_(about)))
    await conn.execute(delete(care_helper).where(care_helper.c.referral_id.in_(about)))
    await conn.execute(update(referral).where(referral.c.id.in_(about)).values(body=None))


async def archive(conn: AsyncConnection, before: datetime) -> None:
    """Requests that were closed before that moment are emptied, and lead to no coordinator or volunteer any more."""
    holds = or_(referral.c.body.is_not(None), referral.c.claimed_by.is_not(None), referral.c.reported_by.is_not(None))
    over = (referral.c.state.in_(sorted(REFERRAL.over)), referral.c.closed_at <= before, holds)
    ids = (await conn.execute(select(referral.c.id).where(*over))).scalars().all()
    if not ids:
        return
    await empty(conn, ids)
    await conn.execute(update(referral).where(referral.c.id.in_(ids)).values(claimed_by=None, reported_by=None))
