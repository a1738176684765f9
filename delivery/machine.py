"""The running machine: a door, turns and sender, each in a loop of its own that another one wakes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from casework import Policy
from delivery.clock import Clock
from delivery.compose import Composer
from delivery.doors import WANTED, TelegramDoor
from delivery.listening import Listener, Public
from delivery.pacing import PRIVATE, Pace
from delivery.partner_page import PartnerPage
from delivery.profile import introduce
from delivery.request import AiohttpRequest
from delivery.retrying import persistently
from delivery.sender import Sender
from delivery.ticker import Ticker
from delivery.turns import Turns
from delivery.webhook import MAX_CONNECTIONS, Webhook, WebhookServer
from handlers import groups, people
from handlers.context import BotApplication, TurnContext
from rights import Catalogue
from storage import outbox, same_keys, signoffs, watching, work
from storage.contexts import World
from storage.database import Database
from storage.keys import KeyRing

__all__ = ["Machine", "Parts", "Rest"]

LONG_POLL = 25
"""Seconds that Telegram holds a getUpdates while nothing happens."""
STANDING_BY = 1.0
"""Seconds between two looks at whether it is now this process that polls."""
FAILURES_BEFORE_FRESH = 5
"""So many failed polls in a row, and the connections are made anew: a wedged pool can stall for ever."""
FINISH_TURNS_WITHIN, FINISH_CALLS_WITHIN = 2.0, 3.5
"""Seconds that the turns at hand, and then the calls under way, get at a stop. What is cut off is done again later."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a machine is made of. `request` serves the calls, `poll_request` the long poll (None: aiohttp).

    With a `webhook` Telegram posts its updates there; without, they are fetched by long polling.
    With `public` partners have a page, on the same server.
    `keys_at`: a file, or the address of a database.
    `private_pace` is Telegram's; a measurement against a stand-in may lift it.
    `gated`: amounts that a municipality did not sign off are not shown.
    `second_factor`: what staff are asked before a case opens, a `casework.Policy`.
    """

    token: str
    api_url: str
    database_url: str
    keys_at: Path | str
    master_key: bytes
    catalogue: Catalogue
    served: tuple[str, ...]
    clock: Clock
    webhook: Webhook | None = None
    public: Public | None = None
    gated: bool = False
    second_factor: str = Policy.OFF
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
    """`open` makes it ready, `run` serves until `stop`, `close` ends it. Tests move its parts one by one."""

    def __init__(  # noqa: PLR0917
        self,
        parts: Parts,
        db: Database,
        keys: KeyRing,
        app: BotApplication,
        requests: list[BaseRequest],
        signed: frozenset[str] | None,
    ) -> None:
        self._to_do = asyncio.Event()
        self._to_send = asyncio.Event()
        self._stopping = asyncio.Event()
        public = parts.public
        world = World(
            parts.catalogue,
            parts.served,
            app.bot.username,
            signed,
            second=Policy(parts.second_factor),
            public_url=public.url if public else "",
        )
        self.db = db
        self.keys = keys
        self.clock = parts.clock
        self.bot: Bot = app.bot
        self.door = TelegramDoor(db, keys, app.bot, self.clock.now, on_stored=self._to_do.set)
        page = PartnerPage(db, keys, world, self.clock.now, self._to_do.set) if public is not None else None
        routes = (page.add_routes,) if page is not None else ()
        self.webhook = WebhookServer(parts.webhook, self.door.put, *routes) if parts.webhook is not None else None
        alone = public is not None and self.webhook is None
        self.pages = Listener(public.host, public.port, *routes) if public is not None and alone else None
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
        db.listen(self.wake)
        self._app = app
        self._requests = requests
        self._hook = parts.webhook

    @classmethod
    async def open(cls, parts: Parts) -> Machine:
        """Migrates, checks the keys, greets Telegram. Raises WrongMasterKey, InvalidToken."""
        db = Database(parts.database_url)
        await db.migrate()
        keys = await KeyRing.at(parts.keys_at, parts.master_key)
        if db.shared:
            async with db.write() as conn:
                await same_keys.check(conn, keys)
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
        await persistently("greeting Telegram", app.initialize)
        async with db.write() as conn:
            signed = await signoffs.signed(conn) if parts.gated else None
            await watching.compare(conn, keys, parts.catalogue, parts.clock.now())  # a start may bring other rules
        return cls(parts, db, keys, app, requests, signed)

    def wake(self) -> None:
        """Something may be due."""
        self._to_do.set()
        self._to_send.set()

    def stop(self) -> None:
        """Ends `run`, which first finishes what is at hand."""
        self._stopping.set()

    async def run(self) -> None:
        """Serves until told to stop, or cancelled; then finishes what is at hand, in less than ten seconds.

        Raises CannotListen, BadRequest where Telegram refuses the webhook, InvalidToken.
        """
        await self.sender.recover()
        self.ticker.start()
        door = asyncio.create_task(self._poll() if self.webhook is None else self._listen(self.webhook))
        engine = [asyncio.create_task(self._work()), asyncio.create_task(self._send())]
        told = asyncio.create_task(self._stopping.wait())
        greeting = asyncio.create_task(introduce(self.bot))
        try:
            await asyncio.wait([door, *engine, told], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stopping.set()
            self.ticker.stop()
            await _end(door, greeting, told)  # nothing more comes in; posts under way are still stored
            self.wake()
            await asyncio.wait(engine, timeout=FINISH_TURNS_WITHIN)
            await _end(*engine)
            await self.sender.drain(FINISH_CALLS_WITHIN)
        for loop in (door, *engine):
            if not loop.cancelled():
                loop.result()

    async def close(self) -> None:
        """Ends the connections."""
        for server in (self.webhook, self.pages):
            if server is not None:
                await server.stop()
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

    async def _listen(self, server: WebhookServer) -> None:
        await server.start()
        try:
            await persistently("setting the webhook", self.set_webhook)
            await asyncio.Event().wait()
        finally:
            await server.stop()

    async def set_webhook(self) -> None:
        """Asks Telegram to post what we want to hear. At every start: it does not tell whether the secret is ours."""
        assert self._hook is not None, "only a machine with a webhook sets one"
        await self.bot.set_webhook(
            self._hook.url,
            secret_token=self._hook.secret,
            allowed_updates=list(WANTED),
            max_connections=MAX_CONNECTIONS,
        )

    async def _remove_webhook(self) -> None:
        """While one is set Telegram answers no long poll. What waits for it is fetched then; where none is, no harm."""
        await self.bot.delete_webhook(drop_pending_updates=False)

    async def _poll(self) -> None:
        if self.pages is not None:
            await self.pages.start()
        await persistently("taking a webhook away", self._remove_webhook)
        failures = 0
        while True:
            if not self.db.leading:  # another process polls; Telegram tells a second one to go away
                await asyncio.sleep(STANDING_BY)
                continue
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
        while not self._stopping.is_set():
            self._to_do.clear()
            if await _calmly("turns", self.turns.run):
                self._to_send.set()
                continue
            await self._to_do.wait()

    async def _send(self) -> None:
        while not self._stopping.is_set():
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


async def _end(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks and waits for their end, however they end."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
