"""What is to be sent: kinds and ids, never content. The sender composes each message when it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sql import insert_into
from storage.tables import outbox

__all__ = [
    "ANSWER",
    "NOTICE",
    "back_to_pending",
    "claim",
    "finish",
    "next_due",
    "put",
    "show_card",
    "sort_out_unfinished",
]

ANSWER, NOTICE = 0, 1
"""Priorities: answers go before notices."""


async def put(
    conn: AsyncConnection,
    chat_id: int,
    kind: str,
    due_at: datetime,
    *,
    ref: str = "",
    detail: str = "",
    priority: int = ANSWER,
    repeat: str = "again",
) -> None:
    """Adds a row; `repeat` says what becomes of it if the process dies while it is being sent."""
    await conn.execute(
        outbox.insert().values(
            chat_id=chat_id, kind=kind, due_at=due_at, ref=ref, detail=detail, priority=priority, repeat=repeat
        )
    )


async def show_card(conn: AsyncConnection, chat_id: int, now: datetime, *, fresh: bool) -> None:
    """Show the current view. At most one such row waits per chat; a later turn merges into it."""
    statement = insert_into(conn, outbox).values(chat_id=chat_id, kind="card", due_at=now, fresh=fresh)
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["chat_id"],
            index_where=text("kind = 'card' AND state = 'pending'"),
            set_={"fresh": or_(outbox.c.fresh, statement.excluded.fresh)},
        )
    )


async def claim(conn: AsyncConnection, now: datetime, limit: int, waiting_chats: Collection[int]) -> list[Row[Any]]:
    """What may go now: answers before notices, in order within a chat; chats that must wait are left out.

    Callback answers are quick, idempotent and not paced: they overtake what else waits for their chat.
    """
    query = (
        select(outbox)
        .where(
            outbox.c.state == "pending",
            outbox.c.due_at <= now,
            or_(outbox.c.kind == "ack", outbox.c.chat_id.not_in(list(waiting_chats))),
        )
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list((await conn.execute(query)).all())


async def mark_sending(conn: AsyncConnection, ids: Iterable[int]) -> None:
    """From here until `finish` a crash leaves us unsure whether it was sent."""
    await conn.execute(
        update(outbox).where(outbox.c.id.in_(list(ids))).values(state="sending", attempts=outbox.c.attempts + 1)
    )


async def finish(conn: AsyncConnection, ids: Iterable[int], state: str, error: str | None = None) -> None:
    """The end of rows: sent (deleted), skipped (deleted), parked or unsure (kept, to be reported)."""
    chosen = outbox.c.id.in_(list(ids))
    if state in {"sent", "skipped"}:
        await conn.execute(outbox.delete().where(chosen))
    else:
        await conn.execute(update(outbox).where(chosen).values(state=state, last_error=error))


async def back_to_pending(conn: AsyncConnection, row: Row[Any], due_at: datetime, error: str) -> None:
    """Try this row again later. A card that was asked for anew meanwhile needs no second row."""
    if row.kind == "card":
        await conn.execute(outbox.delete().where(outbox.c.id == row.id))
        await show_card(conn, row.chat_id, due_at, fresh=row.fresh)
        await conn.execute(
            update(outbox)
            .where(outbox.c.chat_id == row.chat_id, outbox.c.kind == "card", outbox.c.state == "pending")
            .values(attempts=func.max(outbox.c.attempts, row.attempts + 1), last_error=error)
            if conn.dialect.name == "sqlite"
            else update(outbox)
            .where(outbox.c.chat_id == row.chat_id, outbox.c.kind == "card", outbox.c.state == "pending")
            .values(attempts=func.greatest(outbox.c.attempts, row.attempts + 1), last_error=error)
        )
    else:
        await conn.execute(
            update(outbox).where(outbox.c.id == row.id).values(state="pending", due_at=due_at, last_error=error)
        )


async def sort_out_unfinished(conn: AsyncConnection, now: datetime) -> int:
    """After a crash: rows in flight are sent again where a repeat is harmless, else recorded as unsure (counted)."""
    rows = (await conn.execute(select(outbox).where(outbox.c.state == "sending"))).all()
    for row in rows:
        if row.repeat == "again":
            await back_to_pending(conn, row, now, "in flight at a crash")
    unsure = [row.id for row in rows if row.repeat != "again"]
    if unsure:
        await finish(conn, unsure, "unsure", "in flight at a crash")
    return len(unsure)


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next row may go; None if nothing waits."""
    due: datetime | None = await conn.scalar(select(func.min(outbox.c.due_at)).where(outbox.c.state == "pending"))
    return due
