"""Bot API methods on messages: send, edit, delete, pin, answer a tap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sandbox.cloud import Cloud
from sandbox.errors import ApiError, bad_request, forbidden
from sandbox.html import parse_html
from sandbox.journal import Upload
from sandbox.keyboards import read_markup
from sandbox.model import Chat, Json, Message
from sandbox.params import Params
from sandbox.text import Entity, Formatted, detect, tidy, units

__all__ = ["SENDING", "known_chat", "open_chat"]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
UPLOAD_LIMIT = {"document": 50 * 2**20, "photo": 10 * 2**20}  # bytes
DELETABLE = timedelta(hours=48)
QUERY_LIFE = timedelta(minutes=1)  # Telegram does not document it; a bot that survives a minute survives more


def known_chat(cloud: Cloud, params: Params, key: str = "chat_id") -> Chat:
    """The chat that a call names, if the bot has ever met it."""
    if key not in params.values:
        raise bad_request("chat_id is empty")
    chat = cloud.chats.get(params.number(key))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat(cloud: Cloud, params: Params) -> Chat:
    """The chat that a call names, if the bot may write there."""
    chat = known_chat(cloud, params)
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    place = chat.members.get(cloud.bot.id)
    if chat.type == "private":
        if place is None:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
    elif place == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif place is None and chat.type == "group":
        raise bad_request("chat not found")
    elif not chat.holds(cloud.bot.id):
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def _formatted(cloud: Cloud, params: Params, key: str, entities_key: str, limit: int) -> Formatted:
    """A text parameter, parsed, cleaned, and with the entities that Telegram finds by itself."""
    mode = params.text("parse_mode").lower()
    if mode not in ("", "html"):
        cloud.journal.unknown.append(f"parse_mode {mode}")
        raise bad_request(f"unsupported parse_mode {mode}: the stand-in knows HTML only")
    if mode == "html":
        raw = parse_html(params.text(key))
    else:
        raw = Formatted(params.text(key), tuple(map(_entity, params.nested(entities_key) or ())))
    formatted = detect(tidy(raw.text, raw.entities))
    if units(formatted.text) > limit:
        raise bad_request("message is too long" if key == "text" else "message caption is too long")
    return formatted


def _entity(value: Json) -> Entity:
    return Entity(str(value["type"]), int(value["offset"]), int(value["length"]), value.get("url"))


def _text(cloud: Cloud, params: Params) -> Formatted:
    formatted = _formatted(cloud, params, "text", "entities", TEXT_LIMIT)
    if not formatted.text:
        raise bad_request("message text is empty")
    return formatted


def _post(cloud: Cloud, chat: Chat, params: Params, formatted: Formatted, content: Json | None = None) -> Json:
    markup = read_markup(params.nested("reply_markup"))
    message = cloud.post(
        chat,
        cloud.bot.id,
        text=formatted.text,
        entities=formatted.entities,
        content=content or {},
        inline=markup.inline,
        reply_keyboard=markup.reply,
        reply_to=_answered(cloud, chat, params),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    )
    return cloud.told(message)


def _answered(cloud: Cloud, chat: Chat, params: Params) -> int | None:
    reply = params.nested("reply_parameters") or {}
    number = int(reply.get("message_id", 0)) or params.number("reply_to_message_id")
    if not number or cloud.message(chat.id, number) is not None:
        return number or None
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def send_message(cloud: Cloud, params: Params) -> Json:
    """sendMessage."""
    chat = open_chat(cloud, params)
    return _post(cloud, chat, params, _text(cloud, params))


def send_contact(cloud: Cloud, params: Params) -> Json:
    """sendContact."""
    chat = open_chat(cloud, params)
    contact = {"phone_number": params.text("phone_number"), "first_name": params.text("first_name")}
    if not all(contact.values()):
        raise bad_request("phone number and first name must be specified")
    if params.text("last_name"):
        contact["last_name"] = params.text("last_name")
    return _post(cloud, chat, params, Formatted(), {"contact": contact})


def send_venue(cloud: Cloud, params: Params) -> Json:
    """sendVenue."""
    chat = open_chat(cloud, params)
    if not (params.text("title") and params.text("address")):
        raise bad_request("title and address must be specified")
    location = {key: float(params.text(key, "0")) for key in ("latitude", "longitude")}
    venue = {"location": location, "title": params.text("title"), "address": params.text("address")}
    return _post(cloud, chat, params, Formatted(), {"venue": venue, "location": location})


def _send_file(kind: str) -> Callable[[Cloud, Params], Json]:
    def send(cloud: Cloud, params: Params) -> Json:
        chat = open_chat(cloud, params)
        caption = _formatted(cloud, params, "caption", "caption_entities", CAPTION_LIMIT)
        given = params.upload(kind)
        if isinstance(given, Upload):
            if not given.data:
                raise bad_request("file must be non-empty")
            if len(given.data) > UPLOAD_LIMIT[kind]:
                raise ApiError(413, "Request Entity Too Large")
            file = cloud.keep_file(kind, given.name, given.mime, given.data)
        elif given in cloud.files:
            file = cloud.files[str(given)]
        elif given:
            raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
        else:
            raise bad_request(f"there is no {kind} in the request")
        known: Json = {"file_id": file.id, "file_unique_id": file.id[-6:], "file_size": len(file.data)}
        if kind == "photo":
            return _post(cloud, chat, params, caption, {"photo": [known | {"width": 800, "height": 600}]})
        return _post(
            cloud, chat, params, caption, {"document": known | {"file_name": file.name, "mime_type": file.mime}}
        )

    return send


def _own(cloud: Cloud, params: Params) -> Message:
    """The message that an edit names."""
    chat = open_chat(cloud, params)
    if not params.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = cloud.message(chat.id, params.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # A message that carried a reply keyboard, or took one away, can never be edited.
    if not message.from_bot or message.service or message.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    return message


def _edit(cloud: Cloud, message: Message, params: Params, formatted: Formatted) -> Json:
    markup = read_markup(params.nested("reply_markup"))
    if markup.reply is not None:
        raise bad_request("inline keyboard expected")
    if (message.text, message.entities, message.inline) == (formatted.text, formatted.entities, markup.inline):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    message.text, message.entities, message.inline = formatted.text, formatted.entities, markup.inline
    message.edited_at = cloud.clock.now()
    cloud.tell("edit", message=message)
    return cloud.told(message)


def edit_text(cloud: Cloud, params: Params) -> Json:
    """editMessageText."""
    message = _own(cloud, params)
    if message.content:
        raise bad_request("there is no text in the message to edit")
    return _edit(cloud, message, params, _text(cloud, params))


def edit_markup(cloud: Cloud, params: Params) -> Json:
    """editMessageReplyMarkup."""
    message = _own(cloud, params)
    return _edit(cloud, message, params, Formatted(message.text, message.entities))


def delete(cloud: Cloud, params: Params) -> bool:
    """deleteMessage: any message of a private chat, its own in a group, both for 48 hours."""
    chat = known_chat(cloud, params)
    if not params.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = cloud.message(chat.id, params.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    allowed = chat.type == "private" or message.from_bot or chat.members.get(cloud.bot.id) == "administrator"
    if not allowed or cloud.clock.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    cloud.tell("delete", chat=chat.id, message=message.id)
    return True


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
    "sendDocument": _send_file("document"),
    "sendPhoto": _send_file("photo"),
    "editMessageText": edit_text,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete,
    "pinChatMessage": pin,
    "answerCallbackQuery": answer_query,
    "sendChatAction": chat_action,
}
