"""Loads appointments: those of a family's request, and what a coordinator has agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Appointment, AppointmentState, Occasion
from storage.keys import KeyRing
from storage.sealing import open_json
from storage.tables import appointment, referral

__all__ = ["agenda", "bare", "body_of", "of_referral", "sealed_at"]

STILL_SHOWN = timedelta(hours=2)
"""So long after its moment an appointment stays on the agenda: it may be going on."""


async def of_referral(conn: AsyncConnection, keys: KeyRing, referral_id: str, owner: str) -> tuple[Appointment, ...]:
    """All of a request, oldest first; `owner` is the household, whose key is held."""
    return tuple(_opened(keys, row, owner) for row in await _rows(conn, referral_id))


async def bare(conn: AsyncConnection, referral_id: str) -> tuple[Appointment, ...]:
    """The same without what is sealed, for the follow-ups about them."""
    return tuple(_bare(row) for row in await _rows(conn, referral_id))


async def agenda(conn: AsyncConnection, keys: KeyRing, chat_id: int, now: datetime) -> tuple[Appointment, ...]:
    """What is agreed in the cases that this chat holds and is still to come, the nearest first. One of a household
    whose key is lost is left out."""
    query = (
        select(appointment, referral.c.household_id)
        .join(referral, referral.c.id == appointment.c.referral_id)
        .where(
            referral.c.claimed_by == chat_id,
            appointment.c.state == AppointmentState.ACCEPTED,
            appointment.c.at > now - STILL_SHOWN,
        )
        .order_by(appointment.c.at, appointment.c.id)
    )
    rows = (await conn.execute(query)).all()
    readable = await keys.hold((row.household_id for row in rows), make=False)
    return tuple(_opened(keys, row, row.household_id) for row in rows if row.household_id in readable)


def sealed_at(appointment_id: str) -> str:
    """The place to which the sealed part of an appointment is tied."""
    return f"appointment:{appointment_id}"


def body_of(found: Appointment) -> dict[str, Any]:
    """What is sealed of an appointment."""
    return {
        "purpose": found.purpose,
        "place": found.place,
        "moments": [moment.isoformat() for moment in found.moments],
        "suits": list(found.suits),
    }


async def _rows(conn: AsyncConnection, referral_id: str) -> list[Row[Any]]:
    query = select(appointment).where(appointment.c.referral_id == referral_id)
    return list((await conn.execute(query.order_by(appointment.c.made_at, appointment.c.id))).all())


def _bare(row: Row[Any]) -> Appointment:
    return Appointment(row.id, row.referral_id, AppointmentState(row.state), row.revision, row.changed_at, row.at)


def _opened(keys: KeyRing, row: Row[Any], owner: str) -> Appointment:
    told = open_json(keys, owner, row.body, sealed_at(row.id))
    return replace(
        _bare(row),
        purpose=Occasion(told["purpose"]),
        place=told["place"],
        moments=tuple(datetime.fromisoformat(moment) for moment in told["moments"]),
        suits=tuple(told["suits"]),
    )
