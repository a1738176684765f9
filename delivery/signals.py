"""How often barriers were met, as a file for policy: counted when it is sent, for who may still see it.

Nothing of it is kept, nothing in it leads to a family, and each one that goes is written down as an export.
"""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from conversations.context import Context
from conversations.signals.counts import FORMS
from conversations.signals.places import may_count
from delivery.parcels import Send
from locales import Translator
from reports.signals import file_name, signals_csv, signals_pdf
from storage import audit, tallies
from storage.records import EXPORT
from texts import Verbatim, say

__all__ = ["signal_sheet"]

CAPTION = say("policy", "Signalen van {town}. Er staat geen naam in.")


async def signal_sheet(conn: AsyncConnection, row: Row[Any], context: Context, *, words: Translator) -> Send | None:
    """The sheet or the table; None where the role is gone."""
    period, _, form = row.detail.partition(".")
    known = context.catalogue.municipalities.get(row.ref)
    if form not in FORMS or row.ref not in may_count(context):
        return None
    sheet = await tallies.sheet(conn, row.ref, period, context)
    town, catalogue = known.name if known is not None else row.ref, context.catalogue.for_municipality(row.ref)
    await audit.record(conn, context.now, row.chat_id, EXPORT, f"signals:{row.ref}:{sheet.period.id}")
    caption = words.say(CAPTION.having(town=Verbatim(town)))

    async def send(bot: Bot) -> int | None:
        if form == "pdf":
            made = await asyncio.to_thread(signals_pdf, sheet, town, catalogue, context.today)
        else:
            made = await asyncio.to_thread(signals_csv, sheet, town, catalogue)
        await bot.send_document(row.chat_id, InputFile(made, filename=file_name(sheet, form)), caption=caption)
        return None

    return send
