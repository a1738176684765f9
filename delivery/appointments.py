"""An appointment as a message of its own: as a place on the map, or as a file for a calendar, which names nobody.

Who asked may have lost the role or the file since: that is looked at again when it goes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from casework import Appointment
from conversations.context import Context
from conversations.hiding import is_shut
from conversations.meeting.screens import point_shown, standing
from conversations.sharing import AGENDA_NAME, MOMENT, MOMENTS
from followups import fence
from locales import Translator
from reports.agenda import Planned, moments_file
from storage import appointments
from storage.keys import KeyRing
from texts import Text

__all__ = ["appointment"]

Send = Callable[[Bot], Awaitable[int | None]]


async def appointment(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, *, words: Translator
) -> Send | None:
    """What was asked of an appointment; None where it does not stand any more, or may not be seen here."""
    if is_shut(context):
        return None
    if row.detail == "agenda":
        return await _agenda(conn, keys, row, context, words)
    found = standing(context)
    if found is None or found.id != row.ref or found.day is None:
        return None
    if row.detail == "map":
        return _map(row.chat_id, found, context)
    planned = (Planned(found.day, _uid(found)),)
    return _calendar(row.chat_id, planned, MOMENT, context.now, words)


def _map(chat_id: int, found: Appointment, context: Context) -> Send | None:
    point = point_shown(found, context)
    if point is None:
        return None

    async def send(bot: Bot) -> int | None:
        await bot.send_venue(chat_id, point.latitude, point.longitude, point.name or "", point.address or "")
        return None

    return send


async def _agenda(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, words: Translator
) -> Send | None:
    """Numbers and moments of the cases that this chat holds in a municipality of its role."""
    numbers = {referral.id: referral.number for referral in context.queue if referral.claimed_by == row.chat_id}
    agreed = await appointments.agenda(conn, keys, row.chat_id, context.now)
    planned = tuple(
        Planned(one.day, _uid(one), numbers[one.referral])
        for one in agreed
        if one.day is not None and one.referral in numbers
    )
    return _calendar(row.chat_id, planned, MOMENTS, context.now, words) if planned else None


def _uid(found: Appointment) -> str:
    """The same for one appointment, however often it moves."""
    return fence("appointment", found.id)


def _calendar(chat_id: int, planned: tuple[Planned, ...], caption: Text, now: datetime, words: Translator) -> Send:
    made, name, told = moments_file(planned, now, words), f"{words.say(AGENDA_NAME)}.ics", words.say(caption)

    async def send(bot: Bot) -> int | None:
        await bot.send_document(chat_id, InputFile(made, filename=name), caption=told)
        return None

    return send
