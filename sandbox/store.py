"""What the cloud remembers: people, chats, messages, files, queries; and who is told when something changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.clock import Clock
from sandbox.commands import CommandLists
from sandbox.errors import ActError
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.journal import Journal
from sandbox.model import Chat, Json, Message, User
from sandbox.updates import Updates
from sandbox.wire import chat_json, message_json

__all__ = ["Change", "Query", "Store", "Webhook"]

Change = tuple[str, Mapping[str, Any]]


@dataclass(slots=True)
class Query:
    """A tap that waits for its answer."""

    user_id: int
    chat_id: int
    message_id: int
    at: datetime
    answered: bool = False


@dataclass(slots=True)
class Webhook:
    """Where updates are posted ("": nowhere, the bot asks for them), and how that last went wrong."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: datetime | None = None
    last_error: str = ""


class Store:
    """State without behaviour of people or of the bot. Everything is synchronous; time comes from the clock."""

    def __init__(self, clock: Clock, bot: User) -> None:
        self.clock = clock
        self.bot = bot
        self.faults = Faults()
        self.journal = Journal()
        self.updates = Updates(clock, self.faults)
        self.webhook = Webhook()
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files = Files()
        self.commands = CommandLists()
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.numbers = itertools.count(1)
        self._watchers: list[Callable[[Change], None]] = []
        self._webhook_watchers: list[Callable[[], None]] = []

    def set_webhook(self, webhook: Webhook) -> None:
        """Post updates there from now on."""
        self.webhook = webhook
        for watcher in self._webhook_watchers:
            watcher()

    def watch_webhook(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` when the webhook is set or taken away."""
        self._webhook_watchers.append(watcher)

    def watch(self, watcher: Callable[[Change], None]) -> None:
        """Call `watcher` with every change that a person could see on a phone."""
        self._watchers.append(watcher)

    def tell(self, kind: str, **payload: Any) -> None:
        """Tell the watchers what changed."""
        for watcher in self._watchers:
            watcher((kind, payload))

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not yet confirmed."""
        return len(self.updates.waiting())

    def user(self, user_id: int) -> User:
        """A person; ActError when there is none with this id."""
        found = self.users.get(user_id)
        if found is None or found.is_bot:
            raise ActError(f"There is no phone {user_id}. Add a phone first.")
        return found

    def chat(self, chat_id: int) -> Chat:
        """A chat; ActError when there is none with this id. A phone has a private chat with the bot from the start."""
        if chat_id in self.chats:
            return self.chats[chat_id]
        raise ActError(f"There is no chat {chat_id}. Private chats have the id of the phone.")

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """A message that is still there."""
        found = self.chats[chat_id].messages.get(message_id) if chat_id in self.chats else None
        return None if found is None or found.deleted else found

    def messages(self, chat_id: int) -> list[Message]:
        """All messages of a chat, oldest first, deleted ones too (see `visible`)."""
        return list(self.chat(chat_id).messages.values())

    def visible(self, chat_id: int) -> list[Message]:
        """The messages that someone who opens the chat now sees, oldest first."""
        return [message for message in self.messages(chat_id) if not message.deleted]

    def post(self, chat: Chat, sender: int | None, **fields: Any) -> Message:
        """Put a message into a chat. It does not tell the bot."""
        message = Message(chat.next_id, chat.id, sender, self.clock.now(), from_bot=sender == self.bot.id, **fields)
        chat.next_id += 1
        chat.messages[message.id] = message
        self.tell("message", message=message)
        return message

    def told(self, message: Message, *, replied: bool = True) -> Json:
        """A message as the bot gets it."""
        return message_json(message, self.chats[message.chat_id], self.users, replied=replied)

    def chat_told(self, chat: Chat) -> Json:
        """A chat as the bot gets it."""
        return chat_json(chat, self.users)
