"""The care plan of a request, as it is sealed with the key of its family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import CarePlan
from conversations.context import Referral
from storage.keys import KeyRing
from storage.sealing import open_json, open_value
from storage.tables import careplan, referral

__all__ = ["of_case", "of_follow_up", "plan_json", "told_in", "with_plan"]

_SHAPE: Final = TypeAdapter(CarePlan)


def plan_json(plan: CarePlan) -> dict[str, Any]:
    """Plain JSON, of which `with_plan` makes an equal plan."""
    record: dict[str, Any] = _SHAPE.dump_python(plan, mode="json")
    return record


def with_plan(keys: KeyRing, shown: Referral, owner: str, sealed: bytes | None) -> Referral:
    """A request with its care plan, if it has one. Raises SealBroken."""
    if sealed is None:
        return shown
    return replace(shown, care=open_value(keys, owner, sealed, f"careplan:{shown.id}", _SHAPE.validate_python))


async def _sealed(conn: AsyncConnection, referral_id: str) -> bytes | None:
    sealed: bytes | None = await conn.scalar(select(careplan.c.body).where(careplan.c.referral_id == referral_id))
    return sealed


async def of_case(conn: AsyncConnection, keys: KeyRing, shown: Referral, owner: str) -> Referral:
    """A request that is opened at a desk, with its care plan."""
    return with_plan(keys, shown, owner, await _sealed(conn, shown.id))


async def of_follow_up(conn: AsyncConnection, keys: KeyRing, shown: Referral) -> Referral:
    """A request of which a day came, with its care plan: what is due stands in no column."""
    owner = await conn.scalar(select(referral.c.household_id).where(referral.c.id == shown.id))
    if owner is None or owner not in await keys.hold([owner], make=False):
        return shown
    return await of_case(conn, keys, shown, owner)


async def told_in(conn: AsyncConnection, keys: KeyRing, referral_id: str, owner: str) -> dict[str, Any]:
    """The care plan of a request as it is kept, for the file with all that is kept of a family; empty without one."""
    sealed = await _sealed(conn, referral_id)
    record: dict[str, Any] = open_json(keys, owner, sealed, f"careplan:{referral_id}") if sealed is not None else {}
    return record
