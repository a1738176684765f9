"""A machine on which the real bot is started and ended, with a Telegram that it reaches."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from delivery.settings import Settings
from sandbox import Message, StandIn
from sandbox.clock import Bell
from storage.keys import new_master_key

__all__ = ["BOT", "Host", "free_port"]

BOT = Path(__file__).parent.parent.parent / "bot.py"
SETTINGS = {name.upper() for name in Settings.model_fields}
PATIENCE = 60.0
"""Seconds after which a test that would hang fails; nothing waits that long when it works."""


def free_port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Host:
    """Where processes of the bot run, and what their people read. `alone`: one at a time, which does not end by itself
    while something is waited for."""

    def __init__(self, folder: Path, stand_in: StandIn, settings: Mapping[str, str], *, alone: bool = True) -> None:
        self.folder = folder
        self.stand_in = stand_in
        self._alone = alone
        key = folder / "key"
        key.write_text(new_master_key())
        self._environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | {
            "TELEGRAM_TOKEN": stand_in.token,
            "TELEGRAM_API_URL": stand_in.url,
            "KEY_FILE": str(key),
            "DATA_DIR": str(folder / "data"),
            "MUNICIPALITIES": "voorbeeldstad",
            "MESSAGES_PER_SECOND": "1000",
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._changed = Bell()
        stand_in.cloud.watch(lambda _: self._changed.ring())
        stand_in.cloud.updates.watch_done(self._changed.ring)

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """`python bot.py`; killed at the end, unless it has ended."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(BOT),
            cwd=self.folder,
            env=self._environment | settings,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE if self._alone else None,
        )
        self._process = process if self._alone else None
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def until(self, happened: Callable[[], object]) -> None:
        """Waits for something to be so in the cloud: all that happens there is heard."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                assert self._process is None or self._process.returncode is None, "the bot ended by itself"
                await self._changed.wait(1.0)

    def told(self, person: int) -> list[Message]:
        """What the bot said to somebody."""
        return [message for message in self.stand_in.cloud.visible(person) if message.from_bot]
