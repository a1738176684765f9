"""A group whose id changed keeps its role, its notices and what waits for it."""

from __future__ import annotations

from sqlalchemy import delete, exists, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.effects import MoveGroup
from storage.tables import notice, outbox, team_group

__all__ = ["move"]


async def move(conn: AsyncConnection, effect: MoveGroup) -> None:
    """Changes the id in place. A group that was confirmed under its new id already keeps that role, and only that."""
    anew = team_group.alias()
    await conn.execute(
        delete(team_group).where(team_group.c.chat_id == effect.old, exists().where(anew.c.chat_id == effect.new))
    )
    for table in (team_group, notice):
        await conn.execute(update(table).where(table.c.chat_id == effect.old).values(chat_id=effect.new))
    await conn.execute(
        update(outbox)
        .where(outbox.c.chat_id == effect.old, outbox.c.state.in_(["pending", "sending"]))
        .values(chat_id=effect.new)
    )
