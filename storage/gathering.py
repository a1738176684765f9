"""Reminders to one coordinator that go together, and those about which nothing was done since.

One that is told in another's message has no message of its own; it counts as told all the same, and stands in the audit
of its request as one that went alone does.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import PROMISE, REFERRAL, ReferralState
from conversations.context import Notice
from conversations.figures import DAILY
from conversations.gathering import APART, GATHERED, PACE, TOGETHER, WHY, Reminder, goes_alone, joins
from followups import first_allowed
from storage import audit as acts
from storage import work
from storage.outbox import SAID
from storage.tables import audit, handover, notice, outbox, promise, referral

__all__ = ["gather", "overtaken", "paced", "reminders", "waits_until"]

EVENTS = ("new_referral",)
"""Not a reminder, and it stands in the audit already; but a day can bring forty of them."""
SHOWN_FOR = timedelta(days=14)
"""What somebody was reminded of longer ago is not shown as waiting: it was told again since, or has an end."""

_ABOUT = func.coalesce(promise.c.referral_id, notice.c.ref)
"""The request that a notice is about: what it names, or whose promise it names."""
_WITH_REQUEST: Select[Any] = (
    select(notice.c.id, notice.c.kind, notice.c.ref, referral.c.id.label("about"), referral.c.urgency,
           referral.c.contacted_at)
    .outerjoin(promise, promise.c.id == notice.c.ref)
    .outerjoin(referral, referral.c.id == _ABOUT)
)  # fmt: skip


def _done_since(since: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether staff did something with the request since then, or with what was passed on of it."""
    passed_on = select(handover.c.id).where(handover.c.referral_id == _ABOUT)
    return exists().where(
        or_(audit.c.subject == _ABOUT, audit.c.subject.in_(passed_on)),
        audit.c.at > since,
        audit.c.actor > acts.FAMILY,
        ~audit.c.act.startswith(acts.READ),
    )


_RUNS = referral.c.state.not_in((*REFERRAL.over, ReferralState.DUPLICATE))


def paced(kind: str, row: Row[Any]) -> bool:
    """Whether a notice in the outbox goes at the pace of reminders: to one person, about work, and not because of what
    another person did just now."""
    return row.chat_id > 0 and (joins(kind) or kind in APART) and (row.detail != SAID or kind in EVENTS)


async def overtaken(conn: AsyncConnection, shown: Notice) -> bool:
    """Whether a reminder that had to wait says nothing any more: the request is over, or staff did something with
    it since."""
    if shown.kind not in WHY:
        return False
    still = _WITH_REQUEST.where(notice.c.id == shown.id, ~_done_since(notice.c.at), or_(referral.c.id.is_(None), _RUNS))
    return (await conn.execute(still)).first() is None


async def waits_until(conn: AsyncConnection, shown: Notice, chat_id: int, now: datetime) -> datetime | None:
    """When to look again at a reminder that was not sent yet; None where it may go now."""
    if await _goes_alone(conn, shown.id):
        return None
    if await work.any_follow_up_due(conn, now):  # what they lead to goes along
        return now
    said = await conn.scalar(
        select(func.max(notice.c.told_at, type_=notice.c.told_at.type)).where(
            notice.c.chat_id == chat_id, notice.c.id != shown.id
        )
    )
    if said is not None and said + PACE > now:
        return first_allowed(said + PACE)
    if shown.kind in APART and await _is_new(conn, shown.id, now) and await _waiting(conn, chat_id, now):
        return first_allowed(now + PACE)
    return None


async def _is_new(conn: AsyncConnection, notice_id: str, now: datetime) -> bool:
    """What gives way to others does so once."""
    return bool(await conn.scalar(select(notice.c.at > now - PACE).where(notice.c.id == notice_id)))


