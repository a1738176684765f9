"""What a row of the outbox becomes when it goes: checked, shown and rendered now, in the language of now.

Each kind is one function: it reads in the transaction that marks its row *sending*, and gives back the calls to make,
`Later`, or None if there is nothing to send any more (the recipient may no longer see it, or muted it).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from conversations import contact, nagging, tasks
from conversations.commands import command_list
from conversations.context import Context, Notice
from conversations.desk import agenda
from conversations.desk.twins import read_beside
from conversations.dialog import Group, NoticeKind, Silence
from conversations.registry import NOTICES
from conversations.route import view
from conversations.screen import Screen
from conversations.signals import reading
from conversations.toasts import TOASTS
from conversations.tongues import tongue_of
from delivery import appointments, calls, charts, documents, handing, parcels, photos, signals
from delivery.own_data import own_data
from followups import due_at, first_allowed
from handlers.render import Rendered, render
from locales import SOURCE_LANGUAGE, Translator, translator
from storage import audit, gathering, outbox, records, singles, work
from storage import shown as shown_messages
from storage.contexts import World, load, notice_named
from storage.keys import KeyRing

__all__ = ["Composer", "Later", "Sending", "is_gone", "is_unchanged"]

Sending = Callable[[Bot], Awaitable[int | None]]
"""Makes the calls; returns the id of the message that is new in the chat, or None where there is none to keep."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: nothing unasked is sent in the quiet hours, however long a row had to wait."""

    until: datetime


NOTHING = Rendered("…", None)
"""What an old card says that cannot be deleted any more: nothing, in every language."""


def is_unchanged(error: BadRequest) -> bool:
    """An edit to what is there already: done."""
    return "not modified" in error.message


def is_gone(error: BadRequest) -> bool:
    """The message that was to be changed or deleted is not there any more, or too old to change."""
    return any(words in error.message.lower() for words in ("not found", "can't be edited", "can't be deleted"))


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes rows. `now` comes in, so that the same row can be composed at any moment."""

    keys: KeyRing
    world: World

    async def compose(self, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | Later | None:
        """The calls of one row; Later; or None where there is nothing to send any more."""
        return await _KINDS[row.kind](self, conn, row, now)

    async def context(self, conn: AsyncConnection, row: Row[Any], now: datetime) -> tuple[Context, Translator]:
        """The recipient's world now, and their language."""
        context = await load(conn, self.keys, self.world, row.chat_id, now=now)
        return context, translator(context.chat.language or SOURCE_LANGUAGE)


