"""What belongs to a group; one whose id changed keeps its role, its notices and what waits for it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, exists, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.effects import MoveGroup
from storage.tables import notice, outbox, team_group, work

__all__ = ["follow_ups", "move", "questions_about"]


def follow_ups(group: int) -> ColumnElement[bool]:
    """What is planned about a group."""
    return and_(work.c.stream == f"chat:{group}", work.c.kind != "update", work.c.state == "waiting")


def questions_about(group: int) -> tuple[ColumnElement[bool], ...]:
    """The questions, in private chats, whether this is a team's group."""
    return notice.c.kind == "team_group", notice.c.ref == str(group)


async def move(conn: AsyncConnection, effect: MoveGroup) -> None:
    """Changes the id in place. A group that was confirmed under its new id already keeps that role, and only that."""
    anew = team_group.alias()
    await conn.execute(
        delete(team_group).where(team_group.c.chat_id == effect.old, exists().where(anew.c.chat_id == effect.new))
    )
    for table in (team_group, notice):
        await conn.execute(update(table).where(table.c.chat_id == effect.old).values(chat_id=effect.new))
    await conn.execute(update(notice).where(*questions_about(effect.old)).values(ref=str(effect.new)))
    await conn.execute(update(work).where(follow_ups(effect.old)).values(stream=f"chat:{effect.new}"))
    await conn.execute(
        update(outbox)
        .where(outbox.c.chat_id == effect.old, outbox.c.state.in_(["pending", "sending"]))
        .values(chat_id=effect.new)
    )
