"""Plain counts of things that happened, with nobody in them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sql import insert_into
from storage.tables import counter

__all__ = ["add", "value"]


async def add(conn: AsyncConnection, name: str, n: int = 1) -> None:
    """Counts one more."""
    statement = insert_into(conn, counter).values(name=name, n=n)
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"n": counter.c.n + statement.excluded.n})
    )


async def value(conn: AsyncConnection, name: str) -> int:
    """How often it happened."""
    return await conn.scalar(select(counter.c.n).where(counter.c.name == name)) or 0
