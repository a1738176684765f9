"""What people do on their phones."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.attachments import attached
from sandbox.errors import ActError
from sandbox.journal import Upload
from sandbox.model import Chat, Json, KeyboardRemove, Message, User
from sandbox.store import Query, Store
from sandbox.text import detect, tidy, units

__all__ = ["People"]

FIRST_PERSON = 5_000_000_001  # beyond 32 bits, as many real ids are
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class People(Store):
    """The acts of people in private chats and groups."""

    def add_user(
        self,
        first_name: str,
        language_code: str | None = "nl",
        last_name: str | None = None,
        username: str | None = None,
        phone: str | None = None,
    ) -> User:
        """A person with a phone who has not yet opened the bot. Without `phone` they get a made-up number."""
        number = sum(not user.is_bot for user in self.users.values())
        user = User(
            id=FIRST_PERSON + number,
            first_name=first_name,
            language_code=language_code,
            last_name=last_name,
            username=username,
            phone=phone or f"+32470{number + 1:06d}",
        )
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", members={user.id: "member"})
        self.tell("phone", user=user)
        return user

    def send(self, user_id: int, chat_id: int, text: str, reply_to: int | None = None) -> Message:
        """Type a text and send it. ActError when nothing is left after Telegram's cleaning, or it is too long."""
        formatted = detect(tidy(text))
        if not formatted.text:
            raise ActError("There is nothing to send: type something first.")
        if units(formatted.text) > TEXT_LIMIT:
            raise ActError(f"This message is too long: at most {TEXT_LIMIT} characters fit.")
        return self._say(user_id, chat_id, text=formatted.text, entities=formatted.entities, reply_to=reply_to)

    def share_contact(self, user_id: int, chat_id: int, contact_of: int | None = None) -> Message:
        """Share one's own contact, or that of another phone.

        The number comes without its plus, as most phones send it.
        """
        owner = self.user(user_id if contact_of is None else contact_of)
        contact: Json = {"phone_number": (owner.phone or "").lstrip("+"), "first_name": owner.first_name}
        if owner.last_name:
            contact["last_name"] = owner.last_name
        contact["user_id"] = owner.id
        return self._say(user_id, chat_id, content={"contact": contact})

    def send_media(
        self, user_id: int, chat_id: int, kind: str, chosen: Upload | None = None, caption: str = ""
    ) -> Message:
        """Send something that is not text: one of `attachments.KINDS`.

        A photo or a document may be a chosen file, any kind else is a sample. ActError where it cannot be sent.
        """
        self._member(user_id, chat_id)
        words = detect(tidy(caption))
        if units(words.text) > CAPTION_LIMIT:
            raise ActError(f"This caption is too long: at most {CAPTION_LIMIT} characters fit.")
        content = attached(self.files, kind, chosen)
        return self._say(user_id, chat_id, content=content, text=words.text, entities=words.entities)

    def tap(self, user_id: int, chat_id: int, message_id: int, data: str, *, forged: bool = False) -> str:
        """Tap a button below a message; the id of the query. ActError when the button is not there.

        `forged` sends the data all the same, as a changed app, or a tap on a button that has just gone, would.
        """
        user, chat = self._member(user_id, chat_id)
        message = self.message(chat_id, message_id)
        if not forged and (message is None or message.button(data) is None):
            raise ActError("This button is not there any more. Look at the newest message.")
        number = f"{next(self.numbers):019d}"
        self.queries[number] = Query(user.id, chat.id, message_id, self.clock.now())
        shown = (
            self.told(message)
            if message is not None
            else {"message_id": message_id, "date": 0, "chat": self.chat_told(chat)}
        )
        payload = {"id": number, "from": user.json(), "message": shown, "chat_instance": str(chat.id), "data": data}
        self.updates.add("callback_query", payload, chat.id)
        return number

    def open_link(self, user_id: int, link: str) -> Message:
        """Open a deep link to the bot (or its bare payload) and press Start. ActError when it leads elsewhere."""
        user = self.user(user_id)
        payload = self._payload(link)
        chat = self.chats[user.id]
        if chat.blocked:
            self.unblock(user.id)
        return self.send(user.id, user.id, f"/start {payload}" if payload else "/start")

    def block(self, user_id: int) -> None:
        """Stop and block the bot; blocking twice changes nothing."""
        self._set_blocked(user_id, True)

    def unblock(self, user_id: int) -> None:
        """Let the bot write again."""
        self._set_blocked(user_id, False)

    def _set_blocked(self, user_id: int, blocked: bool) -> None:
        user = self.user(user_id)
        chat = self.chats[user.id]
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        if self.bot.id in chat.members:
            before, after = ("member", "kicked") if blocked else ("kicked", "member")
            chat.members[self.bot.id] = "kicked" if blocked else "member"
            self.membership(chat, user, before, after)
        self.tell("phone", user=user)

    def membership(self, chat: Chat, by: User, before: str, after: str) -> None:
        """Tell the bot that its own place in a chat changed."""
        payload = {
            "chat": self.chat_told(chat),
            "from": by.json(),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": self.member_told(self.bot, before),
            "new_chat_member": self.member_told(self.bot, after),
        }
        self.updates.add("my_chat_member", payload, chat.id)

    @staticmethod
    def member_told(user: User, status: str) -> Json:
        """A `ChatMember` of the Bot API."""
        body: Json = {"user": user.json(), "status": status}
        if status == "kicked":
            body["until_date"] = 0
        if status == "creator":
            body["is_anonymous"] = False
        return body

    def _member(self, user_id: int, chat_id: int) -> tuple[User, Chat]:
        user, chat = self.user(user_id), self.chat(chat_id)
        if chat.migrated_to is not None:
            raise ActError(f"This group moved on to a supergroup: use chat {chat.migrated_to}.")
        if not chat.holds(user_id):
            raise ActError(f"{user.first_name} is not in this chat.")
        if chat.blocked:
            raise ActError(f"{user.first_name} has blocked the bot. Unblock it first.")
        return user, chat

    def _say(self, user_id: int, chat_id: int, **fields: Any) -> Message:
        user, chat = self._member(user_id, chat_id)
        if chat.type == "private":
            chat.members[self.bot.id] = "member"
        message = self.post(chat, user.id, **fields)
        if self.heard(chat, message):
            self.updates.add("message", self.told(message), chat.id)
        return message

    def heard(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: in a group the bot gets commands, answers to its own messages and service messages only."""
        if not chat.holds(self.bot.id):
            return False
        if chat.type == "private" or message.service or chat.members[self.bot.id] == "administrator":
            return True
        answered = chat.messages.get(message.reply_to) if message.reply_to is not None else None
        if answered is not None and answered.from_bot:
            return True
        first = message.text.split(maxsplit=1)[0] if message.text else ""
        name, _, addressee = first.partition("@")
        return name.startswith("/") and addressee.lower() in ("", (self.bot.username or "").lower())

    def keyboard(self, chat_id: int) -> Message | None:
        """The message whose reply keyboard this chat shows now, if any."""
        for message in reversed(self.visible(chat_id)):
            if message.reply_keyboard is not None:
                return None if isinstance(message.reply_keyboard, KeyboardRemove) else message
        return None

    def _payload(self, link: str) -> str:
        link = link.strip()
        if "/" not in link and "?" not in link:
            payload = link
        else:
            parts = urlsplit(link if "//" in link else f"https://{link}")
            query = parse_qs(parts.query)
            name = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
            if parts.scheme != "tg" and parts.hostname not in ("t.me", "telegram.me"):
                raise ActError(f"This link does not open in Telegram: {link}")
            if name.lower() != (self.bot.username or "").lower():
                raise ActError(f"This link opens another chat than @{self.bot.username}: {link}")
            payload = query.get("start", [""])[0]
        if payload and not _PAYLOAD.fullmatch(payload):
            raise ActError("A start parameter has 1 to 64 letters, digits, - or _. This link has another one.")
        return payload
