"""A photo or a file that a family passes on: copied by Telegram from its chat to that of whoever has its request.

Nothing of it comes to this program. It goes from the family's chat as soon as it was copied, where Telegram still
deletes it (48 hours), and from the other one after as long as a card with personal data stands.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from conversations import second
from conversations.context import Context
from conversations.desk.cases import holds, opened
from locales import Translator
from storage import ahead, audit, cases
from storage.keys import KeyRing
from storage.records import TAKE
from texts import Verbatim, say

__all__ = ["passed_on"]

Send = Callable[[Bot], Awaitable[int | None]]

CAPTION = say("desk", "{number}. Dit gaat hier na 15 minuten weg.")
GONE = say("desk", "{number}: dit papier staat niet meer bij het gezin.")


async def passed_on(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, words: Translator
) -> Send | None:
    """The copy, for who has the request now; None for anybody else, and where it was passed on before. Written down
    as read. What the family wrote with it does not go along: the number of the request stands there."""
    if not second.is_open(context):
        return None
    everyone, terms = await ahead.active_members(conn), context.catalogue.terms
    found = await cases.case(conn, keys, row.detail, context.staff, everyone, terms=terms)
    case = opened(replace(context, case=found))
    if case is None or not holds(context, case.referral):
        return None
    place = next((message.place for message in case.messages if message.id == row.ref), None)
    if place is None:
        return None
    await audit.record(conn, context.now, row.chat_id, TAKE, row.detail)
    number = Verbatim(case.referral.number)
    caption, gone = words.say(CAPTION.having(number=number)), words.say(GONE.having(number=number))

    async def send(bot: Bot) -> int | None:
        try:
            copy = await bot.copy_message(row.chat_id, place.chat, place.number, caption=caption)
        except BadRequest as error:
            if "to copy not found" not in error.message.lower():
                raise
            return (await bot.send_message(row.chat_id, gone)).message_id
        with suppress(BadRequest, Forbidden):  # too old, or gone by now
            await bot.delete_message(place.chat, place.number)
        return copy.message_id

    return send
