"""The Telegram door: updates are stored before they are confirmed, so that none is lost and none is done twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from telegram import Bot, Update

from handlers import parse
from storage import turns, work
from storage.database import Database
from storage.keys import KeyRing

__all__ = ["TelegramDoor"]

WANTED = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


class TelegramDoor:
    """Long polling. `poll` returns when something was stored, or after `wait` seconds of silence."""

    def __init__(self, db: Database, keys: KeyRing, bot: Bot, now: Callable[[], datetime]) -> None:
        self._db = db
        self._keys = keys
        self._bot = bot
        self._now = now
        self._offset = 0  # 0, not the last id known: after a week of silence Telegram starts elsewhere

    async def poll(self, wait: int) -> int:
        """Fetches, stores, and only then moves the offset that confirms. Returns how many updates came."""
        updates: list[dict[str, Any]] = await self._bot.do_api_request(
            "getupdates",  # in small letters: the raw JSON is wanted, and python-telegram-bot need not warn of it
            {"offset": self._offset, "timeout": wait, "limit": 100, "allowed_updates": WANTED},
            read_timeout=wait + 10,
        )
        if updates:
            await self.store(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1
        return len(updates)

    async def store(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Puts updates in the table of work, sealed with the key of their chat; known ones are left out."""
        streams = [(update, chat_id) for update in updates if (chat_id := parse.chat_of(dict(update))) is not None]
        if not streams:
            return
        async with self._db.write() as conn:
            owners = await turns.keys_of_chats(conn, self._keys, {chat_id for _, chat_id in streams})
            now = self._now()
            await work.add(conn, [self._row(update, chat_id, owners[chat_id], now) for update, chat_id in streams])

    def _row(self, update: Mapping[str, Any], chat_id: int, owner: str, now: datetime) -> dict[str, Any]:
        key = f"update:{update['update_id']}"
        return {
            "stream": f"chat:{chat_id}",
            "kind": "update",
            "due_at": now,
            "dedupe_key": key,
            "body": self._keys.seal(owner, json.dumps(update).encode(), f"work:{key}"),
        }
