"""Notices of which one stands open in a chat: a question that is asked twice, or about two families at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.context import Notice
from conversations.notices import REPLACED
from followups import first_allowed
from storage import outbox
from storage.tables import notice
from storage.tables import outbox as outbox_table

__all__ = ["replace_older", "waits_until"]

WAITS = timedelta(days=3)
"""So long one waits for an answer to another one of its kind; then it goes in its place."""
LOOKED_AT_AGAIN = timedelta(days=1)


async def replace_older(conn: AsyncConnection, shown: Notice, chat_id: int, now: datetime) -> None:
    """This one goes to the chat now: no other one of its kind stays open there. One about the same thing that was not
    sent yet is not sent; one about another thing waits on."""
    others = (
        notice.c.chat_id == chat_id,
        notice.c.kind == shown.kind,
        notice.c.id != shown.id,
        notice.c.chosen.is_(None),
    )
    older = (await conn.execute(select(notice.c.id, notice.c.ref, notice.c.message_id).where(*others))).all()
    for one in older:
        if one.message_id is not None:
            await outbox.put(conn, chat_id, "notice", now, ref=one.id)
        elif one.ref != shown.ref or not await _unsend(conn, one.id):
            continue
        await conn.execute(update(notice).where(notice.c.id == one.id).values(chosen=REPLACED))


async def waits_until(conn: AsyncConnection, shown: Notice, chat_id: int, now: datetime) -> datetime | None:
    """When to look again, where another one of its kind, about something else, was sent and is not answered."""
    others = exists().where(
        notice.c.chat_id == chat_id,
        notice.c.kind == shown.kind,
        notice.c.ref != shown.ref,
        notice.c.chosen.is_(None),
        notice.c.message_id.is_not(None),
    )
    new = exists().where(notice.c.id == shown.id, notice.c.at > now - WAITS)
    return first_allowed(now + LOOKED_AT_AGAIN) if await conn.scalar(select(and_(others, new))) else None


async def _unsend(conn: AsyncConnection, notice_id: str) -> bool:
    waits = (outbox_table.c.kind == "notice", outbox_table.c.ref == notice_id, outbox_table.c.state == "pending")
    return bool((await conn.execute(delete(outbox_table).where(*waits))).rowcount)
