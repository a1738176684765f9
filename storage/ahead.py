"""The rows that nearly every turn reads, fetched for many chats at once. Each is read alone where nobody fetched it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Row, Select, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import PROMISE, REFERRAL, HandoverState, ReferralState
from storage.tables import access, careplan, chat, handover, household, member, promise, referral
from storage.transaction import Transaction

__all__ = [
    "OWNERS",
    "active_members",
    "chat_row",
    "chat_rows",
    "fetch",
    "household_row",
    "open_referral",
    "rested_referral",
    "roster_rows",
]

OWNERS = ("own", "helper")
"""Kinds of access that open a household; who has only asked for it sees nothing."""

Rows = Sequence[Row[Any]]
K = TypeVar("K", bound=Hashable)

_CHATS = select(chat).where(chat.c.id.in_(bindparam("keys", expanding=True)))
_MEMBERS = select(member).where(member.c.active)
_MINE = select(access.c.household_id).where(
    access.c.chat_id.in_(bindparam("keys", expanding=True)), access.c.kind.in_(OWNERS)
)
_ROSTERS = (
    select(access, household.c.municipality)
    .join(household, household.c.id == access.c.household_id)
    .where(access.c.household_id.in_(_MINE))
    .order_by(access.c.since, access.c.household_id, access.c.chat_id)
)
_HOUSEHOLDS = select(household).where(household.c.id.in_(bindparam("keys", expanding=True)))
_OFFERED = exists().where(handover.c.referral_id == referral.c.id, handover.c.state == HandoverState.OFFERED)
"""A question about a partner waits for the family."""
_PROMISED = (
    select(func.min(promise.c.state))
    .where(promise.c.referral_id == referral.c.id, promise.c.state.not_in(PROMISE.finals))
    .scalar_subquery()
)
"""Whether something promised is still to be done: `missed` where the day of any of it went by, else `open`; in the
order of the alphabet."""
_REFERRALS = (
    select(referral, careplan.c.body.label("care"), _OFFERED.label("offered"), _PROMISED.label("promised"))
    .outerjoin(careplan, careplan.c.referral_id == referral.c.id)
    .where(
        referral.c.household_id.in_(bindparam("keys", expanding=True)),
        referral.c.state.not_in(sorted(REFERRAL.finals)),
    )
    .order_by(referral.c.submitted_at)
)


async def fetch(conn: AsyncConnection, chat_ids: Collection[int]) -> None:
    """Reads, in a handful of statements, what the contexts of these chats are made of."""
    if len(chat_ids) < 2 or not isinstance(conn, Transaction):
        return
    await active_members(conn)
    chats = await _all(conn, "chat", _CHATS, chat_ids)
    mine = await _rosters(conn, chat_ids)
    open_ones = {row.household_id for row in chats.values() if row is not None and row.household_id in mine}
    await _all(conn, "household", _HOUSEHOLDS, open_ones)
    await _newest(conn, open_ones)


async def chat_row(conn: AsyncConnection, chat_id: int) -> Row[Any] | None:
    """The row of a chat; None where nobody has spoken in it yet."""
    return (await _all(conn, "chat", _CHATS, [chat_id]))[chat_id]


async def chat_rows(conn: AsyncConnection, chat_ids: Collection[int]) -> dict[int, Row[Any] | None]:
    """The rows of chats, by their ids."""
    found: dict[int, Row[Any] | None] = await _all(conn, "chat", _CHATS, chat_ids)
    return found


async def active_members(conn: AsyncConnection) -> Rows:
    """Everybody who has a role now."""
    shelf = _shelf(conn, "member")
    if None not in shelf:
        shelf[None] = (await conn.execute(_MEMBERS)).all()
    found: Rows = shelf[None]
    return found


async def roster_rows(conn: AsyncConnection, chat_id: int) -> Rows:
    """Every chat of every household that this chat is linked to, oldest first."""
    shelf = _shelf(conn, "roster")
    if chat_id not in shelf:
        shelf[chat_id] = (await conn.execute(_ROSTERS, {"keys": [chat_id]})).all()
    found: Rows = shelf[chat_id]
    return found


async def household_row(conn: AsyncConnection, household_id: str) -> Row[Any] | None:
    """The row of a household."""
    return (await _all(conn, "household", _HOUSEHOLDS, [household_id]))[household_id]


async def open_referral(conn: AsyncConnection, household_id: str) -> Row[Any] | None:
    """The newest request for help of a household that is not over."""
    return (await _newest(conn, [household_id]))[household_id].running


async def rested_referral(conn: AsyncConnection, household_id: str) -> Row[Any] | None:
    """Its newest one that was closed and still holds what was told."""
    return (await _newest(conn, [household_id]))[household_id].rested


async def _all(conn: AsyncConnection, name: str, query: Select[Any], keys: Collection[K]) -> dict[K, Row[Any] | None]:
    """The rows of a table by their key, read unless they are on the shelf."""
    shelf = _shelf(conn, name)
    missing = [key for key in keys if key not in shelf]
    if missing:
        found = {row.id: row for row in (await conn.execute(query, {"keys": missing})).all()}
        shelf |= {key: found.get(key) for key in missing}
    return {key: shelf[key] for key in keys}


class _Newest(NamedTuple):
    running: Row[Any] | None = None
    rested: Row[Any] | None = None


async def _newest(conn: AsyncConnection, household_ids: Collection[str]) -> dict[str, _Newest]:
    shelf = _shelf(conn, "referral")
    missing = [key for key in household_ids if key not in shelf]
    if missing:
        rows = (await conn.execute(_REFERRALS, {"keys": missing})).all()
        running = {row.household_id: row for row in rows if not REFERRAL.is_over(row.state)}  # the last one stays
        rested = {row.household_id: row for row in rows if row.state == ReferralState.CLOSED and row.body is not None}
        shelf |= {key: _Newest(running.get(key), rested.get(key)) for key in missing}
    return {key: shelf[key] for key in household_ids}


async def _rosters(conn: AsyncConnection, chat_ids: Collection[int]) -> set[str]:
    """Puts the roster of each chat on the shelf; returns the households in any of them."""
    rows = (await conn.execute(_ROSTERS, {"keys": list(chat_ids)})).all()
    homes: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.kind in OWNERS:
            homes[row.chat_id].add(row.household_id)
    by_home: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_home[row.household_id].append(row)
    shelf = _shelf(conn, "roster")
    for chat_id in chat_ids:
        mine = homes.get(chat_id, set())
        one = len(mine) == 1
        shelf[chat_id] = by_home[next(iter(mine))] if one else [row for row in rows if row.household_id in mine]
    return set(by_home)


def _shelf(conn: AsyncConnection, name: str) -> dict[Hashable, Any]:
    """Where rows read ahead stand; a connection that keeps nothing gives an empty one each time."""
    return conn.ahead(name) if isinstance(conn, Transaction) else {}
