"""Appointments: how they are proposed, move, and go out as a message of their own."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import exists, select, update

from casework import APPOINTMENT, Appointment, AppointmentAction, AppointmentState, Role, apply
from conversations import effects as fx
from storage import appointments, outbox
from storage.appointments import body_of, sealed_at
from storage.effects.referrals import owner_of, refresh_viewers
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.tables import appointment

__all__ = ["move_appointment", "propose", "send_appointment"]


async def propose(t: Turnover, effect: fx.ProposeAppointment) -> None:
    """A new appointment, or other moments for one that is there."""
    owner = await owner_of(t, effect.referral)
    there = await t.conn.scalar(select(exists().where(appointment.c.id == effect.id)))
    if there:
        found = await _found(t, effect.id, effect.referral, owner)
        found = _moved(found, AppointmentAction.PROPOSE, Role.COORDINATOR)
    else:
        found = Appointment(effect.id, effect.referral, AppointmentState.PROPOSED, 0, t.now)
        await t.conn.execute(
            appointment.insert().values(
                id=effect.id, referral_id=effect.referral, state=found.state, made_at=t.now, changed_at=t.now, body=b""
            )
        )
    found = replace(found, at=None, purpose=effect.purpose, place=effect.place, moments=effect.moments, suits=())
    await _save(t, found, owner)
    await t.note_act("meet:propose", effect.referral)


async def move_appointment(t: Turnover, effect: fx.MoveAppointment) -> None:
    owner = await owner_of(t, effect.referral)
    found = _moved(await _found(t, effect.id, effect.referral, owner), effect.action, effect.role)
    if effect.action == AppointmentAction.ACCEPT:
        found = replace(found, at=effect.at)
    if effect.action == AppointmentAction.OTHER:
        found = replace(found, suits=effect.suits)
    await _save(t, found, owner)
    await t.note_act(f"meet:{effect.action}", effect.referral, by=effect.role)
    await refresh_viewers(t, effect.referral)


def _moved(found: Appointment, action: AppointmentAction, role: Role) -> Appointment:
    state = AppointmentState(apply(APPOINTMENT, found.state, action, role))
    return replace(found, state=state, revision=found.revision + 1)


async def _found(t: Turnover, appointment_id: str, referral_id: str, owner: str) -> Appointment:
    """LookupError where that request has no such appointment: an effect that no dialog may ask for."""
    there = await appointments.of_referral(t.conn, t.keys, referral_id, owner)
    found = next((one for one in there if one.id == appointment_id), None)
    if found is None:
        raise LookupError("an effect about an appointment that is not there")
    return found


async def _save(t: Turnover, found: Appointment, owner: str) -> None:
    await t.conn.execute(
        update(appointment)
        .where(appointment.c.id == found.id)
        .values(
            state=found.state,
            revision=found.revision,
            at=found.at,
            changed_at=t.now,
            body=seal_json(t.keys, owner, body_of(found), sealed_at(found.id)),
        )
    )


async def send_appointment(t: Turnover, effect: fx.SendAppointment) -> None:
    """What is kept is that it was asked, by its id. It is made when it goes."""
    await outbox.put(t.conn, t.chat_id, "appointment", t.now, ref=effect.id, detail=effect.form)
