"""Loads handovers for each of those who may know of them, and takes a partner's access away.

A partner reads what goes along only through a link that still works, of a live handover of a case that is open.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, Handover
from casework.handover import CODE_DIGITS, LIVE, MAX_WRONG, code_digest
from followups import BRUSSELS
from storage.keys import KeyRing
from storage.sealing import open_json, seal_json
from storage.tables import handover, link, referral

__all__ = [
    "LINK",
    "VISIT",
    "bare_of",
    "drop",
    "end_of",
    "for_partner",
    "may_try",
    "new_code",
    "of_referral",
    "shut",
    "silence",
    "tried",
]

LINK, VISIT = "handover", "visit"
"""Purposes of links: what a partner gets, and what its browser holds once the six digits were right."""


def _rows() -> Select[Any]:
    return select(handover, referral.c.number, referral.c.municipality, referral.c.household_id).join(
        referral, referral.c.id == handover.c.referral_id
    )


async def bare_of(conn: AsyncConnection, referral_id: str) -> tuple[Handover, ...]:
    """The handovers of a referral without anything personal, oldest first."""
    rows = await conn.execute(_rows().where(handover.c.referral_id == referral_id).order_by(handover.c.offered_at))
    return tuple(_bare(row) for row in rows)


async def of_referral(conn: AsyncConnection, keys: KeyRing, referral_id: str) -> tuple[Handover, ...]:
    """The handovers of a referral whose household's key is held, with what goes along, oldest first."""
    rows = await conn.execute(_rows().where(handover.c.referral_id == referral_id).order_by(handover.c.offered_at))
    return tuple(_whole(keys, row) for row in rows)


async def for_partner(conn: AsyncConnection, keys: KeyRing, handover_id: str, now: datetime) -> Handover | None:
    """What the partner's link is about; None where there is nothing (any more) that it may open."""
    row = (await conn.execute(_rows().where(handover.c.id == handover_id))).first()
    if row is None or row.household_id is None or row.state not in LIVE:
        return None
    state = await conn.scalar(select(referral.c.state).where(referral.c.id == row.referral_id))
    if state in REFERRAL.over or row.until <= now.astimezone(BRUSSELS).date():
        return None
    return _whole(keys, row) if await keys.hold([row.household_id], make=False) else None


def _bare(row: Row[Any]) -> Handover:
    return Handover(
        id=row.id,
        referral=row.referral_id,
        number=row.number,
        municipality=row.municipality,
        partner=row.partner,
        profile=row.profile,
        state=row.state,
        moves=row.moves,
        offered_at=row.offered_at,
        changed_at=row.changed_at,
        until=row.until,
        outcome=row.outcome,
        wrong=row.wrong,
    )


def _whole(keys: KeyRing, row: Row[Any]) -> Handover:
    shown = _bare(row)
    owner = row.household_id
    code = open_json(keys, owner, row.code, f"code:{row.id}") if row.code is not None else {}
    return replace(
        shown,
        told=open_json(keys, owner, row.told, f"handover:{row.id}") if row.told is not None else {},
        reason=keys.open(owner, row.reason, f"reason:{row.id}").decode() if row.reason is not None else "",
        salt=code.get("salt", ""),
        digest=code.get("digest", ""),
    )


def end_of(until: date) -> datetime:
    """The moment from which a partner reads nothing any more."""
    return datetime.combine(until, time(0), BRUSSELS)


async def new_code(conn: AsyncConnection, keys: KeyRing, handover_id: str) -> str:
    """Six digits that open the link of a handover whose household's key is held. Only their hash is stored."""
    owner = await conn.scalar(
        select(referral.c.household_id)
        .join(handover, handover.c.referral_id == referral.c.id)
        .where(handover.c.id == handover_id)
    )
    code, salt = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}", secrets.token_hex(12)
    kept = seal_json(keys, owner or "", {"salt": salt, "digest": code_digest(salt, code)}, f"code:{handover_id}")
    await conn.execute(update(handover).where(handover.c.id == handover_id).values(code=kept, wrong=0))
    return code


async def tried(conn: AsyncConnection, handover_id: str, *, right: bool) -> None:
    """Counts the wrong tries; a right one forgives them."""
    wrong = 0 if right else handover.c.wrong + 1
    await conn.execute(update(handover).where(handover.c.id == handover_id).values(wrong=wrong))


async def may_try(conn: AsyncConnection, handover_id: str) -> bool:
    """Counts a try before it is looked at, so that many at the same moment are not more than the few allowed."""
    allowed = (handover.c.id == handover_id, handover.c.wrong < MAX_WRONG)
    counted = await conn.execute(update(handover).where(*allowed).values(wrong=handover.c.wrong + 1))
    return counted.rowcount == 1


async def shut(conn: AsyncConnection, handovers: Collection[str]) -> None:
    """The links of these handovers, and whoever came in by them, open nothing any more."""
    about = list(handovers)
    await conn.execute(delete(link).where(link.c.purpose.in_((LINK, VISIT)), link.c.subject.in_(about)))
    await conn.execute(update(handover).where(handover.c.id.in_(about)).values(code=None, wrong=0))


async def silence(conn: AsyncConnection, referrals: Collection[str]) -> None:
    """What went along with handovers of these referrals goes; that there was one stays, for the figures."""
    found = (await conn.execute(select(handover.c.id).where(handover.c.referral_id.in_(list(referrals))))).scalars()
    ids = found.all()
    if ids:
        await shut(conn, ids)
        await conn.execute(update(handover).where(handover.c.id.in_(ids)).values(told=None, reason=None))


async def drop(conn: AsyncConnection, referral_id: str) -> tuple[str, ...]:
    """Nothing of the handovers of a referral stays. Returns which they were."""
    about = select(handover.c.id).where(handover.c.referral_id == referral_id)
    ids = tuple((await conn.execute(about)).scalars())
    if ids:
        await shut(conn, ids)
        await conn.execute(delete(handover).where(handover.c.id.in_(ids)))
    return ids
