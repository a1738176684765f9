"""A chart as it goes out: counted and drawn when it is sent, for who may still see it. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from conversations.charts import CHARTS, Shown, chart
from conversations.context import Context
from delivery.parcels import Send
from locales import SOURCE_LANGUAGE, Translator
from reports.charts import chart_png
from storage import charting
from texts import Verbatim, say

__all__ = ["picture"]

CAPTION = say("chart", "{title}, {town}. Dezelfde cijfers staan hieronder.")


async def picture(conn: AsyncConnection, row: Row[Any], context: Context, *, words: Translator) -> Send | None:
    """A photo; None where the role is gone."""
    if row.detail not in CHARTS or not any(member.municipality == row.ref for member in context.staff):
        return None
    made = chart(row.detail, await charting.tally(conn, Shown(row.ref, row.detail), context.now), context)
    known = context.catalogue.municipalities.get(row.ref)
    town = Verbatim(known.name if known is not None else row.ref)
    caption = words.say(CAPTION.having(title=made.title, town=town))
    language = context.chat.language or SOURCE_LANGUAGE

    async def send(bot: Bot) -> int | None:
        png = await asyncio.to_thread(chart_png, made, language, context.today)
        await bot.send_photo(row.chat_id, InputFile(png, filename="cijfers.png"), caption=caption)
        return None

    return send
