"""What a database says of how far a bot is set up: for whoever wants to go live, without anything of a family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import signoffs
from storage.tables import member, team_group

__all__ = ["Readiness", "readiness"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Active coordinators by municipality, municipalities with a confirmed team group, figures signed off."""

    coordinators: Mapping[str, int]
    groups: frozenset[str]
    signed: frozenset[str]


async def readiness(conn: AsyncConnection) -> Readiness:
    """How far it is."""
    active = select(member.c.municipality, func.count().label("n")).where(
        member.c.active, member.c.role == "coordinator"
    )
    counted = (await conn.execute(active.group_by(member.c.municipality))).all()
    return Readiness(
        coordinators={row.municipality: row.n for row in counted},
        groups=frozenset((await conn.execute(select(team_group.c.municipality))).scalars()),
        signed=await signoffs.signed(conn),
    )
