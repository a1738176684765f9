"""The third door: what a partner answers on its page is work like any other, sealed with the family's key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Handover
from conversations.events import PartnerAnswered
from storage import work
from storage.keys import KeyRing, SealBroken
from storage.sealing import open_json, seal_json
from storage.tables import referral
from storage.tables import work as work_table

__all__ = ["opened", "store", "waits"]


async def store(
    conn: AsyncConnection, keys: KeyRing, handover: Handover, event: PartnerAnswered, now: datetime
) -> None:
    """Stored once, however often the same answer is sent: a later one is to another state of the handover."""
    owner = await _owner(conn, handover.referral)
    if owner is None or owner not in await keys.hold([owner], make=False):
        return
    key = f"web:{handover.id}:{handover.moves}:{event.action}"[:60]
    body = {"handover": event.handover, "action": event.action, "outcome": event.outcome, "text": event.text}
    row = {"stream": f"referral:{handover.referral}", "kind": work.FROM_PARTNER, "due_at": now, "dedupe_key": key}
    await work.add(conn, [{**row, "body": seal_json(keys, owner, body, f"work:{key}")}])


async def opened(conn: AsyncConnection, keys: KeyRing, row: Row[Any]) -> PartnerAnswered | None:
    """What was stored; None where its family erased everything since."""
    owner = await _owner(conn, row.stream.partition(":")[2])
    if owner is None or row.body is None or owner not in await keys.hold([owner], make=False):
        return None
    try:
        return PartnerAnswered(**open_json(keys, owner, row.body, f"work:{row.dedupe_key}"))
    except SealBroken:
        return None


async def waits(conn: AsyncConnection, handover: Handover) -> bool:
    """Whether an answer is stored and not done yet."""
    mine = (work_table.c.stream == f"referral:{handover.referral}", work_table.c.kind == work.FROM_PARTNER)
    begun = work_table.c.dedupe_key.startswith(f"web:{handover.id}:", autoescape=True)
    query = exists().where(*mine, begun, work_table.c.state == "waiting")
    return bool(await conn.scalar(select(query)))


async def _owner(conn: AsyncConnection, referral_id: str) -> str | None:
    owner: str | None = await conn.scalar(select(referral.c.household_id).where(referral.c.id == referral_id))
    return owner
