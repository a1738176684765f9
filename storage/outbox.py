"""What is to be sent: kinds and ids, never content. The sender composes each message when it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, and_, bindparam, case, exists, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sql import DIALECTS, insert_for
from storage.tables import outbox
from storage.transaction import later

__all__ = [
    "ANSWER",
    "BULK",
    "NOTICE",
    "QUIET",
    "SAID",
    "anything_to_send",
    "back_to_pending",
    "claim",
    "drop",
    "finish",
    "hasten",
    "hasten_in",
    "mark_sending",
    "next_due",
    "put",
    "put_off",
    "show_card",
    "sort_out_unfinished",
]

ANSWER, NOTICE, BULK = 0, 1, 2
"""Priorities: answers go before notices, and both before what is sent to many at once."""

QUIET = "quiet"
"""The `detail` of a card that may only be edited in place."""


SAID = "said"
"""The `detail` of a notice that follows what a person did."""


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
    row = {"chat_id": chat_id, "kind": kind, "due_at": due_at, "ref": ref, "detail": detail, "fresh": False}
    await later(conn, _PUT[conn.dialect.name], {**row, "priority": priority, "repeat": repeat})


async def show_card(conn: AsyncConnection, chat_id: int, now: datetime, *, fresh: bool, quiet: bool = False) -> None:
    """Show the current view. At most one such row waits per chat; a later turn merges into it.

    `quiet`: nobody asked for it now, so it is an edit, which makes no sound, or nothing at all.
    """
    row = {"chat_id": chat_id, "kind": "card", "due_at": now, "ref": "", "detail": QUIET if quiet else ""}
    await later(conn, _PUT[conn.dialect.name], {**row, "fresh": fresh, "priority": ANSWER, "repeat": "again"})


def _put_statement(dialect: str) -> Executable:
    """The one way into the table: in order, whatever the kind; a card joins the card that waits for its chat."""
    statement = insert_for(dialect, outbox)
    asked = statement.excluded
    put: Executable = statement.on_conflict_do_update(
        index_elements=["chat_id"],
        index_where=text("kind = 'card' AND state = 'pending'"),
        set_={
            "fresh": or_(outbox.c.fresh, asked.fresh),
            "detail": case((asked.detail == QUIET, outbox.c.detail), else_=asked.detail),
        },
    )
    return put


_PUT = {dialect: _put_statement(dialect) for dialect in DIALECTS}


async def claim(
    conn: AsyncConnection, now: datetime, limit: int, *, waiting: Collection[int], blocked: Collection[int]
) -> list[Row[Any]]:
    """What may go now: answers before notices, in order within a chat; chats that must wait are left out.

    Callback answers are quick, idempotent and not paced: they overtake what else waits for their chat. Only a chat
    that Telegram blocked for a while (429), or that the network does not reach, gets none of them either.
    """
    closed = {"waiting": list(waiting), "blocked": list(blocked)}
    return list((await conn.execute(_READY, {"now": now, "most": limit, **closed})).all())


_READY = (
    select(outbox)
    .where(
        outbox.c.state == "pending",
        outbox.c.due_at <= bindparam("now"),
        or_(outbox.c.kind == "ack", outbox.c.chat_id.not_in(bindparam("waiting", expanding=True))),
        outbox.c.chat_id.not_in(bindparam("blocked", expanding=True)),
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


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
    """Try this row again later, in its old place. A card that was asked for anew meanwhile takes it in instead."""
    if row.kind == "card" and await _taken_in(conn, row, error):
        await conn.execute(outbox.delete().where(outbox.c.id == row.id))
        return
    await conn.execute(
        update(outbox).where(outbox.c.id == row.id).values(state="pending", due_at=due_at, last_error=error)
    )


async def _taken_in(conn: AsyncConnection, row: Row[Any], error: str) -> bool:
    """Whether a newer card of this chat waits; it then goes below if this one had to, and keeps its tries."""
    tries = row.attempts + 1
    newer = and_(outbox.c.chat_id == row.chat_id, outbox.c.kind == "card", outbox.c.state == "pending")
    taken = await conn.execute(
        update(outbox)
        .where(newer, outbox.c.id != row.id)
        .values(
            fresh=or_(outbox.c.fresh, row.fresh),
            detail=outbox.c.detail if row.detail else "",
            attempts=case((outbox.c.attempts > tries, outbox.c.attempts), else_=tries),
            last_error=error,
        )
    )
    return taken.rowcount > 0


async def put_off(conn: AsyncConnection, row: Row[Any], until: datetime) -> None:
    """The same row, later: nothing was tried."""
    await conn.execute(update(outbox).where(outbox.c.id == row.id).values(due_at=until))


async def drop(conn: AsyncConnection, chat_id: int) -> None:
    """Nothing that waits for this chat, or is on its way, will be sent."""
    await conn.execute(outbox.delete().where(outbox.c.chat_id == chat_id, outbox.c.state.in_(["pending", "sending"])))


async def hasten(conn: AsyncConnection, detail: str, now: datetime) -> None:
    """What is to be deleted later and is about this goes now."""
    waits = (outbox.c.kind == "delete", outbox.c.detail == detail, outbox.c.state == "pending")
    await conn.execute(update(outbox).where(*waits, outbox.c.due_at > now).values(due_at=now))


async def hasten_in(conn: AsyncConnection, chat_id: int, now: datetime) -> None:
    """What is to be deleted later in this chat goes now."""
    waits = (outbox.c.kind == "delete", outbox.c.chat_id == chat_id, outbox.c.state == "pending")
    await conn.execute(update(outbox).where(*waits, outbox.c.due_at > now).values(due_at=now))


async def sort_out_unfinished(conn: AsyncConnection, now: datetime, *, but: Collection[int] = ()) -> list[Row[Any]]:
    """After a crash: rows in flight, `but` these, are sent again where a repeat is harmless. The others are unsure:
    returned."""
    flying = (outbox.c.state == "sending", outbox.c.id.not_in(but))
    rows = (await conn.execute(select(outbox).where(*flying).order_by(outbox.c.id))).all()
    unsure = [row for row in rows if row.repeat != "again"]
    for row in rows:
        if row not in unsure:
            await back_to_pending(conn, row, now, "in flight at a crash")
    await finish(conn, [row.id for row in unsure], "unsure", "in flight at a crash")
    return unsure


async def anything_to_send(conn: AsyncConnection, now: datetime) -> bool:
    """Whether a row is being sent, or may go by now."""
    query = select(exists().where(outbox.c.state.in_(["pending", "sending"]), outbox.c.due_at <= now))
    return bool(await conn.scalar(query))


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next row may go; None if nothing waits."""
    due: datetime | None = await conn.scalar(select(func.min(outbox.c.due_at)).where(outbox.c.state == "pending"))
    return due
