"""A group whose id changed keeps its role, its notices and what waits for it."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.effects import MoveGroup
from storage.tables import notice, outbox, team_group

__all__ = ["move"]


async def move(conn: AsyncConnection, effect: MoveGroup) -> None:
    """Changes the id in place."""
    for table in (team_group, notice):
        await conn.execute(update(table).where(table.c.chat_id == effect.old).values(chat_id=effect.new))
    await conn.execute(
        update(outbox)
        .where(outbox.c.chat_id == effect.old, outbox.c.state.in_(["pending", "sending"]))
        .values(chat_id=effect.new)
    )