async def _card(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    card_id = await shown_messages.card_of(conn, row.chat_id)
    quiet = row.detail == outbox.QUIET
    if not context.chat.reachable or (quiet and card_id is None):
        return None
    screen = view(context)
    rendered = render(screen, words, tongue_of(screen, context))
    for read in _read_of(screen, context):
        await audit.record(conn, now, row.chat_id, *read)
    shown = context.handovers or context.tasks or context.case is not None or context.signals.open
    if screen.personal and shown:
        fence = str(context.chat.revision)
        await work.add(
            conn,
            [
                {
                    "stream": f"chat:{row.chat_id}",
                    "kind": "neutralise",
                    "due_at": due_at("neutralise", now),
                    "fence": fence,
                    "dedupe_key": f"neutral:{row.chat_id}:{fence}",
                }
            ],
        )

    async def send(bot: Bot) -> int | None:
        if card_id is not None and not row.fresh:
            try:
                await _edit(bot, row.chat_id, card_id, rendered)
                return None
            except BadRequest as error:
                if not is_gone(error):
                    raise
            if quiet:
                return None
        elif card_id is not None:
            await _take_away(bot, row.chat_id, card_id)
        return await _send(bot, row.chat_id, rendered)

    return send


def _read_of(screen: Screen, context: Context) -> list[tuple[str, str]]:
    """The acts to write down where a card shows personal data to staff or to a partner, and what each is about."""
    act = audit.read(screen.step)
    listed = [(act, referral) for referral in agenda.shown(context.chat.state, context)]
    listed += [(act, signal) for signal in reading.shown(context.chat.state, context)]
    listed += [(audit.read("task"), referral) for referral in tasks.read_of(context.chat.state, context)]
    if not screen.personal:
        return listed
    if context.handovers:
        return [*listed, (records.PARTNER_READ, context.handovers[0].id)]
    opened = context.case
    about = () if opened is None else (opened.referral.id, *read_beside(context))
    return [*listed, *((act, referral) for referral in about)]


async def _notice(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | Later | None:
    context, words = await composer.context(conn, row, now)
    shown = await notice_named(conn, row.ref, row.chat_id, now)
    if shown is None:
        return None
    kind = NOTICES[shown.kind]
    message_id = await shown_messages.notice_message(conn, row.ref)
    if message_id is None:
        if not _may_see(kind, context, shown.municipality):
            return None
        reminds = gathering.paced(kind.name, row)
        if reminds and await gathering.overtaken(conn, shown):
            return None
        if (free := await _waits_until(conn, kind, shown, context, reminds=reminds)) is not None:
            return Later(free)
        if reminds and await gathering.gather(conn, shown, row.chat_id, now):
            shown = await notice_named(conn, row.ref, row.chat_id, now) or shown
            kind = NOTICES[shown.kind]
        if kind.single:
            await singles.replace_older(conn, shown, row.chat_id, now)
    screen = kind.view(shown, context)
    rendered = render(screen, words, tongue_of(screen, context))

    async def send(bot: Bot) -> int | None:
        if message_id is None:
            return await _send(bot, row.chat_id, rendered)
        try:
            await _edit(bot, row.chat_id, message_id, rendered)
        except BadRequest as error:
            if not is_gone(error):
                raise
        return None

    return send


async def _waits_until(
    conn: AsyncConnection, kind: NoticeKind, shown: Notice, context: Context, *, reminds: bool
) -> datetime | None:
    """When to look again at a notice that was not sent yet; None where it may go now."""
    now, chat_id = context.now, context.chat.id
    if kind.unasked and (allowed := first_allowed(now)) > now:
        return allowed
    if kind.nudge and _is_open(context, shown.ref) and (quiet := nagging.talked_until(context)) > now:
        return quiet
    if kind.single and (free := await singles.waits_until(conn, shown, chat_id, now)) is not None:
        return free
    return await gathering.waits_until(conn, shown, chat_id, now) if reminds else None


def _is_open(context: Context, household: str) -> bool:
    return context.household is not None and context.household.id == household


def _may_see(kind: NoticeKind, context: Context, municipality: str | None) -> bool:
    """Whether this chat may get this notice now: reachable, not muted, still in that team or still its group."""
    if not context.chat.reachable or (kind.deed is not None and not context.doing(kind.deed)):
        return False
    if context.chat.id < 0:
        return kind.shown_in is Group.TEAM and municipality is not None and context.team_of == municipality
    if kind.silence is Silence.BY_STOP:
        return not (context.chat.muted and kind.unasked)
    return municipality is None or any(m.municipality == municipality for m in context.staff)


async def _ack(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    text: str | None = None
    if row.detail:
        _, words = await composer.context(conn, row, now)
        text = words.say(TOASTS[row.detail])

    async def send(bot: Bot) -> int | None:
        with suppress(BadRequest):  # too old: the person has gone on
            await calls.answer_tap(bot, row.ref, text)
        return None

    return send


async def _commands(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    language = context.chat.language or SOURCE_LANGUAGE
    commands = [BotCommand(names[language], words.say(text)) for names, text in command_list(context)]

    async def send(bot: Bot) -> int | None:
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(row.chat_id))
        return None

    return send


async def _contact(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    _, words = await composer.context(conn, row, now)
    button = KeyboardButton(words.say(contact.BUTTON), request_contact=True)
    keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    text = words.say(contact.ASK)

    async def send(bot: Bot) -> int | None:
        message: Message = await bot.send_message(row.chat_id, text, reply_markup=keyboard)
        return message.message_id

    return send


async def _contact_end(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    _, words = await composer.context(conn, row, now)
    request = await shown_messages.request_of(conn, row.chat_id)
    text = words.say(contact.THANKS)

    async def send(bot: Bot) -> int | None:
        """Telegram takes a keyboard away only with a message; that message goes too, and makes no sound."""
        gone = ReplyKeyboardRemove()
        message = await bot.send_message(row.chat_id, text, reply_markup=gone, disable_notification=True)
        for message_id in (message.message_id, request, int(row.ref)):
            if message_id:
                await _delete_one(bot, row.chat_id, message_id)
        return None

    return send


async def _delete(_: Composer, __: AsyncConnection, row: Row[Any], ___: datetime) -> Sending | None:
    async def send(bot: Bot) -> int | None:
        await _take_away(bot, row.chat_id, int(row.ref))
        return None

    return send


async def _link(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await parcels.link(conn, composer.keys, row, context, words=words, bot_username=composer.world.bot_username)


async def _factor(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return parcels.factor(row, context, words=words, bot_username=composer.world.bot_username)


async def _leaflet(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await parcels.leaflet(conn, composer.world, row, context, words=words)


async def _document(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await documents.of_household(row, context, words)


async def _case_document(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await documents.of_case(conn, composer.keys, row, context, words)


async def _photo(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await photos.passed_on(conn, composer.keys, row, context, words)


async def _handover_link(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await handing.link(conn, composer.keys, row, context, world=composer.world, words=words)


async def _handover_code(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await handing.code(conn, composer.keys, row, context, words)


async def _agenda(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await parcels.agenda(row, context, words=words)


async def _appointment(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await appointments.appointment(conn, composer.keys, row, context, words=words)


async def _own_data(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await own_data(conn, composer.keys, row, context, words=words)


async def _chart(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await charts.picture(conn, row, context, words=words)


async def _signal_sheet(composer: Composer, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | None:
    context, words = await composer.context(conn, row, now)
    return await signals.signal_sheet(conn, row, context, words=words)


async def _leave(_: Composer, __: AsyncConnection, row: Row[Any], ___: datetime) -> Sending | None:
    async def send(bot: Bot) -> int | None:
        try:
            await bot.leave_chat(row.chat_id)
        except BadRequest as error:
            if not is_gone(error):
                raise
        return None

    return send


async def _send(bot: Bot, chat_id: int, rendered: Rendered) -> int:
    return await calls.send_text(bot, chat_id, rendered.html, rendered.keyboard)


async def _edit(bot: Bot, chat_id: int, message_id: int, rendered: Rendered) -> None:
    try:
        await calls.edit_text(bot, chat_id, message_id, rendered.html, rendered.keyboard)
    except BadRequest as error:
        if not is_unchanged(error):
            raise


async def _take_away(bot: Bot, chat_id: int, message_id: int) -> None:
    """What may show a family, a name or numbers to call, where nothing would hide or erase it any more: it goes.

    Telegram deletes for 48 hours; what is older says nothing any more, and has no buttons.
    """
    try:
        await bot.delete_message(chat_id, message_id)
    except BadRequest as error:
        if not is_gone(error):
            raise
        with suppress(BadRequest):
            await _edit(bot, chat_id, message_id, NOTHING)


async def _delete_one(bot: Bot, chat_id: int, message_id: int) -> None:
    try:
        await bot.delete_message(chat_id, message_id)
    except BadRequest as error:
        if not is_gone(error):
            raise


_Compose = Callable[[Composer, AsyncConnection, "Row[Any]", datetime], Awaitable[Sending | Later | None]]

_KINDS: Mapping[str, _Compose] = {
    "ack": _ack,
    "appointment": _appointment,
    "calendar": _agenda,
    "card": _card,
    "case_document": _case_document,
    "chart": _chart,
    "commands": _commands,
    "contact": _contact,
    "contact_end": _contact_end,
    "delete": _delete,
    "document": _document,
    "factor": _factor,
    "handover_code": _handover_code,
    "handover_link": _handover_link,
    "leaflet": _leaflet,
    "leave": _leave,
    "link": _link,
    "notice": _notice,
    "own_data": _own_data,
    "photo": _photo,
    "signal_sheet": _signal_sheet,
}
