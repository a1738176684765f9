"""Who gets a notice, and how it gets into the outbox."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Role
from conversations.dialog import NoticeKind, Silence
from conversations.effects import Audience
from conversations.registry import NOTICES
from followups import BRUSSELS, KINDS, first_allowed
from storage import colleagues, outbox
from storage.ahead import OWNERS
from storage.tables import access, chat, member, message, notice, referral, team_group, work
from storage.tables import outbox as outbox_table

__all__ = ["chats_of", "family", "put_notice", "tell_unsure"]


DAYS_TO_WAIT = 3
"""So long a notice that can wait gives way to others."""


async def chats_of(conn: AsyncConnection, to: Audience, silence: Silence) -> list[int]:
    """The chats of an audience that can be reached and have not muted this kind of notice."""
    found = await _FIND[to.who](conn, to)
    if not found:
        return []
    rows = (await conn.execute(select(chat.c.id, chat.c.muted, chat.c.reachable).where(chat.c.id.in_(found)))).all()
    shut = {r.id for r in rows if not r.reachable or (r.muted and silence is Silence.BY_STOP)}
    return [chat_id for chat_id in found if chat_id not in shut]


async def put_notice(
    conn: AsyncConnection, chat_id: int, kind: NoticeKind, ref: str, now: datetime, *, said: bool = False
) -> None:
    """A notice for one chat: at once where it answers something, else at the first allowed hour. `said`: it follows
    what a person did just now, so it waits for no other ones."""
    notice_id = secrets.token_hex(8)
    due = first_allowed(now) if kind.unasked else now
    if kind.can_wait:
        due = await _day_of_its_own(conn, chat_id, due)
    await conn.execute(notice.insert().values(id=notice_id, chat_id=chat_id, kind=kind.name, ref=ref, at=now))
    await outbox.put(
        conn,
        chat_id,
        "notice",
        due,
        ref=notice_id,
        detail=outbox.SAID if said else "",
        priority=outbox.BULK if kind.can_wait else outbox.NOTICE,
        repeat=kind.repeat,
    )


async def _day_of_its_own(conn: AsyncConnection, chat_id: int, due: datetime) -> datetime:
    """The first moment from `due` on a day on which nothing else is sent unasked; `due`, where none comes soon."""
    moment = due
    for _ in range(DAYS_TO_WAIT):
        start = datetime.combine(moment.astimezone(BRUSSELS).date(), time(0), BRUSSELS)
        end = datetime.combine(start.date() + timedelta(days=1), time(0), BRUSSELS)
        if not await _speaks(conn, chat_id, start, end):
            return moment
        moment = first_allowed(end)
    return due


async def _speaks(conn: AsyncConnection, chat_id: int, start: datetime, end: datetime) -> bool:
    """Whether anything unasked was or will be sent to a chat between these moments, as far as it is known now."""
    unasked = [kind.name for kind in NOTICES.values() if kind.unasked]
    promised = [kind.name for kind in KINDS.values() if kind.unasked]
    said = exists().where(
        notice.c.chat_id == chat_id, notice.c.kind.in_(unasked), notice.c.at >= start, notice.c.at < end
    )
    waits = exists().where(
        outbox_table.c.chat_id == chat_id,
        outbox_table.c.kind == "notice",
        outbox_table.c.state == "pending",
        outbox_table.c.due_at >= start,
        outbox_table.c.due_at < end,
    )
    comes = exists().where(
        work.c.stream == f"chat:{chat_id}",
        work.c.kind.in_(promised),
        work.c.state == "waiting",
        work.c.due_at >= start,
        work.c.due_at < end,
    )
    return bool(await conn.scalar(select(or_(said, waits, comes))))


async def tell_unsure(conn: AsyncConnection, notice_id: str, now: datetime) -> None:
    """A notice may not have reached a family: whoever has its request is told. One about no request tells nobody."""
    ref = select(notice.c.ref).where(notice.c.id == notice_id).scalar_subquery()
    about = select(message.c.referral_id).where(message.c.id == ref).scalar_subquery()
    found = await conn.scalar(select(referral.c.id).where(or_(referral.c.id == ref, referral.c.id == about)))
    if found is None:
        return
    kind = NOTICES["unsure"]
    for chat_id in await chats_of(conn, Audience("holder", referral=found), kind.silence):
        await put_notice(conn, chat_id, kind, found, now)


async def _chat(_: AsyncConnection, to: Audience) -> list[int]:
    return [to.chat]


async def _staff(conn: AsyncConnection, to: Audience) -> list[int]:
    query = (
        select(member.c.chat_id)
        .where(member.c.municipality == to.municipality, member.c.role == Role.COORDINATOR, member.c.active)
        .distinct()
    )
    found = list((await conn.execute(query.order_by(member.c.chat_id))).scalars())
    return await colleagues.present(conn, found)


async def _team(conn: AsyncConnection, to: Audience) -> list[int]:
    """The team's group; a team without one, or whose group threw the bot out, hears it in private.

    Whoever holds the referral is told apart ("holder"), in words of their own.
    """
    in_use = or_(chat.c.reachable, chat.c.id.is_(None))
    group = await conn.scalar(
        select(team_group.c.chat_id)
        .outerjoin(chat, chat.c.id == team_group.c.chat_id)
        .where(team_group.c.municipality == to.municipality, in_use)
    )
    if group is not None:
        return [group]
    holder = await conn.scalar(select(referral.c.claimed_by).where(referral.c.id == to.referral))
    return [chat_id for chat_id in await _staff(conn, to) if chat_id != holder]


async def _holder(conn: AsyncConnection, to: Audience) -> list[int]:
    """Of a request that goes on under another one, whoever holds that one."""
    into = func.coalesce(referral.c.merged_into, referral.c.id)
    which = select(into).where(referral.c.id == to.referral).scalar_subquery()
    row = (
        await conn.execute(select(referral.c.claimed_by, referral.c.municipality).where(referral.c.id == which))
    ).first()
    if row is None:
        return []
    if row.claimed_by is not None:
        return [await colleagues.standing_in(conn, row.claimed_by, row.municipality) or row.claimed_by]
    return await _staff(conn, Audience("staff", municipality=row.municipality))


async def family(conn: AsyncConnection, referral_id: str) -> list[int]:
    """The chats of the parents; a family that has no chat of its own hears through whoever helps it."""
    query = (
        select(access.c.chat_id, access.c.kind)
        .join(referral, referral.c.household_id == access.c.household_id)
        .where(referral.c.id == referral_id, access.c.kind.in_(OWNERS))
        .order_by(access.c.chat_id)
    )
    linked = (await conn.execute(query)).all()
    own = [row.chat_id for row in linked if row.kind == "own"]
    return own or [row.chat_id for row in linked]


async def _family(conn: AsyncConnection, to: Audience) -> list[int]:
    return await family(conn, to.referral)


async def _reporter(conn: AsyncConnection, to: Audience) -> list[int]:
    """The volunteer who reported the family, as long as the role holds."""
    query = (
        select(referral.c.reported_by)
        .join(member, member.c.chat_id == referral.c.reported_by)
        .where(referral.c.id == to.referral, member.c.role == Role.VOLUNTEER, member.c.active)
        .distinct()
    )
    return list((await conn.execute(query)).scalars())


async def _unopened(conn: AsyncConnection, to: Audience) -> list[int]:
    """The volunteer who reported the family, as long as nobody opened the family's code."""
    return [] if await family(conn, to.referral) else await _reporter(conn, to)


async def _owners(conn: AsyncConnection, to: Audience) -> list[int]:
    return await _linked(conn, to.household, "own")


async def _helpers(conn: AsyncConnection, to: Audience) -> list[int]:
    return await _linked(conn, to.household, "helper")


async def _linked(conn: AsyncConnection, household_id: str, kind: str) -> list[int]:
    query = select(access.c.chat_id).where(access.c.household_id == household_id, access.c.kind == kind)
    return list((await conn.execute(query.order_by(access.c.chat_id))).scalars())


_FIND: Mapping[str, Callable[[AsyncConnection, Audience], Awaitable[list[int]]]] = {
    "chat": _chat,
    "staff": _staff,
    "team": _team,
    "holder": _holder,
    "family": _family,
    "reporter": _reporter,
    "unopened": _unopened,
    "owners": _owners,
    "helpers": _helpers,
}
