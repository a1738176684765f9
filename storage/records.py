"""Loads what is kept of a family beside its answers, for the screens about it and for the file with all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.records import ConsentGiven, Records, Request, Seen, Written
from storage import careplans
from storage.families import messages
from storage.keys import KeyRing
from storage.sealing import open_json
from storage.tables import audit, consent, household, referral

__all__ = ["EXPORT", "READ", "records_of"]

READ, TAKE, EXPORT = "read", "take", "export"
"""Acts in the audit that somebody came to see something by."""
ONLY_ALONE = frozenset({"first_name", "phone", "way", "when", "words", "needs"})
"""What who asked for help said of themselves, perhaps behind the back of who reads along."""


async def records_of(conn: AsyncConnection, keys: KeyRing, household_id: str, *, alone: bool) -> Records:
    """Of a household whose key is held, newest first. Unless the family reads `alone`, in one chat of its own: without
    the name, the phone and the words of a request, for who asked may have asked it in secret."""
    said = select(consent).where(consent.c.household_id == household_id)
    asked = select(referral).where(referral.c.household_id == household_id).order_by(referral.c.submitted_at.desc())
    requests = (await conn.execute(asked)).all()
    sealed = await conn.scalar(select(household.c.plans).where(household.c.id == household_id))
    return Records(
        consents=tuple(
            ConsentGiven(
                row.purpose, row.recipient, row.text_version, row.language, row.given, row.at, row.witness is not None
            )
            for row in await conn.execute(said.order_by(consent.c.at.desc(), consent.c.id.desc()))
        ),
        seen=await _seen(conn, household_id, requests),
        requests=tuple([await _request(conn, keys, household_id, row, alone=alone) for row in requests]),
        alone=alone,
        plans=open_json(keys, household_id, sealed, f"plans:{household_id}") if sealed is not None else {},
    )


async def _seen(conn: AsyncConnection, household_id: str, requests: Sequence[Row[Any]]) -> tuple[Seen, ...]:
    """Readings of its requests by staff, and files that were made of it; never whose account it was."""
    towns = {row.id: row.municipality for row in requests}
    acts = select(audit.c.at, audit.c.subject).where(
        or_(
            audit.c.act.in_((READ, TAKE)) & audit.c.subject.in_(towns),
            (audit.c.act == EXPORT) & (audit.c.subject == household_id),
        )
    )
    rows = await conn.execute(acts.order_by(audit.c.at.desc(), audit.c.id.desc()))
    return tuple(Seen(row.at, towns.get(row.subject, "")) for row in rows)


async def _request(conn: AsyncConnection, keys: KeyRing, household_id: str, row: Row[Any], *, alone: bool) -> Request:
    told = open_json(keys, household_id, row.body, f"referral:{row.id}") if row.body is not None else {}
    told = told if alone else {key: value for key, value in told.items() if key not in ONLY_ALONE}
    said = await messages(conn, keys, row.id, household_id) if alone else ()
    return Request(
        row.number,
        row.municipality,
        row.kind,
        row.state,
        row.submitted_at,
        row.closed_at,
        told,
        tuple(Written(item.sent_at, item.phrase, item.answer) for item in said),
        await careplans.plan_of(conn, keys, row.id, household_id) if alone else None,
    )
