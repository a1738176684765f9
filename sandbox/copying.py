"""The Bot API method that copies a message: as if the bot had sent it, without a link to where it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.cloud import Cloud
from sandbox.composing import caption_text, known_chat, open_chat, post
from sandbox.errors import bad_request
from sandbox.model import MEDIA, Json
from sandbox.params import Params
from sandbox.text import Formatted

__all__ = ["COPYING"]


def copy_message(cloud: Cloud, params: Params) -> Json:
    """copyMessage: text, photos, files and places, with another caption if one is given; the number of the copy.

    Service messages cannot be copied. Of the others Telegram refuses polls and paid media, which no phone here sends.
    """
    chat = open_chat(cloud, params)
    source = known_chat(cloud, params, "from_chat_id")
    message = cloud.message(source.id, params.number("message_id"))
    if message is None:
        raise bad_request("message to copy not found")
    if message.service:
        raise bad_request("message can't be copied")
    said = Formatted(message.text, message.entities)
    if "caption" in params.values and not MEDIA.isdisjoint(message.content):
        said = caption_text(cloud, params)
    copy = post(cloud, chat, params, said, dict(message.content))
    return {"message_id": copy["message_id"]}


COPYING: dict[str, Callable[[Cloud, Params], Any]] = {"copyMessage": copy_message}
