"""Appointments end with the request that they belong to, and the other side is told."""

from __future__ import annotations

from sqlalchemy import select, update

from casework import APPOINTMENT, AppointmentState, Role
from conversations import effects as fx
from storage.effects.promises import notify
from storage.effects.turnover import Turnover
from storage.tables import appointment

__all__ = ["call_off"]


async def call_off(t: Turnover, referral_id: str, *, by: Role) -> None:
    """Every appointment of a request that still stands is cancelled; who did not end the request hears it."""
    stands = (appointment.c.referral_id == referral_id, appointment.c.state.not_in(sorted(APPOINTMENT.finals)))
    if (await t.conn.execute(select(appointment.c.id).where(*stands).limit(1))).first() is None:
        return
    ended = {"state": AppointmentState.CANCELLED, "revision": appointment.c.revision + 1, "changed_at": t.now}
    await t.conn.execute(update(appointment).where(*stands).values(**ended))
    await t.note_act("meet:cancel", referral_id, by=by)
    who, kind = ("holder", "meet_off_staff") if by is Role.FAMILY else ("family", "meet_off")
    await notify(t, fx.Notify(fx.Audience(who, referral=referral_id), kind, referral_id))
