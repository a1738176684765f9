"""Calls of the Bot API whose answer needs no objects: what we send is plain already, and of the answer little is read.

python-telegram-bot's own methods turn a keyboard into objects and back, and build the whole message from the answer.
"""

from __future__ import annotations

import json
from typing import Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken

from handlers.render import Keyboard

__all__ = ["answer_tap", "edit_text", "send_text"]

HTML = "HTML"


async def answer_tap(bot: Bot, tap_id: str, text: str | None) -> None:
    """The answer to a tapped button, with a short line over the chat if there is one."""
    await _call(bot, "answercallbackquery", {"callback_query_id": tap_id, **({"text": text} if text else {})})


async def send_text(bot: Bot, chat_id: int, html: str, keyboard: Keyboard | None) -> int:
    """A new message. Returns its id."""
    message = await _call(bot, "sendmessage", {"chat_id": chat_id, **_shown(html, keyboard)})
    return int(message["message_id"])


async def edit_text(bot: Bot, chat_id: int, message_id: int, html: str, keyboard: Keyboard | None) -> None:
    """Another text and keyboard in a message."""
    await _call(bot, "editmessagetext", {"chat_id": chat_id, "message_id": message_id, **_shown(html, keyboard)})


def _shown(html: str, keyboard: Keyboard | None) -> dict[str, Any]:
    shown = {"text": html, "parse_mode": HTML}
    if keyboard is not None:
        shown["reply_markup"] = json.dumps({"inline_keyboard": keyboard}, ensure_ascii=False, separators=(",", ":"))
    return shown


async def _call(bot: Bot, method: str, given: dict[str, Any]) -> Any:
    """In small letters, which Telegram takes as well: so python-telegram-bot gives the raw answer without a warning."""
    try:
        return await bot.do_api_request(method, given)
    except EndPointNotFound as error:  # a method that always was there: it is the token that is refused
        raise InvalidToken(error.message) from None
