"""What was promised about a household runs in one chat at a time. It goes along when another chat takes its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL
from conversations.timers import fences_in_chat
from storage import outbox as outbox_room
from storage.ahead import OWNERS
from storage.tables import access, chat, message, notice, outbox, referral, work

__all__ = ["hand_on", "pass_on", "take_away", "take_over", "unsay"]


async def take_over(conn: AsyncConnection, household_id: str, chat_id: int) -> None:
    """Every follow-up about the household happens in this chat from now on, whosever it was: another chat's, or the
    referral's own, while the family had no chat."""
    about = await _follow_ups(conn, household_id)
    await conn.execute(update(work).where(*about).values(stream=f"chat:{chat_id}"))


async def hand_on(conn: AsyncConnection, household_id: str, chat_id: int, now: datetime) -> None:
    """This chat is no longer linked: its follow-ups about the household go to who is left, a parent first; and what
    waits to be said in it is not said any more."""
    mine = (work.c.stream == f"chat:{chat_id}", *await _follow_ups(conn, household_id))
    left = (
        select(access.c.chat_id)
        .where(access.c.household_id == household_id, access.c.kind.in_(OWNERS))
        .order_by(case((access.c.kind == "own", 0), else_=1), access.c.since)
    )
    heir = await conn.scalar(left.limit(1))
    if heir is None:
        await conn.execute(delete(work).where(*mine))
    else:
        await conn.execute(update(work).where(*mine).values(stream=f"chat:{heir}"))
    await unsay(conn, household_id, chat_id, now)


async def pass_on(conn: AsyncConnection, household_id: str, chat_id: int) -> None:
    """This chat hears nothing any more: what is asked of the family is asked of another parent, if one can be reached.
    What must go at its time still does so here."""
    other = (
        select(access.c.chat_id)
        .join(chat, chat.c.id == access.c.chat_id)
        .where(access.c.household_id == household_id, access.c.kind == "own", access.c.chat_id != chat_id)
        .where(chat.c.reachable)
        .order_by(access.c.since)
    )
    heir = await conn.scalar(other.limit(1))
    if heir is not None:
        mine = (work.c.stream == f"chat:{chat_id}", work.c.kind != "wipe", *await _follow_ups(conn, household_id))
        await conn.execute(update(work).where(*mine).values(stream=f"chat:{heir}"))


async def _follow_ups(conn: AsyncConnection, household_id: str) -> tuple[ColumnElement[bool], ...]:
    requests = (referral.c.household_id == household_id, referral.c.state.not_in(REFERRAL.over))
    rows = (await conn.execute(select(referral.c.id, referral.c.state, referral.c.revision).where(*requests))).all()
    fences = [fence for row in rows for fence in fences_in_chat(row.id, row.state, row.revision)]
    return (work.c.state == "waiting", work.c.kind != "update", work.c.fence.in_([household_id, *fences]))


async def unsay_kinds(conn: AsyncConnection, household_id: str, kinds: Collection[str]) -> None:
    """What waits to be said to the household, of these kinds of notice, is not said any more."""
    told = select(notice.c.id).where(notice.c.kind.in_(kinds), notice.c.ref == household_id)
    waits = (outbox.c.kind == "notice", outbox.c.state == "pending", outbox.c.ref.in_(told))
    await conn.execute(delete(outbox).where(*waits))


async def unsay(conn: AsyncConnection, household_id: str, chat_id: int, now: datetime) -> None:
    """What waits to be said about the household in this chat is not said any more, and what was said and not answered
    is taken away."""
    requests = select(referral.c.id).where(referral.c.household_id == household_id)
    said = select(message.c.id).where(message.c.referral_id.in_(requests))
    about: Any = or_(notice.c.ref == household_id, notice.c.ref.in_(requests), notice.c.ref.in_(said))
    notices = select(notice.c.id).where(notice.c.chat_id == chat_id, about)
    waits = (outbox.c.kind == "notice", outbox.c.chat_id == chat_id, outbox.c.state == "pending")
    await conn.execute(delete(outbox).where(*waits, outbox.c.ref.in_(notices)))
    await take_away(conn, chat_id, now, notice.c.id.in_(notices))


async def take_away(conn: AsyncConnection, chat_id: int, now: datetime, about: ColumnElement[bool]) -> None:
    """The notices of a chat whose buttons nobody tapped go from it; `about`: which of them."""
    live = (notice.c.chat_id == chat_id, notice.c.chosen.is_(None), notice.c.message_id.is_not(None), about)
    rows = (await conn.execute(select(notice.c.id, notice.c.message_id).where(*live))).all()
    for row in rows:
        await outbox_room.put(conn, chat_id, "delete", now, ref=str(row.message_id))
    await conn.execute(delete(notice).where(notice.c.id.in_([row.id for row in rows])))
