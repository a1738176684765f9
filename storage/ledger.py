"""Loads promises, and keeps them with their request: whoever holds that keeps them, and with it they end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import PROMISE, REFERRAL, Promise, PromiseAction, Role, apply
from casework.promises import TOLD_FOR, in_order_of_days
from storage.tables import promise, referral

__all__ = ["OPEN", "as_promise", "ever", "of_family", "of_referral", "of_towns", "settle"]

OPEN: ColumnElement[bool] = promise.c.state.not_in(PROMISE.finals)
"""Neither kept, moved nor dropped."""

_WITH_NUMBER = select(promise, referral.c.number.label("reference")).join(
    referral, referral.c.id == promise.c.referral_id
)


def as_promise(row: Row[Any]) -> Promise:
    """A row of `promise` with the number of its request."""
    return Promise(
        id=row.id,
        municipality=row.municipality,
        referral=row.referral_id,
        reference=row.reference,
        number=row.number,
        purpose=row.purpose,
        owner=row.owner,
        made_at=row.made_at,
        due_at=row.due_at,
        state=row.state,
        closed_at=row.closed_at,
        reason=row.reason,
    )


async def of_towns(conn: AsyncConnection, towns: set[str], names: Mapping[int, str]) -> tuple[Promise, ...]:
    """The open promises of these municipalities, what is missed first, with the first names of who keeps them."""
    found = await _found(conn, promise.c.municipality.in_(towns))
    return tuple(replace(one, owner_name=names.get(one.owner or 0, "")) for one in found)


async def of_referral(conn: AsyncConnection, referral_id: str) -> tuple[Promise, ...]:
    """The open promises of one request."""
    return await _found(conn, promise.c.referral_id == referral_id)


async def of_family(conn: AsyncConnection, household_id: str, now: datetime) -> tuple[Promise, ...]:
    """What was promised to a family and is not done yet, and what was let go of late with a reason."""
    let_go = and_(promise.c.reason.is_not(None), promise.c.closed_at >= now - TOLD_FOR)
    query = _WITH_NUMBER.where(referral.c.household_id == household_id, or_(OPEN, let_go))
    return in_order_of_days(as_promise(row) for row in await conn.execute(query))


async def ever(conn: AsyncConnection, referral_id: str) -> tuple[Promise, ...]:
    """All that was promised about one request, as it was made, whatever became of it."""
    rows = await conn.execute(_WITH_NUMBER.where(promise.c.referral_id == referral_id).order_by(promise.c.made_at))
    return tuple(as_promise(row) for row in rows)


async def _found(conn: AsyncConnection, about: ColumnElement[bool]) -> tuple[Promise, ...]:
    rows = await conn.execute(_WITH_NUMBER.where(about, OPEN))
    return in_order_of_days(as_promise(row) for row in rows)


async def settle(conn: AsyncConnection, referral_id: str, now: datetime) -> None:
    """After a request changed hands or state: its open promises go along with it. Whoever holds it keeps them; without
    a holder they wait for the next one; where it is over they are dropped."""
    mine = (promise.c.referral_id == referral_id, OPEN)
    rows = (await conn.execute(select(promise.c.id, promise.c.state).where(*mine))).all()
    if not rows:
        return
    request = (
        await conn.execute(select(referral.c.state, referral.c.claimed_by).where(referral.c.id == referral_id))
    ).one()
    if not REFERRAL.is_over(request.state):
        await conn.execute(update(promise).where(*mine).values(owner=request.claimed_by))
        return
    for row in rows:
        state = apply(PROMISE, row.state, PromiseAction.DROP, Role.SYSTEM)
        await conn.execute(update(promise).where(promise.c.id == row.id).values(state=state, closed_at=now))
