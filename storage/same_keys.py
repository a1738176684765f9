"""On a database that processes share all must have the same keys: one with others would read every family as erased."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keys import KeyRing, OtherKeys
from storage.sql import insert_into
from storage.tables import seen

__all__ = ["check"]

PLACE = "(keys)"
"""No municipality is called so."""


async def check(conn: AsyncConnection, keys: KeyRing) -> None:
    """The first process notes which keys it has. Raises OtherKeys in one that has others."""
    mark = await keys.mark()
    await conn.execute(insert_into(conn, seen).on_conflict_do_nothing(), {"place": PLACE, "rules": mark})
    if await conn.scalar(select(seen.c.rules).where(seen.c.place == PLACE)) != mark:
        raise OtherKeys