async def gather(conn: AsyncConnection, shown: Notice, chat_id: int, now: datetime) -> bool:
    """This reminder goes to the chat now, and all others that may go with it. Whether there are any: then this notice
    stands for all of them, and is one of another kind from now on."""
    alone = await _goes_alone(conn, shown.id)
    waiting = await _waiting(conn, chat_id, now) if joins(shown.kind) and not alone else []
    together = [row for row in waiting if row.kind != DAILY]
    day = next((row for row in waiting if row.kind == DAILY), None)
    members = together if day is None else [*together, day]
    for about in sorted(
        {row.about for row in members if row.about is not None and row.kind not in EVENTS}
        or await _about(conn, shown.id)
    ):
        await _note(conn, about, now)
    if len(members) < 2:
        if not alone:
            await conn.execute(update(notice).where(notice.c.id == shown.id).values(told_at=now))
        return False
    await _stand_for(conn, shown.id, [row.id for row in members], day.ref if day is not None else "", now)
    return True


async def _stand_for(conn: AsyncConnection, first: str, ids: list[str], ref: str, now: datetime) -> None:
    """One notice for many: the first one's message is theirs, and itself it is kept beside as one of them."""
    one = (await conn.execute(select(notice).where(notice.c.id == first))).one()
    copy = {**one._mapping, "id": secrets.token_hex(8), "chosen": GATHERED}
    others = [name for name in ids if name != first]
    await conn.execute(update(notice).where(notice.c.id.in_(others)).values(chosen=GATHERED))
    await conn.execute(notice.insert().values(copy))
    await conn.execute(update(notice).where(notice.c.id == first).values(kind=TOGETHER, ref=ref, at=now, told_at=now))
    waits = (outbox.c.kind == "notice", outbox.c.ref.in_(others), outbox.c.state == "pending")
    await conn.execute(delete(outbox).where(*waits))


async def reminders(conn: AsyncConnection, chat_id: int, now: datetime) -> tuple[Reminder, ...]:
    """What somebody was reminded of, alone or with others, and about which no staff did anything since."""
    told = or_(notice.c.message_id.is_not(None), notice.c.chosen == GATHERED)
    since = func.coalesce(notice.c.told_at, notice.c.at)
    query = (
        _WITH_REQUEST.where(
            notice.c.chat_id == chat_id,
            notice.c.kind.in_(sorted(WHY)),
            notice.c.at > now - SHOWN_FOR,
            told,
            or_(promise.c.id.is_(None), promise.c.state.not_in(PROMISE.finals)),
            _RUNS,
            ~_done_since(since),
        )
        .order_by(notice.c.at, notice.c.id)
    )  # fmt: skip
    rows = (await conn.execute(query)).all()
    return tuple(dict.fromkeys(Reminder(row.kind, row.about) for row in rows))


async def _waiting(conn: AsyncConnection, chat_id: int, now: datetime) -> Sequence[Row[Any]]:
    """The reminders to this chat that may go now, and together."""
    query = _WITH_REQUEST.join(
        outbox, and_(outbox.c.ref == notice.c.id, outbox.c.kind == "notice", outbox.c.chat_id == chat_id)
    ).where(
        outbox.c.state == "pending",
        outbox.c.due_at <= now,
        notice.c.message_id.is_(None),
        notice.c.chosen.is_(None),
        or_(outbox.c.detail != SAID, notice.c.kind.in_(EVENTS)),
        or_(referral.c.id.is_(None), _RUNS & ~_done_since(notice.c.at)),
    )
    rows = (await conn.execute(query.order_by(outbox.c.id))).all()
    return [row for row in rows if joins(row.kind) and not goes_alone(row.urgency, row.contacted_at)]


async def _goes_alone(conn: AsyncConnection, notice_id: str) -> bool:
    row = (await conn.execute(_WITH_REQUEST.where(notice.c.id == notice_id))).one()
    return joins(row.kind) and goes_alone(row.urgency, row.contacted_at)


async def _about(conn: AsyncConnection, notice_id: str) -> set[str]:
    row = (await conn.execute(_WITH_REQUEST.where(notice.c.id == notice_id))).one()
    return {row.about} if row.about is not None and row.kind in WHY and row.kind not in EVENTS else set()


async def _note(conn: AsyncConnection, about: str, now: datetime) -> None:
    """In the audit of the request, once where several coordinators hear it at one moment."""
    noted = select(audit.c.id).where(audit.c.subject == about, audit.c.act == acts.REMINDED, audit.c.at == now)
    if (await conn.execute(noted.limit(1))).first() is None:
        await acts.record(conn, now, acts.BOT, acts.REMINDED, about)
