"""What goes out as a message of its own, besides cards and notices: links."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot

from conversations.sharing import LINKS, LOST
from locales import Translator
from storage import links
from storage.keys import KeyRing

__all__ = ["link"]


async def link(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], *, words: Translator, bot_username: str, now: datetime
) -> Callable[[Bot], Awaitable[int | None]]:
    """A link, as text. Its token is made here, in the transaction that stores its hash, and stands nowhere else.

    That of a sealed report was made with it, and is only in the memory of the process that made it.
    """
    purpose, _, subject = row.ref.partition(":")
    kind = LINKS[purpose]
    if purpose == "sealed":
        token = keys.in_hand.get((row.chat_id, subject), "")
    else:
        if kind.replaces:
            await links.forget(conn, purpose, subject)
        token = await links.issue(conn, purpose, subject, now + kind.valid, uses=kind.uses)
    said = [words.say(text) for text in kind.caption] if token else [words.say(LOST)]
    address = [f"https://t.me/{bot_username}?start={token}"] if token else []

    async def send(bot: Bot) -> int | None:
        await bot.send_message(row.chat_id, "\n\n".join([*said, *address]))
        keys.in_hand.pop((row.chat_id, subject), None)
        return None

    return send
