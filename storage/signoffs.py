"""Who signed off which figure for which municipality. A fingerprint stands for one value of one figure: see
`rights.fingerprint`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import signoff

__all__ = ["Signed", "sign", "signed", "signed_by"]


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-off: who, and when."""

    by_name: str
    on: date


async def signed(conn: AsyncConnection) -> frozenset[str]:
    """Every fingerprint that was signed off, of all municipalities: each holds its own."""
    return frozenset((await conn.execute(select(signoff.c.fingerprint))).scalars())


async def signed_by(conn: AsyncConnection, municipality: str) -> Mapping[str, Signed]:
    """Who signed what for a municipality, by fingerprint."""
    rows = await conn.execute(select(signoff).where(signoff.c.municipality == municipality))
    return {row.fingerprint: Signed(row.by_name, row.on_date) for row in rows}


async def sign(conn: AsyncConnection, municipality: str, figures: Mapping[str, str], by_name: str, on: date) -> None:
    """Records a sign-off of figures (fingerprint: id of the figure); the last one who signed stands."""
    mine = (signoff.c.municipality == municipality, signoff.c.fingerprint.in_(figures))
    await conn.execute(delete(signoff).where(*mine))
    rows = [
        {"municipality": municipality, "fingerprint": mark, "figure": figure, "by_name": by_name, "on_date": on}
        for mark, figure in figures.items()
    ]
    if rows:
        await conn.execute(signoff.insert(), rows)
