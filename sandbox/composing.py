"""What a message of the bot is made of, read from a call: its chat, its text, its keyboard; and putting it there."""

from __future__ import annotations

from sandbox.cloud import Cloud
from sandbox.errors import bad_request, forbidden
from sandbox.html import parse_html
from sandbox.keyboards import read_markup
from sandbox.model import Chat, Json, Message
from sandbox.params import Params
from sandbox.text import Entity, Formatted, detect, tidy, units

__all__ = ["caption_text", "edit_message", "known_chat", "open_chat", "own_message", "plain_text", "post"]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


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


def plain_text(cloud: Cloud, params: Params) -> Formatted:
    """The text of a call, which may not be empty."""
    formatted = _formatted(cloud, params, "text", "entities", TEXT_LIMIT)
    if not formatted.text:
        raise bad_request("message text is empty")
    return formatted


def caption_text(cloud: Cloud, params: Params) -> Formatted:
    """The caption of a call; it may be empty."""
    return _formatted(cloud, params, "caption", "caption_entities", CAPTION_LIMIT)


def post(cloud: Cloud, chat: Chat, params: Params, formatted: Formatted, content: Json | None = None) -> Json:
    """Put a message of the bot into a chat, with the keyboard that the call names; the message as the bot gets it."""
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


def own_message(cloud: Cloud, params: Params) -> Message:
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


def edit_message(
    cloud: Cloud, message: Message, params: Params, formatted: Formatted, content: Json | None = None
) -> Json:
    """Give a message another text, keyboard and, where told, content. ApiError 400 where that changes nothing."""
    markup = read_markup(params.nested("reply_markup"))
    if markup.reply is not None:
        raise bad_request("inline keyboard expected")
    content = dict(message.content) if content is None else content
    before = (message.text, message.entities, message.inline, message.content)
    if before == (formatted.text, formatted.entities, markup.inline, content):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    message.text, message.entities, message.inline = formatted.text, formatted.entities, markup.inline
    message.content = content
    message.edited_at = cloud.clock.now()
    cloud.tell("edit", message=message)
    return cloud.told(message)
