"""The Telegram door: updates are stored before they are confirmed, so that none is lost and none is done twice.

Order within a chat is the order in which its updates are stored; those that share a commit stand in order of their id.
A webhook may bring them otherwise than people made them. That is harmless: a tap counts only if its button stands in
the view of that moment, and news that the bot was shut out counts only if nothing newer of that chat was done.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, Update

from handlers import parse
from storage import turns, work
from storage.database import Database
from storage.keys import KeyRing

__all__ = ["MAX_UPDATES_PER_COMMIT", "WANTED", "NotAnUpdate", "TelegramDoor"]

WANTED = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
MAX_UPDATES_PER_COMMIT = 100
"""Posted updates that come together share a commit; more would keep the first of them waiting."""
LARGEST_ID = 2**63 - 1
"""What the database holds; Telegram's ids have at most 52 bits."""


class NotAnUpdate(ValueError):
    """What came is not an update of the Bot API."""


class TelegramDoor:
    """What Telegram brings: fetched by long polling (`poll`), or posted to the webhook (`put`)."""

    def __init__(
        self,
        db: Database,
        keys: KeyRing,
        bot: Bot,
        now: Callable[[], datetime],
        on_stored: Callable[[], None] = lambda: None,
    ) -> None:
        self._db = db
        self._keys = keys
        self._bot = bot
        self._now = now
        self._on_stored = on_stored
        self._offset = 0  # 0, not the last id known: after a week of silence Telegram starts elsewhere
        self._posted: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def poll(self, wait: int) -> int:
        """Fetches, stores, and only then moves the offset that confirms. Returns how many updates came.

        It returns when something was stored, or after `wait` seconds of silence.
        """
        updates: list[dict[str, Any]] = await self._bot.do_api_request(
            "getupdates",  # in small letters: the raw JSON is wanted, and python-telegram-bot need not warn of it
            {"offset": self._offset, "timeout": wait, "limit": 100, "allowed_updates": list(WANTED)},
            read_timeout=wait + 10,
        )
        if updates:
            await self.store(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1
        return len(updates)

    async def put(self, posted: object) -> None:
        """Stores one update and returns once it is committed; those that are posted meanwhile share the next commit.

        Raises NotAnUpdate, and whatever kept it from being stored.
        """
        update = _update(posted)
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._posted.append((update, stored))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_posted())
        await stored

    async def _store_posted(self) -> None:
        while self._posted:
            batch: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
            failure: Exception | None = None
            try:
                async with self._db.write() as conn:  # while it waits for its turn, more are posted
                    batch = self._posted[:MAX_UPDATES_PER_COMMIT]
                    del self._posted[:MAX_UPDATES_PER_COMMIT]
                    await self._add(conn, [update for update, _ in batch])
            except Exception as error:
                failure = error
                if not batch:  # the database did not open at all
                    batch, self._posted = self._posted, []
            for _, stored in batch:
                if stored.done():  # its post was cut off; Telegram sends it again, and it is known then
                    continue
                if failure is None:
                    stored.set_result(None)
                else:
                    stored.set_exception(failure)
            if failure is None:
                self._on_stored()

    async def store(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Puts updates in the table of work, sealed with the key of their chat; known ones are left out."""
        async with self._db.write() as conn:
            await self._add(conn, updates)

    async def _add(self, conn: AsyncConnection, updates: Iterable[Mapping[str, Any]]) -> None:
        ordered = sorted(updates, key=lambda update: int(update["update_id"]))
        streams = [(update, chat_id) for update in ordered if (chat_id := parse.chat_of(dict(update))) is not None]
        if not streams:
            return
        owners = await turns.keys_of_chats(conn, self._keys, {chat_id for _, chat_id in streams})
        now = self._now()
        await work.add(conn, [self._row(update, chat_id, owners[chat_id], now) for update, chat_id in streams])
        await self._db.tell(conn)

    def _row(self, update: Mapping[str, Any], chat_id: int, owner: str, now: datetime) -> dict[str, Any]:
        key = f"update:{update['update_id']}"
        return {
            "stream": f"chat:{chat_id}",
            "kind": "update",
            "due_at": now,
            "dedupe_key": key,
            "body": self._keys.seal(owner, json.dumps(parse.needed(update)).encode(), f"work:{key}"),
        }


def _update(posted: object) -> dict[str, Any]:
    """What was posted, if it is an update: its own id, and where it is of a kind that we want, the id of its chat.

    No more is asked: one of a shape that Telegram invents tomorrow must not be refused for a day on end.
    """
    if not isinstance(posted, dict) or type(posted.get("update_id")) is not int:
        raise NotAnUpdate("no update_id")
    try:
        chat_id = parse.chat_of(posted) or 0
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError):
        raise NotAnUpdate("no chat") from None
    if not (0 <= posted["update_id"] <= LARGEST_ID and -LARGEST_ID <= chat_id <= LARGEST_ID):
        raise NotAnUpdate("an id that is none")
    return posted
