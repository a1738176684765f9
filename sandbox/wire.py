"""Chats and messages as the Bot API writes them."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.model import MEDIA, Chat, Json, Message, User

__all__ = ["chat_json", "message_json"]


def chat_json(chat: Chat, users: Mapping[int, User]) -> Json:
    """A `Chat` of the Bot API."""
    if chat.type != "private":
        body: Json = {"id": chat.id, "type": chat.type, "title": chat.title}
        if chat.type == "group":
            body["all_members_are_administrators"] = False
        return body
    person = users[chat.id].json()
    body = {"id": chat.id, "type": "private"}
    body.update((key, person[key]) for key in ("first_name", "last_name", "username") if key in person)
    return body


def message_json(message: Message, chat: Chat, users: Mapping[int, User], *, replied: bool = True) -> Json:
    """A `Message` of the Bot API; `replied` adds the message that it answers (one level deep, as Telegram does)."""
    body: Json = {
        "message_id": message.id,
        "date": int(message.date.timestamp()),
        "chat": chat_json(chat, users),
        **message.content,
    }
    if message.sender is not None:
        body["from"] = users[message.sender].json()
    captioned = not MEDIA.isdisjoint(message.content)
    if message.text:
        body["caption" if captioned else "text"] = message.text
    if message.entities:
        body["caption_entities" if captioned else "entities"] = [entity.json() for entity in message.entities]
    if message.inline:
        body["reply_markup"] = {"inline_keyboard": [[button.json() for button in row] for row in message.inline]}
    if message.edited_at is not None:
        body["edit_date"] = int(message.edited_at.timestamp())
    if message.protected:
        body["has_protected_content"] = True
    if replied and message.reply_to is not None and message.reply_to in chat.messages:
        answered = chat.messages[message.reply_to]
        if not answered.deleted:
            body["reply_to_message"] = message_json(answered, chat, users, replied=False)
    return body
