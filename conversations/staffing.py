"""Who else has a role in a municipality, as its admin sees them; and what is asked of staff before a case opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.second import Policy

__all__ = ["RoleHolder", "Staffing"]


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody with a role. `coded`: this person's cases open with a second factor."""

    chat: int
    municipality: str
    role: str
    name: str
    since: datetime
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Staffing:
    """`second`: whether a second factor is asked. `holders`: everybody with a role in an admin's municipalities,
    loaded for the admin's own screens and for nobody else."""

    second: Policy = Policy.OFF
    holders: tuple[RoleHolder, ...] = ()
