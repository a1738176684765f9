"""A family and whoever has its request write to each other through the bot: the family's side, beside the message that
waits for an answer (`conversations.messages`). What a coordinator does: `conversations.desk`."""

from __future__ import annotations

from conversations.talk.dialog import DIALOG, at_log
from conversations.talk.photos import offered
from conversations.talk.writing import heeded, was_heeded

__all__ = ["DIALOG", "at_log", "heeded", "offered", "was_heeded"]
