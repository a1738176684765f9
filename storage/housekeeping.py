"""What goes by itself when its time has come: one step for each class of data, as long as the table of terms says.

Answers are not here: each family's have a timer of their own (`conversations.due`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy import String, cast, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL
from conversations.linking import ASKED_FOR
from followups import BRUSSELS
from rights import Data, Terms
from storage import audit, closed, twins, work
from storage.tables import (
    access,
    barrier,
    chat,
    household,
    link,
    member,
    notice,
    outbox,
    outcome,
    referral,
    sealed,
    shred,
    signal,
)
from storage.tables import work as work_table

__all__ = ["STEPS", "tidy"]


async def tidy(conn: AsyncConnection, now: datetime, terms: Terms) -> None:
    """One round."""
    for data, step in STEPS.items():
        await step(conn, now, now - terms[data].time)
    await conn.execute(delete(link).where(link.c.expires_at < now))
    await conn.execute(delete(access).where(access.c.kind == "asked", access.c.since <= now - ASKED_FOR))


async def _forget_work(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    await work.forget_done(conn, limit)


async def _forget_undelivered(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    """What was parked or may not have arrived: staff read of it when it happened."""
    late = (outbox.c.state.in_(("parked", "unsure")), outbox.c.due_at <= limit)
    await conn.execute(delete(outbox).where(*late))
    await work.forget_parked(conn, limit)


async def _end_sealed(conn: AsyncConnection, now: datetime, limit: datetime) -> None:
    """At the end of the term without a yes nothing of it is kept. Its empty row tells the volunteer, for as long
    again."""
    late = sealed.c.expires_at <= now
    await conn.execute(sealed.update().where(late).values(body=None, wrapped=None))
    await conn.execute(delete(sealed).where(sealed.c.expires_at <= limit))


async def _erase_unopened(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    """A volunteer wrote for a family that never opened its own link: when nothing runs any more, it goes."""
    linked = exists().where(access.c.household_id == household.c.id)
    runs = exists().where(referral.c.household_id == household.c.id, referral.c.state.not_in(REFERRAL.over))
    old = select(household.c.id).where(household.c.touched_at < limit, ~linked, ~runs)
    await _erase_files(conn, (await conn.execute(old)).scalars().all())


async def _erase_files(conn: AsyncConnection, households: Iterable[str]) -> None:
    for household_id in households:
        about = (await conn.execute(select(referral.c.id).where(referral.c.household_id == household_id))).scalars()
        await closed.empty(conn, about.all())
        await conn.execute(referral.update().where(referral.c.household_id == household_id).values(household_id=None))
        await conn.execute(delete(household).where(household.c.id == household_id))
        await conn.execute(shred.insert().values(owner=household_id))


async def _forget_chats(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    """Chats of people who have no file and no role: nobody wrote in them since, as the ids of finished work tell."""
    used = exists().where(work_table.c.stream == "chat:" + cast(chat.c.id, String), work_table.c.due_at > limit)
    waits = exists().where(outbox.c.chat_id == chat.c.id)
    linked = exists().where(access.c.chat_id == chat.c.id)
    works = exists().where(member.c.chat_id == chat.c.id)
    empty = (chat.c.id > 0, chat.c.household_id.is_(None), ~used, ~waits, ~linked, ~works)
    rows = (await conn.execute(select(chat.c.id, chat.c.key_id).where(*empty))).all()
    for row in rows:
        await conn.execute(delete(chat).where(chat.c.id == row.id))
        await conn.execute(shred.insert().values(owner=row.key_id))


async def _archive_closed(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    await closed.archive(conn, limit)


async def _forget_likeness(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    """What two requests were found by, and what a volunteer wrote of a family that is helped under another number."""
    await _erase_files(conn, await twins.settled(conn, limit))


async def _forget_notices(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    """Those of an open request stay: from them is known what the family answered."""
    runs = exists().where(referral.c.id == notice.c.ref, referral.c.state.not_in(REFERRAL.over))
    await conn.execute(delete(notice).where(notice.c.at <= limit, ~runs))


async def _shorten_audit(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    await audit.shorten(conn, limit)


async def _forget_signals(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    await conn.execute(delete(signal).where(signal.c.ended <= limit))


async def _forget_outcomes(conn: AsyncConnection, _now: datetime, limit: datetime) -> None:
    month = limit.astimezone(BRUSSELS).strftime("%Y-%m")
    await conn.execute(delete(outcome).where(outcome.c.month < month))
    await conn.execute(delete(barrier).where(barrier.c.month < month))


STEPS: Mapping[Data, Callable[[AsyncConnection, datetime, datetime], Awaitable[None]]] = {
    Data.UNDELIVERED: _forget_undelivered,
    Data.SEALED_REPORT: _end_sealed,
    Data.UNOPENED_FILE: _erase_unopened,
    Data.EMPTY_CHAT: _forget_chats,
    Data.CLOSED_REQUEST: _archive_closed,
    Data.LIKENESS: _forget_likeness,
    Data.NOTICES: _forget_notices,
    Data.AUDIT: _shorten_audit,
    Data.SIGNALS: _forget_signals,
    Data.OUTCOMES: _forget_outcomes,
    Data.WORK_IDS: _forget_work,
}
"""For each class: what goes, given now and the moment before which its term is over."""
