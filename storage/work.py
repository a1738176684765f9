"""The one table of work: events that wait for their turn, in order within a stream, streams side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    bindparam,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sql import insert_into
from storage.tables import work

__all__ = [
    "FROM_PARTNER",
    "MAX_ATTEMPTS",
    "UNREACHABLE",
    "add",
    "any_follow_up_due",
    "came_in",
    "claim",
    "done",
    "failed",
    "forget_done",
    "forget_parked",
    "next_due",
    "overtaken",
    "promised",
    "tell_unreachable",
    "waits",
]

MAX_ATTEMPTS = 5
"""After so many failures an event is parked, and later ones of its stream go on."""
FROM_PARTNER = "partner"
"""The kind of work that a partner's page brings."""
UNREACHABLE = "unreachable"
"""The kind of work that tells a chat that Telegram refuses what is sent to it."""


async def add(conn: AsyncConnection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Adds work. A row whose `dedupe_key` is known already is left out."""
    values = [dict(row) for row in rows]
    if values:
        await conn.execute(insert_into(conn, work).on_conflict_do_nothing(index_elements=["dedupe_key"]), values)


async def tell_unreachable(conn: AsyncConnection, chat_id: int, refused: int, now: datetime) -> None:
    """Telegram refused a row of the outbox because the person blocked the bot: once for each row."""
    key = f"{UNREACHABLE}:{refused}"
    await add(conn, [{"stream": f"chat:{chat_id}", "kind": UNREACHABLE, "due_at": now, "dedupe_key": key}])


async def came_in(conn: AsyncConnection, chat_id: int, since: datetime) -> bool:
    """Whether a person did something in this chat after that moment, done or not."""
    query = exists().where(work.c.stream == f"chat:{chat_id}", work.c.kind == "update", work.c.due_at > since)
    return bool(await conn.scalar(select(query)))


async def overtaken(conn: AsyncConnection, row: Row[Any]) -> bool:
    """Whether an update of the same chat that Telegram made later is done already. Ids are kept for two days."""
    number = cast(func.substr(work.c.dedupe_key, len("update:") + 1), BigInteger)
    later = number > int(row.dedupe_key.removeprefix("update:"))
    query = exists().where(work.c.stream == row.stream, work.c.kind == "update", work.c.state == "done", later)
    return bool(await conn.scalar(select(query)))


async def promised(conn: AsyncConnection, kind: str) -> bool:
    """Whether work of this kind waits for its moment."""
    return bool(await conn.scalar(select(exists().where(work.c.kind == kind, work.c.state == "waiting"))))


async def any_follow_up_due(conn: AsyncConnection, now: datetime) -> bool:
    """Whether a follow-up of a request, of a signal or of the bot itself is to be done now; not one that waits for its
    next try."""
    return bool(await conn.scalar(select(_FOLLOW_UPS_DUE), {"now": now}))


async def claim(conn: AsyncConnection, now: datetime, limit: int) -> list[Row[Any]]:
    """What is due, oldest first, at most one event per stream: the next one waits for this one's commit.

    The rows stay locked until the transaction ends, so that on PostgreSQL other workers skip them, and their streams.
    """
    return list((await conn.execute(_DUE, {"now": now, "most": limit})).all())


def _first_of_its_stream() -> ColumnElement[bool]:
    """What comes later in a stream waits for what comes before it, also while that waits for its next try."""
    earlier = work.alias("earlier")
    return ~exists().where(
        earlier.c.stream == work.c.stream,
        earlier.c.state == "waiting",
        tuple_(earlier.c.due_at, earlier.c.id) < tuple_(work.c.due_at, work.c.id),
    )


_DUE = (
    select(work)
    .where(
        work.c.state == "waiting",
        work.c.due_at <= bindparam("now"),
        or_(work.c.retry_at.is_(None), work.c.retry_at <= bindparam("now")),
        _first_of_its_stream(),
    )
    .order_by(work.c.due_at, work.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_FOLLOW_UPS_DUE = exists().where(
    work.c.state == "waiting",
    work.c.due_at <= bindparam("now"),
    or_(work.c.retry_at.is_(None), work.c.retry_at <= bindparam("now")),
    or_(*(work.c.stream.startswith(stream) for stream in ("referral:", "signal:", "system:"))),
    _first_of_its_stream(),
)
_NEXT_DUE = select(
    func.min(func.coalesce(work.c.retry_at, work.c.due_at), type_=work.c.due_at.type).label("moment")
).where(work.c.state == "waiting", _first_of_its_stream())


async def done(conn: AsyncConnection, ids: Iterable[int], now: datetime) -> None:
    """Marks work as done and empties it."""
    await conn.execute(
        update(work).where(work.c.id.in_(list(ids))).values(state="done", done_at=now, body=None, last_error=None)
    )


async def failed(conn: AsyncConnection, row: Row[Any], error: str, now: datetime) -> bool:
    """Notes a failure; True if that was the last try and the event is parked. `error` names a kind, never content."""
    attempts: int = row.attempts + 1
    parked = attempts >= MAX_ATTEMPTS
    noted = await conn.execute(
        update(work)
        .where(work.c.id == row.id, work.c.state == "waiting")  # another process may lead by now, and have done it
        .values(
            attempts=attempts,
            last_error=error[:80],
            retry_at=now + timedelta(seconds=2**attempts),
            state="parked" if parked else "waiting",
            body=None if parked else row.body,
        )
    )
    return parked and noted.rowcount > 0


async def waits(conn: AsyncConnection, row: Row[Any]) -> bool:
    """Whether claimed work still waits, in a later transaction than its claim; if so it is locked for this one."""
    query = select(work.c.id).where(work.c.id == row.id, work.c.state == "waiting").with_for_update(skip_locked=True)
    return (await conn.execute(query)).first() is not None


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next event may be taken, tries after a failure included; None if nothing waits."""
    due: datetime | None = await conn.scalar(_NEXT_DUE)
    return due


async def forget_done(conn: AsyncConnection, before: datetime) -> None:
    """The ids of events that were done before that moment go."""
    await conn.execute(delete(work).where(work.c.state == "done", work.c.done_at < before))


async def forget_parked(conn: AsyncConnection, before: datetime) -> None:
    """So do those of events that could not be done, and that were due before that moment."""
    await conn.execute(delete(work).where(work.c.state == "parked", work.c.due_at < before))
