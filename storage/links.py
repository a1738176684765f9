"""One capability link for every purpose: whoever holds it may do one thing. Only its hash is stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import link

__all__ = ["forget", "issue", "lasts", "look_up", "new_token", "redeem"]


def new_token() -> str:
    """43 URL-safe characters (Telegram allows 64 behind ?start=)."""
    return secrets.token_urlsafe(32)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def issue(
    conn: AsyncConnection, purpose: str, subject: str, expires_at: datetime, *, uses: int = 1, token: str = ""
) -> str:
    """A link for a purpose; returns its token, a new one unless it is given."""
    token = token or new_token()
    await conn.execute(
        link.insert().values(hash=_hash(token), purpose=purpose, subject=subject, uses_left=uses, expires_at=expires_at)
    )
    return token


async def look_up(conn: AsyncConnection, token: str, now: datetime) -> Row[tuple[str, str, str, int, datetime]] | None:
    """The link behind a token, if it may still be used."""
    if not token:
        return None
    query = select(link).where(link.c.hash == _hash(token), link.c.uses_left > 0, link.c.expires_at > now)
    return (await conn.execute(query)).first()


async def redeem(conn: AsyncConnection, token: str, now: datetime) -> bool:
    """Uses the link up by one; False if it was used up or too old meanwhile."""
    result = await conn.execute(
        update(link)
        .where(link.c.hash == _hash(token), link.c.uses_left > 0, link.c.expires_at > now)
        .values(uses_left=link.c.uses_left - 1)
    )
    return result.rowcount == 1


async def lasts(conn: AsyncConnection, purpose: str, subject: str) -> datetime | None:
    """Until when the newest link for this works, which may be over; None where there is none, or it was used."""
    mine = (link.c.purpose == purpose, link.c.subject == subject, link.c.uses_left > 0)
    until: datetime | None = await conn.scalar(select(func.max(link.c.expires_at)).where(*mine))
    return until


async def forget(conn: AsyncConnection, purpose: str, subject: str) -> None:
    """Every link for this purpose and subject stops working."""
    await conn.execute(delete(link).where(link.c.purpose == purpose, link.c.subject == subject))
