"""The link and the six digits for a partner, made when they are sent: what is stored of them opens nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from html import escape
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot

from casework import Handover
from casework.handover import LIVE
from conversations import second
from conversations.context import Context
from conversations.desk.cases import holds, opened
from conversations.partnering.sharing import CODE, LINK, USES, VALID
from delivery import calls
from locales import Translator
from storage import ahead, cases, handovers, links
from storage.contexts import World
from storage.keys import KeyRing

__all__ = ["PATH", "Send", "address", "code", "link"]

Send = Callable[[Bot], Awaitable[int | None]]
PATH = "/p"
"""Where partners' pages stand, below the public address."""


def address(world: World, token: str) -> str:
    """Where a partner goes with its link: the page, or the bot where there is no public address."""
    if world.public_url:
        return f"{world.public_url}{PATH}/{token}"
    return f"https://t.me/{world.bot_username}?start={token}"


async def _current(conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context) -> Handover | None:
    """The handover, if this chat still holds its case and its partner may still read it."""
    if not second.is_open(context):
        return None
    everyone, terms = await ahead.active_members(conn), context.catalogue.terms
    found = await cases.case(conn, keys, row.detail, context.staff, everyone, terms=terms)
    case = opened(replace(context, case=found))
    if case is None or not holds(context, case.referral):
        return None
    return next((one for one in case.handovers if one.id == row.ref and one.state in LIVE), None)


async def link(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, *, world: World, words: Translator
) -> Send | None:
    """The link. An older one, and whoever came in by it, opens nothing any more."""
    handover = await _current(conn, keys, row, context)
    if handover is None:
        return None
    for purpose in (handovers.LINK, handovers.VISIT):
        await links.forget(conn, purpose, handover.id)
    end = handovers.end_of(handover.until)
    expires = end if handover.state == "accepted" else min(context.now + VALID, end)
    token = await links.issue(conn, handovers.LINK, handover.id, expires, uses=USES)
    return _text(row.chat_id, [*(words.say(text) for text in LINK), address(world, token)])


async def code(conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, words: Translator) -> Send | None:
    """The six digits that go with it."""
    handover = await _current(conn, keys, row, context)
    if handover is None:
        return None
    digits = await handovers.new_code(conn, keys, handover.id)
    return _text(row.chat_id, [*(words.say(text) for text in CODE), f"{digits[:3]} {digits[3:]}"])


def _text(chat_id: int, lines: list[str]) -> Send:
    """The id of the message is given back: it is taken away again, as a card with personal data turns neutral."""
    said = "\n\n".join(escape(line) for line in lines)

    async def send(bot: Bot) -> int | None:
        return await calls.send_text(bot, chat_id, said, None)

    return send
