"""Requests that may be of one family, or were joined by a person: as the desk may know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Twin", "Twins", "last_digits"]

DIGITS = 3


def last_digits(phone: str | None) -> str:
    """So much of a number as tells two apart, and calls nobody."""
    return (phone or "")[-DIGITS:]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another request of the same municipality, with as much of it as tells a coordinator whether it is one family."""

    id: str
    number: str
    kind: str
    urgency: str
    submitted_at: datetime
    claimed_by: int | None = None
    own_chat: bool = False
    """Whether the family asked in a chat of its own."""
    first_name: str = ""
    phone: str = ""
    """Its last three digits, no more."""
    part_until: datetime | None = None
    """Of one that was joined: so long it can be taken apart again."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Of one request. `suggested`: nobody said yet whether it is the same family; `joined`: go on under this one;
    `into`: the number under which this one goes on; `own_chat`: whether its own family asked in a chat of its own."""

    suggested: tuple[Twin, ...] = ()
    joined: tuple[Twin, ...] = ()
    into: str = ""
    own_chat: bool = False
