"""Bot API methods on messages: send, edit, delete, pin, answer a tap."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sandbox.cloud import Cloud
from sandbox.composing import edit_message, known_chat, open_chat, own_message, plain_text, post
from sandbox.errors import bad_request
from sandbox.model import Chat, Json, Message
from sandbox.params import Params
from sandbox.text import Formatted, tidy, units

__all__ = ["SENDING"]

DELETABLE = timedelta(hours=48)
MOST_AT_ONCE = 100
QUERY_LIFE = timedelta(minutes=1)  # Telegram does not document it; a bot that survives a minute survives more


def send_message(cloud: Cloud, params: Params) -> Json:
    """sendMessage."""
    chat = open_chat(cloud, params)
    return post(cloud, chat, params, plain_text(cloud, params))


def send_contact(cloud: Cloud, params: Params) -> Json:
    """sendContact."""
    chat = open_chat(cloud, params)
    contact = {"phone_number": params.text("phone_number"), "first_name": params.text("first_name")}
    if not all(contact.values()):
        raise bad_request("phone number and first name must be specified")
    if params.text("last_name"):
        contact["last_name"] = params.text("last_name")
    return post(cloud, chat, params, Formatted(), {"contact": contact})


def send_venue(cloud: Cloud, params: Params) -> Json:
    """sendVenue."""
    chat = open_chat(cloud, params)
    if not (params.text("title") and params.text("address")):
        raise bad_request("title and address must be specified")
    location = {key: _coordinate(params, key, most) for key, most in (("latitude", 90), ("longitude", 180))}
    venue = {"location": location, "title": params.text("title"), "address": params.text("address")}
    return post(cloud, chat, params, Formatted(), {"venue": venue, "location": location})


def _coordinate(params: Params, key: str, most: int) -> float:
    """A number of degrees; Telegram refuses a place without one, and one that is nowhere."""
    if not params.text(key):
        raise bad_request(f"{key} is empty")
    try:
        degrees = float(params.text(key))
    except ValueError:
        degrees = math.inf
    if abs(degrees) > most:
        raise bad_request("wrong location specified")
    return degrees


def edit_text(cloud: Cloud, params: Params) -> Json:
    """editMessageText."""
    message = own_message(cloud, params)
    if message.content:
        raise bad_request("there is no text in the message to edit")
    return edit_message(cloud, message, params, plain_text(cloud, params))


def edit_markup(cloud: Cloud, params: Params) -> Json:
    """editMessageReplyMarkup."""
    message = own_message(cloud, params)
    return edit_message(cloud, message, params, Formatted(message.text, message.entities))


def delete(cloud: Cloud, params: Params) -> bool:
    """deleteMessage: any message of a private chat, its own in a group, both for 48 hours."""
    chat = known_chat(cloud, params)
    if not params.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = cloud.message(chat.id, params.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(cloud, chat, [message])
    return True


def delete_many(cloud: Cloud, params: Params) -> bool:
    """deleteMessages: those that are not there are skipped; where one may not be deleted, none is."""
    chat = known_chat(cloud, params)
    numbers = params.nested("message_ids")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if not all(str(number).isdecimal() and int(number) > 0 for number in numbers):
        raise bad_request("invalid message identifier specified")
    found = [cloud.message(chat.id, int(number)) for number in numbers]
    _delete(cloud, chat, [message for message in found if message is not None])
    return True


def _delete(cloud: Cloud, chat: Chat, messages: list[Message]) -> None:
    every = chat.type == "private" or chat.members.get(cloud.bot.id) == "administrator"
    oldest = cloud.clock.now() - DELETABLE
    if not all((every or message.from_bot) and message.date >= oldest for message in messages):
        raise bad_request("message can't be deleted for everyone")
    for message in messages:
        message.deleted = True
        cloud.tell("delete", chat=chat.id, message=message.id)


def pin(cloud: Cloud, params: Params) -> bool:
    """pinChatMessage, which leaves a service message."""
    chat = open_chat(cloud, params)
    message = cloud.message(chat.id, params.number("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    chat.pinned = message.id
    cloud.post(chat, cloud.bot.id, content={"pinned_message": cloud.told(message)}, service=True)
    return True


def answer_query(cloud: Cloud, params: Params) -> bool:
    """answerCallbackQuery."""
    query = cloud.queries.get(params.text("callback_query_id"))
    if query is None or cloud.clock.now() - query.at > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = tidy(params.text("text")).text
    if units(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if not query.answered:
        query.answered = True
        cloud.tell(
            "answer",
            user=query.user_id,
            chat=query.chat_id,
            message=query.message_id,
            text=text,
            alert=params.flag("show_alert"),
        )
    return True


_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


def chat_action(cloud: Cloud, params: Params) -> bool:
    """sendChatAction."""
    chat = open_chat(cloud, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    cloud.tell("typing", chat=chat.id, action=params.text("action"))
    return True


SENDING: dict[str, Callable[[Cloud, Params], Any]] = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendVenue": send_venue,
    "editMessageText": edit_text,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete,
    "deleteMessages": delete_many,
    "pinChatMessage": pin,
    "answerCallbackQuery": answer_query,
    "sendChatAction": chat_action,
}
