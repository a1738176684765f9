"""Groups: who is in them, the bot coming and going, and the move to a supergroup."""

from __future__ import annotations

from sandbox.errors import ActError
from sandbox.model import Chat, Member, User
from sandbox.people import People

__all__ = ["Groups"]

FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


class Groups(People):
    """The acts of people on groups."""

    def add_group(self, title: str, creator: int) -> Chat:
        """A new group with only its creator in it. Its id is negative; message ids count from 1."""
        user = self.user(creator)
        number = sum(chat.type == "group" for chat in self.chats.values())
        chat = Chat(FIRST_GROUP - number, "group", title, {user.id: "creator"})
        self.chats[chat.id] = chat
        self.tell("chat", chat=chat)
        return chat

    def add_member(self, group_id: int, user_id: int) -> None:
        """Somebody joins the group."""
        chat, user = self._group(group_id), self.user(user_id)
        if not chat.holds(user.id):
            self._joins(chat, user, by=user)

    def remove_member(self, group_id: int, user_id: int) -> None:
        """Somebody leaves the group."""
        chat, user = self._group(group_id), self.user(user_id)
        if chat.holds(user.id):
            self._leaves(chat, user, by=user, after="left")

    def add_bot(self, group_id: int, by: int) -> None:
        """A member adds the bot. ActError when it is in the group already or they are not."""
        chat, user = self._group(group_id), self.user(by)
        if not chat.holds(user.id):
            raise ActError(f"{user.first_name} is not in this group.")
        if chat.holds(self.bot.id):
            raise ActError("The bot is in this group already.")
        before = chat.members.get(self.bot.id, "left")
        chat.members[self.bot.id] = "member"
        self.membership(chat, user, before, "member")
        self._joins(chat, self.bot, by=user)

    def remove_bot(self, group_id: int, by: int) -> None:
        """A member removes the bot. ActError when it is not there."""
        chat, user = self._group(group_id), self.user(by)
        if not chat.holds(self.bot.id):
            raise ActError("The bot is not in this group.")
        self._leaves(chat, self.bot, by=user, after="kicked")

    def migrate(self, group_id: int) -> int:
        """The group becomes a supergroup: a new id, new message ids, and two service messages. Returns the new id."""
        old = self._group(group_id)
        if old.type != "group":
            raise ActError("This group is a supergroup already.")
        number = sum(chat.type == "supergroup" for chat in self.chats.values())
        new = Chat(FIRST_SUPERGROUP - number, "supergroup", old.title, dict(old.members))
        self.chats[new.id] = new
        creator = next(user_id for user_id, status in old.members.items() if status == "creator")
        self._note(old, creator, migrate_to_chat_id=new.id)
        old.migrated_to = new.id
        self._note(new, creator, migrate_from_chat_id=old.id)
        self.tell("chat", chat=old)
        self.tell("chat", chat=new)
        return new.id

    def bot_leaves(self, chat: Chat) -> None:
        """The bot goes of its own accord."""
        self._leaves(chat, self.bot, by=self.bot, after="left")

    def _group(self, group_id: int) -> Chat:
        chat = self.chat(group_id)
        if chat.type == "private":
            raise ActError("This is a private chat, not a group.")
        if chat.migrated_to is not None:
            raise ActError(f"This group moved on to a supergroup: use chat {chat.migrated_to}.")
        return chat

    def _joins(self, chat: Chat, user: User, by: User) -> None:
        if not chat.holds(user.id):
            chat.members[user.id] = "member"
        self._note(chat, by.id, new_chat_members=[user.json()])
        self.tell("chat", chat=chat)

    def _leaves(self, chat: Chat, user: User, by: User, after: Member) -> None:
        before = chat.members[user.id]
        self._note(chat, by.id, left_chat_member=user.json())
        chat.members[user.id] = after
        if user.is_bot:
            self.membership(chat, by, before, after)
        self.tell("chat", chat=chat)

    def _note(self, chat: Chat, sender: int, **content: object) -> None:
        """A service message, which the bot gets while it is in the group."""
        message = self.post(chat, sender, content=content, service=True)
        if self.heard(chat, message):
            self.updates.add("message", self.told(message), chat.id)
