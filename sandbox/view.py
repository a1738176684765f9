"""What the page shows, as JSON: phones, chats and messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.cloud import Cloud
from sandbox.model import Chat, Json, Keyboard, Message, User

__all__ = ["chat_view", "commands_view", "message_view", "moment", "phone_view"]


def moment(at: datetime | None) -> str | None:
    """A moment in ISO 8601, UTC."""
    return None if at is None else at.astimezone(UTC).isoformat()


def message_view(cloud: Cloud, message: Message) -> Json:
    """One message as the page shows it."""
    sender = cloud.users.get(message.sender) if message.sender is not None else None
    if message.service or sender is None:
        who: int | str = "system"
    else:
        who = "bot" if sender.is_bot else sender.id
    return {
        "id": message.id,
        "chat": message.chat_id,
        "from": who,
        "from_name": sender.name if sender is not None and who != "system" else "",
        "text": _service_text(message, sender) if message.service else _as_shown(message),
        "entities": [entity.json() for entity in message.entities],
        "inline": [[_inline(button.text, button.data, button.url) for button in row] for row in message.inline] or None,
        "reply_keyboard": _keyboard(message),
        "contact": message.content.get("contact"),
        "document": _document(cloud, message.content),
        "photo": _photo(cloud, message.content),
        "venue": message.content.get("venue"),
        "media": next((kind for kind in ("voice", "video", "sticker", "location") if kind in message.content), None),
        "reply_to": message.reply_to,
        "silent": message.silent,
        "date": moment(message.date),
        "edited": message.edited_at is not None,
    }


def _as_shown(message: Message) -> str:
    """A messenger shows /start without what the link behind it carried."""
    return "/start" if message.text.startswith("/start ") else message.text


def _inline(text: str, data: str | None, url: str | None) -> Json:
    return {"text": text, "url": url} if url is not None else {"text": text, "data": data}


def _keyboard(message: Message) -> Json | None:
    keyboard = message.reply_keyboard
    if keyboard is None:
        return None
    if not isinstance(keyboard, Keyboard):
        return {"remove": True}
    rows = [[{"text": key.text, "request_contact": key.request_contact} for key in row] for row in keyboard.rows]
    return {"rows": rows, "one_time": keyboard.one_time, "placeholder": keyboard.placeholder}


def _document(cloud: Cloud, content: Mapping[str, object]) -> Json | None:
    document = content.get("document")
    if not isinstance(document, dict):
        return None
    picture = str(document.get("mime_type", "")).startswith("image/")
    return {**document, "url": _address(cloud, document["file_id"]), "picture": picture}


def _photo(cloud: Cloud, content: Mapping[str, Any]) -> Json | None:
    """A photo in its largest size; the page asks for its QR codes by the `file_id`."""
    sizes = content.get("photo")
    return {**sizes[-1], "url": _address(cloud, sizes[-1]["file_id"])} if sizes else None


def _address(cloud: Cloud, file_id: str) -> str | None:
    """Where the page finds a file."""
    file = cloud.files.get(file_id)
    return f"/sandbox/files/{file.path}" if file is not None else None


def _service_text(message: Message, sender: User | None) -> str:
    content = message.content
    actor = sender.name if sender is not None else "Telegram"
    if "new_chat_members" in content:
        return f"{actor} added {content['new_chat_members'][0]['first_name']}"
    if "left_chat_member" in content:
        left = content["left_chat_member"]
        return f"{left['first_name']} left" if left["id"] == message.sender else f"{actor} removed {left['first_name']}"
    if "pinned_message" in content:
        return f"{actor} pinned a message"
    return "This group is now a supergroup"


def commands_view(cloud: Cloud, user: User) -> list[Json]:
    """The commands that this person's menu shows in the private chat."""
    shown = cloud.commands.shown(cloud.chats[user.id], user.id, user.language_code)
    return [{"command": name, "description": description} for name, description in shown]


def phone_view(cloud: Cloud, user: User, role: str) -> Json:
    """One phone."""
    return {
        "id": user.id,
        "first_name": user.first_name,
        "language_code": user.language_code,
        "role": role,
        "phone": user.phone,
        "blocked": cloud.chats[user.id].blocked,
        "commands": commands_view(cloud, user),
        "chats": [chat.id for chat in cloud.chats.values() if chat.holds(user.id) and chat.migrated_to is None],
    }


def chat_view(cloud: Cloud, chat: Chat) -> Json:
    """One chat with its messages."""
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title or cloud.bot.name,
        "members": [user_id for user_id in chat.members if chat.holds(user_id) and user_id != cloud.bot.id],
        "bot_in": chat.holds(cloud.bot.id),
        "migrated_to": chat.migrated_to,
        "messages": [message_view(cloud, message) for message in chat.messages.values() if not message.deleted],
    }
