"""The files with all that is kept of a family or of who has a role, as documents. Nothing of them waits anywhere: they
are put together when they go, from what this chat may still see then, and that is audited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from conversations.context import Context
from conversations.hiding import is_shut
from delivery.parcels import Send
from locales import Translator
from reports.own_data import FILE_NAME, as_json
from reports.own_words import as_text
from storage import audit
from storage.keys import KeyRing
from storage.records import EXPORT, records_of

__all__ = ["own_data"]

_MADE = {"json": as_json, "text": as_text}
_ENDINGS = {"json": "json", "text": "txt"}
FIRST = "text"
"""Two files are one export."""


async def own_data(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, *, words: Translator
) -> Send | None:
    """One file. None where the file of the family that was asked for is not open here any more, or hidden."""
    household = context.household
    open_now = household.id if household is not None else ""
    if row.ref != open_now or not (household or context.members) or is_shut(context):
        return None
    if household is not None:
        context = replace(context, records=await records_of(conn, keys, household.id, alone=household.alone))
        if row.attempts == 0 and row.detail == FIRST:
            await audit.record(conn, context.now, audit.FAMILY, EXPORT, household.id)
    made = _MADE[row.detail](context, words)
    name = f"{words.say(FILE_NAME)}.{_ENDINGS[row.detail]}"

    async def send(bot: Bot) -> int | None:
        await bot.send_document(row.chat_id, InputFile(made, filename=name))
        return None

    return send
