"""The keyboards of a message, read from reply_markup and checked as Telegram does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.errors import bad_request
from sandbox.model import Button, Keyboard, KeyboardRemove, KeyButton

__all__ = ["Markup", "read_markup"]

MOST_BUTTONS = 100
DATA_BYTES = 64
_URL = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[\w-]+(?::\d+)?(?:[/?#]\S*)?|tg://\S+", re.I)


@dataclass(frozen=True, slots=True)
class Markup:
    """What reply_markup says: buttons below the message, or a wish for the reply keyboard, or nothing."""

    inline: tuple[tuple[Button, ...], ...] = ()
    reply: Keyboard | KeyboardRemove | None = None


def read_markup(value: Any) -> Markup:
    """Read a reply_markup. ApiError 400 where Telegram refuses it."""
    if not value:
        return Markup()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = tuple(tuple(_button(button) for button in row) for row in value["inline_keyboard"] if row)
        if sum(map(len, rows)) > MOST_BUTTONS:
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        return Markup(inline=rows)
    if value.get("remove_keyboard"):
        return Markup(reply=KeyboardRemove())
    if "keyboard" in value:
        keys = tuple(tuple(_key(key) for key in row) for row in value["keyboard"] if row)
        if not keys:
            raise bad_request("reply markup keyboard is empty")
        return Markup(
            reply=Keyboard(
                keys,
                one_time=bool(value.get("one_time_keyboard")),
                resize=bool(value.get("resize_keyboard")),
                placeholder=value.get("input_field_placeholder"),
            )
        )
    raise bad_request("can't parse reply keyboard markup JSON object")


def _button(value: Any) -> Button:
    label = value.get("text") if isinstance(value, dict) else None
    if not isinstance(label, str) or not label.strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "url" in value:
        if not _URL.fullmatch(str(value["url"])):
            raise bad_request(f"inline keyboard button URL '{value['url']}' is invalid: Wrong HTTP URL")
        return Button(label, url=str(value["url"]))
    if "callback_data" in value:
        if not 1 <= len(str(value["callback_data"]).encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(label, data=str(value["callback_data"]))
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _key(value: Any) -> KeyButton:
    if isinstance(value, str):
        value = {"text": value}
    label = value.get("text") if isinstance(value, dict) else None
    if not isinstance(label, str) or not label.strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return KeyButton(label, bool(value.get("request_contact")))
