"""What goes out as a message of its own, besides cards and notices: links with their QR code, and the leaflet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from conversations.sharing import LEAFLET, LEAFLET_NAME, LINKS, LOST, MAYBE_LOST
from locales import Translator
from reports.leaflet import leaflet_pdf
from reports.qr import qr_png
from storage import links
from storage.contexts import World
from storage.effects.reports import lose_sealed
from storage.keys import KeyRing

__all__ = ["leaflet", "link"]

Send = Callable[[Bot], Awaitable[int | None]]


def _address(bot_username: str, token: str) -> str:
    return f"https://t.me/{bot_username}?start={token}"


async def link(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], *, words: Translator, bot_username: str, now: datetime
) -> Send:
    """A link, as QR code and as text. Its token is made here, in the transaction that stores its hash, and stands
    nowhere else.

    That of a sealed report was made with it, and is only in the memory of the process that made it.
    """
    purpose, _, subject = row.ref.partition(":")
    kind = LINKS[purpose]
    if purpose == "sealed":
        token = keys.in_hand.get((row.chat_id, subject), "")
        if not token:
            return await _lost(conn, row, subject, words)
    else:
        if kind.replaces:
            await links.forget(conn, purpose, subject)
        token = await links.issue(conn, purpose, subject, now + kind.valid, uses=kind.uses)
    address = _address(bot_username, token)
    caption = "\n\n".join([*(words.say(text) for text in kind.caption), address])

    async def send(bot: Bot) -> int | None:
        await bot.send_photo(row.chat_id, InputFile(qr_png(address), filename="qr.png"), caption=caption)
        keys.in_hand.pop((row.chat_id, subject), None)
        return None

    return send


async def _lost(conn: AsyncConnection, row: Row[Any], report_id: str, words: Translator) -> Send:
    """The program stopped before the link was shown, or while it was being sent (then there were tries)."""
    if row.attempts == 0:
        await lose_sealed(conn, report_id)
    text = words.say(MAYBE_LOST if row.attempts else LOST)

    async def send(bot: Bot) -> int | None:
        await bot.send_message(row.chat_id, text)
        return None

    return send


async def leaflet(
    conn: AsyncConnection, world: World, row: Row[Any], *, words: Translator, now: datetime
) -> Send | None:
    """The printable leaflet of a municipality, with a card link of its own on it."""
    town = world.catalogue.municipalities.get(row.ref)
    if town is None:
        return None
    kind = LINKS["card"]
    token = await links.issue(conn, "card", town.id, now + kind.valid, uses=kind.uses)
    address = _address(world.bot_username, token)
    name, caption = f"{words.say(LEAFLET_NAME)}-{town.id}.pdf", words.say(LEAFLET)

    async def send(bot: Bot) -> int | None:
        pdf = await asyncio.to_thread(leaflet_pdf, town, address)
        await bot.send_document(row.chat_id, InputFile(pdf, filename=name), caption=caption)
        return None

    return send
