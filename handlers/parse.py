"""Update -> event. Nothing is decided here, and nothing is kept that the core does not ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot, ChatMember, Message, Update

from conversations.events import (
    BotAdded,
    BotRemoved,
    Command,
    Event,
    Migrated,
    Opened,
    Reachable,
    Sent,
    Shared,
    Tap,
    Typed,
)

__all__ = [
    "Tapped",
    "chat_of",
    "command",
    "contact",
    "group_membership",
    "migration",
    "needed",
    "other",
    "reach",
    "read",
    "start",
    "tap",
    "text",
]

OF_A_TAPPED_MESSAGE = ("message_id", "chat")
NOT_SHOWN = {"date": 0}
"""How Telegram marks a message that it gives without its content."""
REPEATED = ("reply_to_message", "quote", "external_reply", "pinned_message")
_AWAY = {ChatMember.LEFT, ChatMember.BANNED}


@dataclass(frozen=True, slots=True)
class Tapped:
    """All that is read of a tap. Nine turns in ten are one, and making Telegram's whole objects of it costs more than
    anything else of the intake."""

    id: str
    data: str
    message: int


def read(update: Mapping[str, Any], bot: Bot) -> Tapped | Update | None:
    """A raw update, as the handlers take it."""
    query = update.get("callback_query")
    if query is None:
        return Update.de_json(dict(update), bot)
    message = query.get("message")
    return Tapped(str(query["id"]), query.get("data") or "", int(message["message_id"]) if message else 0)


def chat_of(update: dict[str, Any]) -> int | None:
    """The chat that a raw update belongs to: its stream. None: an update that nobody waits for."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    query = update.get("callback_query")
    if query is None:
        return None
    message = query.get("message")
    return int(message["chat"]["id"] if message else query["from"]["id"])


def needed(update: Mapping[str, Any]) -> dict[str, Any]:
    """A raw update without what Telegram repeats of earlier messages: a tap comes with all that stood on its card,
    an answer with what it answers. Nobody reads that, and it may be something that must not be kept."""
    kept = dict(update)
    query = kept.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("message"), dict):
        tapped = {key: query["message"][key] for key in OF_A_TAPPED_MESSAGE if key in query["message"]} | NOT_SHOWN
        kept["callback_query"] = {**query, "message": tapped}
    if isinstance(kept.get("message"), dict):
        kept["message"] = {key: value for key, value in kept["message"].items() if key not in REPEATED}
    return kept


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None, "the handler's filter lets only messages through"
    return message


def start(update: Update) -> Event:
    """/start, with what a deep link carried."""
    message = _message(update)
    return Opened((message.text or "").partition(" ")[2].strip(), message.message_id)


def command(update: Update) -> Event:
    """Any other slash command, without the slash and the bot's name, and the words behind it."""
    message = _message(update)
    word, *words = (message.text or "").split(maxsplit=1)
    return Command(word.removeprefix("/").partition("@")[0].lower(), message.message_id, " ".join(words).strip())


def text(update: Update) -> Event:
    """Typed text."""
    message = _message(update)
    return Typed(message.text or "", message.message_id)


def contact(update: Update) -> Event:
    """A shared contact. Only one with the sender's own user id counts as their own phone."""
    message = _message(update)
    shared, sender = message.contact, message.from_user
    assert shared is not None, "the handler's filter lets only contacts through"
    own = sender is not None and shared.user_id == sender.id
    return Shared(shared.phone_number, own, message.message_id)


def other(update: Update) -> Event:
    """A photo, a voice message, a sticker. Of a file only that it is one: nobody asks for its content."""
    message = _message(update)
    return Sent(message.message_id, bool(message.photo or message.document), message.caption or "")


def tap(tapped: Tapped) -> Event:
    """A tapped button."""
    return Tap(tapped.data, tapped.message)


def reach(update: Update) -> Event:
    """The person blocked or unblocked the bot."""
    change = update.my_chat_member
    assert change is not None, "the handler lets only these through"
    return Reachable(change.new_chat_member.status not in _AWAY)


def group_membership(update: Update) -> Event:
    """The bot came into a group, or went."""
    change = update.my_chat_member
    assert change is not None, "the handler lets only these through"
    if change.new_chat_member.status in _AWAY:
        return BotRemoved()
    return BotAdded(change.from_user.id)


def migration(update: Update) -> Event:
    """A group became a supergroup with another id."""
    to = _message(update).migrate_to_chat_id
    assert to is not None, "the handler's filter lets only migrations through"
    return Migrated(to)
