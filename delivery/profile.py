"""What Telegram shows of the bot before anybody wrote to it: its commands, and what it says it is for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from conversations.about import DESCRIPTION, SHORT_DESCRIPTION
from conversations.commands import COMMAND_LIST
from delivery.retrying import persistently
from locales import LANGUAGES, SOURCE_LANGUAGE, translator

__all__ = ["introduce"]

_TEXTS = (
    ("getmydescription", "setmydescription", "description", DESCRIPTION),
    ("getmyshortdescription", "setmyshortdescription", "short_description", SHORT_DESCRIPTION),
)
"""Asking, telling (in small letters: raw, python-telegram-bot need not warn of it), the field, and what it says."""
_ANY = ""
"""The language code of everybody whose language is not here: they read Dutch."""

log = structlog.get_logger()


async def introduce(bot: Bot) -> None:
    """Says it in every language. What Telegram refuses is told in the log; the bot works without."""
    for language in LANGUAGES:
        await _try("setting the commands", partial(_commands, bot, language))
    for language in (_ANY, *LANGUAGES):
        for getting, setting, name, text in _TEXTS:
            said = {name: translator(language or SOURCE_LANGUAGE).say(text)}
            await _try("describing the bot", partial(_describe, bot, language, getting, setting, said))


async def _try(what: str, step: Callable[[], Awaitable[None]]) -> None:
    try:
        await persistently(what, step)
    except TelegramError as error:
        log.error("refused", step=what, error=type(error).__name__)


async def _commands(bot: Bot, language: str) -> None:
    """The commands of whoever has not chosen a language here: by the language of their Telegram."""
    words = translator(language)
    commands = [BotCommand(names[language], words.say(text)) for names, text in COMMAND_LIST]
    await bot.set_my_commands(commands, language_code=language)


async def _describe(bot: Bot, language: str, getting: str, setting: str, said: dict[str, str]) -> None:
    """Only where it changed: a bot that is started often need not tell the same again."""
    where = {"language_code": language} if language else {}
    if await bot.do_api_request(getting, where) != said:
        await bot.do_api_request(setting, {**where, **said})
