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
from storage.sealing import open_value
from storage.tables import careplan, referral

__all__ = ["of_follow_up", "plan_json", "plan_of", "with_plan"]

_SHAPE: Final = TypeAdapter(CarePlan)


def plan_json(plan: CarePlan) -> dict[str, Any]:
    """Plain JSON, of which `with_plan` makes an equal plan."""
    record: dict[str, Any] = _SHAPE.dump_python(plan, mode="json")
    return record


def with_plan(keys: KeyRing, shown: Referral, owner: str, sealed: bytes | None) -> Referral:
    """A request with its care plan, if it has one. Raises SealBroken."""
    return replace(shown, care=_opened(keys, shown.id, owner, sealed)) if sealed is not None else shown


def _opened(keys: KeyRing, referral_id: str, owner: str, sealed: bytes) -> CarePlan:
    return open_value(keys, owner, sealed, f"careplan:{referral_id}", _SHAPE.validate_python)


async def plan_of(conn: AsyncConnection, keys: KeyRing, referral_id: str, owner: str) -> CarePlan | None:
    """The care plan of a request, open or over, whose family's key is held. Raises SealBroken."""
    sealed = await conn.scalar(select(careplan.c.body).where(careplan.c.referral_id == referral_id))
    return _opened(keys, referral_id, owner, sealed) if sealed is not None else None


async def of_follow_up(conn: AsyncConnection, keys: KeyRing, shown: Referral) -> Referral:
    """A request of which a day came, with its care plan: what is due stands in no column."""
    owner = await conn.scalar(select(referral.c.household_id).where(referral.c.id == shown.id))
    if owner is None or owner not in await keys.hold([owner], make=False):
        return shown
    return replace(shown, care=await plan_of(conn, keys, shown.id, owner))
