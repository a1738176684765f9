"""What goes out as a message of its own, besides cards and notices: links with their QR code, the leaflet, a calendar
file.

Who asked for one may have lost the role or the file since: that is looked at again when it goes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from casework import invited_by
from casework.second import address
from conversations import planning, second
from conversations.context import Context, Member
from conversations.sharing import AGENDA, AGENDA_NAME, FACTOR_NAME, LEAFLET, LEAFLET_NAME, LINKS, LOST, MAYBE_LOST
from followups import fence
from locales import Translator
from reports.agenda import agenda_file
from reports.leaflet import leaflet_pdf
from reports.qr import qr_png
from storage import links
from storage.contexts import World
from storage.effects.reports import lose_sealed
from storage.keys import KeyRing
from storage.tables import referral, sealed

__all__ = ["Send", "agenda", "factor", "leaflet", "link"]

Send = Callable[[Bot], Awaitable[int | None]]


def _address(bot_username: str, token: str) -> str:
    return f"https://t.me/{bot_username}?start={token}"


async def link(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, *, words: Translator, bot_username: str
) -> Send | None:
    """A link, as QR code and as text. Its token is made here, in the transaction that stores its hash, and stands
    nowhere else.

    That of a sealed report was made with it, and is only in the memory of the process that made it. None where the
    recipient may not give it any more; a sealed report that nobody can open then is closed.
    """
    purpose, _, subject = row.ref.partition(":")
    kind = LINKS[purpose]
    if not await _MAY_GIVE[purpose](conn, subject, context):
        if purpose == "sealed" and row.attempts == 0:
            await lose_sealed(conn, subject)
        keys.in_hand.pop((row.chat_id, subject), None)
        return None
    if purpose == "sealed":
        token = keys.in_hand.get((row.chat_id, subject), "")
        if not token:
            return await _lost(conn, row, subject, words)
    else:
        if kind.replaces:
            await links.forget(conn, purpose, subject)
        token = await links.issue(conn, purpose, subject, context.now + kind.valid, uses=kind.uses)
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


def factor(row: Row[Any], context: Context, *, words: Translator, bot_username: str) -> Send | None:
    """The secret of a second factor that is not on yet, as QR code and as text. Its id is given back: it goes again."""
    kept = context.chat.factor
    if kept is None or kept.on or not second.is_offered(context):
        return None
    here = address(kept.secret, account=words.say(FACTOR_NAME), issuer=f"@{bot_username}")
    above, below = (words.say(text) for text in second.CAPTION)

    async def send(bot: Bot) -> int | None:
        picture = InputFile(qr_png(here), filename="qr.png")
        caption = f"{above}\n\n{kept.secret}\n\n{below}"
        message = await bot.send_photo(row.chat_id, picture, caption=caption, protect_content=True)
        return message.message_id

    return send


def _in(municipality: str, members: tuple[Member, ...]) -> bool:
    return any(member.municipality == municipality for member in members)


async def _as_volunteer(_: AsyncConnection, municipality: str, context: Context) -> bool:
    return _in(municipality, context.volunteer)


async def _as_inviter(_conn: AsyncConnection, subject: str, context: Context) -> bool:
    """Whose role may give that role, in that municipality, by the one table."""
    municipality, _, role = subject.partition(":")
    return any(m.municipality == municipality and role in invited_by(m.role) for m in context.members)


async def _as_parent(_: AsyncConnection, household: str, context: Context) -> bool:
    return any(entry.household == household and entry.kind == "own" for entry in context.roster)


async def _as_helper_or_reporter(conn: AsyncConnection, household: str, context: Context) -> bool:
    """Who helps the family, or the volunteer who reported it."""
    if any(entry.household == household for entry in context.roster):
        return True
    reported = (referral.c.household_id == household, referral.c.reported_by == context.chat.id)
    place = await conn.scalar(select(referral.c.municipality).where(*reported).limit(1))
    return place is not None and _in(place, context.volunteer)


async def _as_writer(conn: AsyncConnection, report: str, context: Context) -> bool:
    mine = (sealed.c.id == report, sealed.c.reported_by == context.chat.id)
    place = await conn.scalar(select(sealed.c.municipality).where(*mine))
    return place is not None and _in(place, context.volunteer)


_MAY_GIVE: Mapping[str, Callable[[AsyncConnection, str, Context], Awaitable[bool]]] = {
    "adopt": _as_helper_or_reporter,
    "card": _as_volunteer,
    "invite": _as_inviter,
    "join": _as_parent,
    "sealed": _as_writer,
}
"""By purpose: whether this chat may give a link to that subject away now."""


async def leaflet(
    conn: AsyncConnection, world: World, row: Row[Any], context: Context, *, words: Translator
) -> Send | None:
    """The printable leaflet of a municipality, with a card link of its own on it."""
    town = world.catalogue.municipalities.get(row.ref)
    if town is None or not _in(row.ref, context.volunteer):
        return None
    kind = LINKS["card"]
    token = await links.issue(conn, "card", town.id, context.now + kind.valid, uses=kind.uses)
    address = _address(world.bot_username, token)
    name, caption = f"{words.say(LEAFLET_NAME)}-{town.id}.pdf", words.say(LEAFLET)

    async def send(bot: Bot) -> int | None:
        pdf = await asyncio.to_thread(leaflet_pdf, town, address)
        await bot.send_document(row.chat_id, InputFile(pdf, filename=name), caption=caption)
        return None

    return send


async def agenda(row: Row[Any], context: Context, *, words: Translator) -> Send | None:
    """The last safe day of a step of the plan that is open in this chat; None where there is none any more."""
    household = context.household
    if household is None or household.id != row.ref:
        return None
    key = next((key for place, key in enumerate(household.steps) if str(place) == row.detail), "")
    item = planning.planned(context, key)
    if item is None or item.verdict.until is None:
        return None
    day = item.verdict.until
    uid = fence("agenda", household.id, key, day.isoformat())
    name, caption = f"{words.say(AGENDA_NAME)}.ics", words.say(AGENDA)

    async def send(bot: Bot) -> int | None:
        file = agenda_file(day, uid, context.now, words)
        await bot.send_document(row.chat_id, InputFile(file, filename=name), caption=caption)
        return None

    return send
