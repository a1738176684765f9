"""The running machine: doors, turns and sender, each in a loop of its own that another one wakes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from telegram import Bot, BotCommand
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from conversations.commands import COMMAND_LIST
from delivery.clock import Clock
from delivery.compose import Composer
from delivery.doors import TelegramDoor
from delivery.pacing import PRIVATE, Pace
from delivery.request import AiohttpRequest
from delivery.sender import Sender
from delivery.ticker import Ticker
from delivery.turns import Turns
from handlers import groups, people
from handlers.context import BotApplication, TurnContext
from locales import LANGUAGES, translator
from rights import Catalogue
from storage import outbox, work
from storage.contexts import World
from storage.database import Database
from storage.keys import KeyRing

__all__ = ["Machine", "Parts", "Rest"]

LONG_POLL = 25
"""Seconds that Telegram holds a getUpdates while nothing happens."""
FAILURES_BEFORE_FRESH = 5
"""So many failed polls in a row, and the connections are made anew: a wedged pool can stall for ever."""
STOP_WITHIN = 8.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a machine is made of. `request` serves the calls, `poll_request` the long poll (None: aiohttp).

    `private_pace` is Telegram's; a measurement against a stand-in may lift it.
    """

    token: str
    api_url: str
    database_url: str
    keys_file: Path
    master_key: bytes
    catalogue: Catalogue
    served: tuple[str, ...]
    clock: Clock
    messages_per_second: int = 30
    private_pace: Pace = PRIVATE
    request: BaseRequest | None = None
    poll_request: BaseRequest | None = None
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Rest:
    """Whether the machine is idle, and when something is due next (None: nothing is promised)."""

    idle: bool
    next_due: datetime | None


class Machine:
    """`open` makes it ready, `run` serves until cancelled, `close` ends it. Tests move its parts one by one."""

    def __init__(self, parts: Parts, db: Database, keys: KeyRing, app: BotApplication, requests: list[BaseRequest]):
        self._to_do = asyncio.Event()
        self._to_send = asyncio.Event()
        world = World(parts.catalogue, parts.served, app.bot.username)
        self.db = db
        self.keys = keys
        self.clock = parts.clock
        self.bot: Bot = app.bot
        self.door = TelegramDoor(db, keys, app.bot, self.clock.now)
        self.turns = Turns(db, keys, world, app, self.clock.now)
        self.sender = Sender(
            db,
            Composer(keys, world),
            app.bot,
            now=self.clock.now,
            per_second=parts.messages_per_second,
            private_pace=parts.private_pace,
            monotonic=parts.monotonic,
            on_finished=self._to_send.set,
        )
        self.ticker = Ticker(db, self.clock.now, self.wake)
        self._app = app
        self._requests = requests

    @classmethod
    async def open(cls, parts: Parts) -> Machine:
        """Migrates, checks the keys, greets Telegram. Raises WrongMasterKey, InvalidToken."""
        db = Database(parts.database_url)
        await db.migrate()
        keys = await KeyRing.at(parts.keys_file, parts.master_key)
        requests = [parts.request or AiohttpRequest(), parts.poll_request or AiohttpRequest(connections=1)]
        app: BotApplication = (
            Application.builder()
            .token(parts.token)
            .base_url(f"{parts.api_url}/bot")
            .base_file_url(f"{parts.api_url}/file/bot")
            .request(requests[0])
            .get_updates_request(requests[1])
            .context_types(ContextTypes(context=TurnContext))
            .updater(None)
            .job_queue(None)
            .build()
        )
        people.register(app)
        groups.register(app)
        await _persistently("greeting Telegram", app.initialize)
        return cls(parts, db, keys, app, requests)

    def wake(self) -> None:
        """Something may be due."""
        self._to_do.set()
        self._to_send.set()

    async def run(self) -> None:
        """Serves until cancelled; then finishes what is in flight."""
        await self.sender.recover()
        self.ticker.start()
        loops = [asyncio.create_task(loop()) for loop in (self._poll, self._work, self._send)]
        greeting = asyncio.create_task(_persistently("setting the commands", self._set_commands))
        try:
            await asyncio.gather(*loops)
        finally:
            self.ticker.stop()
            for task in (*loops, greeting):
                task.cancel()
            await asyncio.gather(*loops, greeting, return_exceptions=True)
            await self.sender.drain(STOP_WITHIN)

    async def close(self) -> None:
        """Ends the connections."""
        await self._app.shutdown()
        await self.keys.close()
        await self.db.close()

    async def rest(self) -> Rest:
        """Whether all that is due is done, and when the bot next does something by itself; both of one moment."""
        async with self.db.write() as conn:
            now = self.clock.now()
            work_due = await work.next_due(conn)
            idle = not self.sender.in_flight and (work_due is None or work_due > now)
            idle = idle and not await outbox.anything_to_send(conn, now)
            moments = [work_due, await outbox.next_due(conn)]
        return Rest(idle, min((moment for moment in moments if moment is not None), default=None))

    async def _set_commands(self) -> None:
        """The commands of whoever has not chosen a language here: by the language of their Telegram."""
        for language in LANGUAGES:
            words = translator(language)
            commands = [BotCommand(names[language], words.say(text)) for names, text in COMMAND_LIST]
            await self.bot.set_my_commands(commands, language_code=language)

    async def _poll(self) -> None:
        failures = 0
        while True:
            try:
                if await self.door.poll(LONG_POLL):
                    self._to_do.set()
                failures = 0
            except InvalidToken:
                raise
            except Exception as error:
                failures += 1
                log.warning("poll failed", error=type(error).__name__, times=failures)
                if failures % FAILURES_BEFORE_FRESH == 0:
                    for request in self._requests:
                        await request.shutdown()
                        await request.initialize()
                await asyncio.sleep(5.0 if isinstance(error, Conflict) else min(30.0, 0.2 * 2 ** min(failures, 8)))

    async def _work(self) -> None:
        while True:
            self._to_do.clear()
            if await _calmly("turns", self.turns.run):
                self._to_send.set()
                continue
            await self._to_do.wait()

    async def _send(self) -> None:
        while True:
            self._to_send.clear()
            if await _calmly("sending", self.sender.step):
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._to_send.wait(), self.sender.next_free())


async def _calmly(what: str, step: Callable[[], Awaitable[int]]) -> int:
    """A step that may fail as a whole (a full disk, a lost database): said, and tried again a little later."""
    try:
        return await step()
    except Exception as error:
        log.error("step failed", step=what, error=type(error).__name__)
        await asyncio.sleep(1.0)
        return 1


async def _persistently(what: str, step: Callable[[], Awaitable[None]]) -> None:
    """Tries until it works; a wrong token is not tried again."""
    pause = 0.5
    while True:
        try:
            return await step()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("trying again", step=what, error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(30.0, pause * 2)
