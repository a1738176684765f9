"""People, chats and messages as the cloud keeps them, and how the Bot API writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sandbox.text import Entity

__all__ = [
    "MEDIA",
    "Button",
    "Chat",
    "ChatType",
    "Json",
    "KeyButton",
    "Keyboard",
    "KeyboardRemove",
    "Member",
    "Message",
    "User",
]

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]
MEDIA = frozenset({"photo", "document", "voice", "video", "audio", "sticker", "video_note"})
"""Content beside which a message's text is its caption, under the names of the Bot API."""
Member = Literal["creator", "administrator", "member", "left", "kicked"]


@dataclass(frozen=True, slots=True)
class User:
    """A person with a phone, or the bot."""

    id: int
    first_name: str
    language_code: str | None = None
    last_name: str | None = None
    username: str | None = None
    phone: str | None = None
    is_bot: bool = False

    @property
    def name(self) -> str:
        """First and last name, as a chat shows it."""
        return " ".join(filter(None, [self.first_name, self.last_name]))

    def json(self) -> Json:
        """A `User` of the Bot API."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if getattr(self, key) is not None:
                body[key] = getattr(self, key)
        return body


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group. Message ids count per chat."""

    id: int
    type: ChatType
    title: str = ""
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int | None = None
    blocked: bool = False
    pinned: int | None = None
    next_id: int = 1

    def holds(self, user_id: int) -> bool:
        """Whether this user is in the chat now."""
        return self.members.get(user_id, "left") not in ("left", "kicked")


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: it sends `data` to the bot, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None

    def json(self) -> Json:
        """An `InlineKeyboardButton` of the Bot API."""
        return {"text": self.text, **({"url": self.url} if self.url is not None else {"callback_data": self.data})}


@dataclass(frozen=True, slots=True)
class KeyButton:
    """A button in place of the keyboard: it sends its text, or the person's own contact."""

    text: str
    request_contact: bool = False


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A reply keyboard."""

    rows: tuple[tuple[KeyButton, ...], ...]
    one_time: bool = False
    resize: bool = False
    placeholder: str | None = None


@dataclass(frozen=True, slots=True)
class KeyboardRemove:
    """The wish that the reply keyboard goes away."""


@dataclass(slots=True)
class Message:
    """A message in a chat. `content` holds what is not text, under the names of the Bot API (contact, document, ...).

    `text` is the caption where there is a photo or a document. `sender` is None for what nobody said.
    """

    id: int
    chat_id: int
    sender: int | None
    date: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    inline: tuple[tuple[Button, ...], ...] = ()
    reply_keyboard: Keyboard | KeyboardRemove | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    from_bot: bool = False
    service: bool = False
    reply_to: int | None = None
    silent: bool = False
    protected: bool = False
    edited_at: datetime | None = None
    deleted: bool = False

    def button(self, data: str) -> Button | None:
        """The button below it that sends this data."""
        return next((button for row in self.inline for button in row if button.data == data), None)
