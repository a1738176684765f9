"""What goes by itself when its time has come: old work, sealed reports without an answer, files that nobody opens."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL
from conversations.linking import ASKED_FOR
from storage import work
from storage.effects.reports import SEALED_FOR
from storage.tables import access, household, link, message, note, referral, sealed, shred

__all__ = ["UNOPENED_FOR", "tidy"]

UNOPENED_FOR = timedelta(days=7)
"""A household that no chat is linked to, and whose request is over, goes after so long."""


async def tidy(conn: AsyncConnection, now: datetime) -> None:
    """One round."""
    await work.forget_old(conn, now)
    await _end_sealed(conn, now)
    await conn.execute(delete(link).where(link.c.expires_at < now))
    await conn.execute(delete(access).where(access.c.kind == "asked", access.c.since <= now - ASKED_FOR))
    await _erase_unopened(conn, now)


async def _end_sealed(conn: AsyncConnection, now: datetime) -> None:
    """Two weeks without a yes: nothing of it is kept. Its empty row tells the volunteer, for two weeks more."""
    late = sealed.c.expires_at <= now
    await conn.execute(sealed.update().where(late).values(body=None, wrapped=None))
    await conn.execute(delete(sealed).where(sealed.c.expires_at <= now - SEALED_FOR))


async def _erase_unopened(conn: AsyncConnection, now: datetime) -> None:
    """A volunteer wrote for a family that never opened its own link: when nothing runs any more, it goes."""
    linked = exists().where(access.c.household_id == household.c.id)
    runs = exists().where(referral.c.household_id == household.c.id, referral.c.state.not_in(REFERRAL.finals))
    old = select(household.c.id).where(household.c.touched_at < now - UNOPENED_FOR, ~linked, ~runs)
    for household_id in (await conn.execute(old)).scalars().all():
        about = select(referral.c.id).where(referral.c.household_id == household_id)
        await conn.execute(delete(note).where(note.c.referral_id.in_(about)))
        await conn.execute(delete(message).where(message.c.referral_id.in_(about)))
        await conn.execute(
            referral.update().where(referral.c.household_id == household_id).values(household_id=None, body=None)
        )
        await conn.execute(delete(household).where(household.c.id == household_id))
        await conn.execute(shred.insert().values(owner=household_id))
