"""A town for stories: a stand-in for Telegram, the real machine, and people with phones. No sleeping: time is moved.

`Town` runs without HTTP (the machine's calls go straight into the stand-in); `town_over_http` is the same over HTTP.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from delivery.clock import Clock
from delivery.machine import Machine, Parts
from delivery.webhook import Webhook
from followups import due_at
from rehearsal import databases
from rights import load_catalogue
from sandbox import Button, Dropped, Message, StandIn, Upload, User
from sandbox import Clock as CloudClock
from sandbox.clock import Bell
from storage import links
from storage.keys import new_master_key, read_master_key

__all__ = [
    "AN_ACT",
    "CODE",
    "DIGITS",
    "ISOLATES",
    "MONDAY",
    "SERVER",
    "Phone",
    "Town",
    "TownClock",
    "Wireless",
    "open_town",
]

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""A working day, ten in the morning in Brussels."""
ISOLATES = re.compile("[\u2066-\u2069]")
CODE = re.compile(r"https://t\.me/\S+\?start=\S+")
DIGITS = re.compile(r"(?m)^\d{3} \d{3}$")
"""The code that opens a partner's link, on a line of its own."""
_catalogue = cache(load_catalogue)
SERVER = os.environ.get("TEST_DATABASE_URL")
"""Any database on a PostgreSQL server, where towns then get databases of their own; without, they are on SQLite."""
STEPS = 2_000
"""No story needs so many steps to come to rest; more means that the machine runs in circles."""
AN_ACT = 1.0
"""Seconds that an act takes, for the pacing."""
PATIENCE = 30.0
"""Real seconds after which a post that would never be accepted fails; nothing waits that long when it works."""


class Wireless(BaseRequest):
    """Calls the stand-in in this process: the same dispatch as over HTTP, without the sockets."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(  # noqa: PLR0917
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: Any = None,  # noqa: ARG002
        write_timeout: Any = None,  # noqa: ARG002
        connect_timeout: Any = None,  # noqa: ARG002
        pool_timeout: Any = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        parameters: dict[str, Any] = dict(request_data.json_parameters) if request_data is not None else {}
        for name, (filename, data, mime) in ((request_data and request_data.multipart_data) or {}).items():
            parameters[name] = Upload(filename, mime, data if isinstance(data, bytes) else data.read())
        try:
            answer = await self._stand_in.call(url.rpartition("/")[2], parameters)
        except Dropped as dropped:
            raise (TimedOut() if dropped.kind == "timeout" else NetworkError(dropped.kind)) from None
        return int(answer.get("error_code", 200)), json.dumps(answer).encode()


class TownClock(Clock):
    """A clock that stands still until it is moved, for the machine and for the stand-in alike."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._start = start
        self.ticks = 0.0

    def now(self) -> datetime:
        return self._start + self.offset

    def monotonic(self) -> float:
        """Seconds for the pacing: an act takes one, and more go by only when everything waits for them."""
        return self.ticks


@dataclass
class Phone:
    """A person. They say, tap what they read, and look; they cannot tap what is not there."""

    town: Town
    user: User
    chat: int = 0
    before: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        return self.user.id

    def messages(self) -> list[Message]:
        """What stands in the chat now, oldest first."""
        return self.town.stand_in.cloud.visible(self.chat or self.id)

    def card(self) -> Message:
        """The last message of the bot."""
        return next(m for m in reversed(self.messages()) if m.from_bot)

    def text(self) -> str:
        """What the last message says, without the invisible marks around names."""
        return ISOLATES.sub("", self.card().text)

    def all_text(self) -> str:
        """All that stands in the chat."""
        return ISOLATES.sub("", "\n".join(m.text or "" for m in self.messages()))

    def buttons(self, message: Message | None = None) -> list[str]:
        """The labels under a message, in reading order."""
        return [self.plain(button.text) for button in self.inline(message or self.card())]

    async def says(self, text: str) -> Phone:
        """Types something."""
        self.town.stand_in.cloud.send(self.id, self.id, text)
        await self.town.settle()
        return self

    async def opens(self, link: str) -> Phone:
        """Opens a deep link."""
        self.town.stand_in.cloud.open_link(self.id, link)
        await self.town.settle()
        return self

    async def taps(self, *labels: str, message: Message | None = None) -> Phone:
        """Taps buttons one after the other, by what stands on them (the beginning is enough)."""
        for label in labels:
            shown = message or self.message_with(label)
            found = [b for b in self.inline(shown) if self.plain(b.text).startswith(label)]
            assert found, f"no button {label!r}; there are {self.buttons(shown)} under {shown.text!r}"
            assert found[0].data is not None, f"{label!r} opens a link"
            self.town.stand_in.cloud.tap(self.id, self.chat or self.id, shown.id, found[0].data)
            await self.town.settle()
        return self

    async def shares_contact(self, contact_of: int | None = None) -> Phone:
        """Shares a contact: their own, or another person's."""
        self.town.stand_in.cloud.share_contact(self.id, self.id, contact_of)
        await self.town.settle()
        return self

    async def forges(self, data: str) -> Phone:
        """Sends callback data that stands under no button."""
        self.town.stand_in.cloud.tap(self.id, self.id, self.card().id, data, forged=True)
        await self.town.settle()
        return self

    @staticmethod
    def inline(message: Message) -> list[Button]:
        """The buttons under a message, in reading order."""
        return [button for row in message.inline or () for button in row]

    @staticmethod
    def plain(text: str) -> str:
        """A label without the invisible marks around names."""
        return ISOLATES.sub("", text)

    def code(self) -> str:
        """The newest link that the bot showed here, as text or below a QR code."""
        found = (CODE.search(message.text) for message in reversed(self.messages()) if message.from_bot)
        return next(match[0] for match in found if match is not None)

    def digits(self) -> str:
        """The newest six digits that the bot showed here."""
        found = (DIGITS.search(message.text) for message in reversed(self.messages()) if message.from_bot)
        return next(match[0] for match in found if match is not None)

    def toasts(self) -> list[str]:
        """The short lines that appeared over the chat."""
        calls = self.town.stand_in.cloud.journal.calls
        return [c.params.get("text", "") for c in calls if c.method.lower() == "answercallbackquery"]

    def message_with(self, label: str) -> Message:
        for message in reversed(self.messages()):
            if any(b.startswith(label) for b in self.buttons(message)):
                return message
        raise AssertionError(f"no button {label!r}; the card says {self.text()!r} with {self.buttons()}")


class Town:
    """Everything together. `restart` throws the machine away and opens it again on the same files."""

    def __init__(
        self,
        folder: Path,
        stand_in: StandIn,
        clock: TownClock,
        *,
        over_http: bool,
        webhook: bool,
        server: str | None,
        settings: dict[str, Any],
    ):
        self.folder = folder
        self.server = server
        self.stand_in = stand_in
        self.clock = clock
        self._over_http = over_http
        self._settings = settings
        self.webhook = _new_webhook() if webhook else None
        self._accepted = Bell()
        stand_in.cloud.updates.watch_done(self._accepted.ring)
        self._people = 0
        key = folder / "master.key"
        if not key.exists():
            key.write_text(new_master_key())
        self._key_file = key
        self.machine: Machine

    async def open(self) -> None:
        """Starts the machine. A new town begins with an empty database, made once for all of this process."""
        await databases.make(self.folder, self.server)
        self.machine = await Machine.open(self.parts())
        await self.machine.sender.recover()
        if self.machine.webhook is not None:
            await self.machine.webhook.start()
            await self.machine.set_webhook()
        if self.machine.pages is not None:
            await self.machine.pages.start()

    def parts(self) -> Parts:
        """What the town's machine is made of, and any other that works on the same data."""
        return Parts(
            token=self.stand_in.token,
            api_url=self.stand_in.url or "http://127.0.0.1:9",
            database_url=databases.address(self.folder, self.server),
            keys_at=self.folder / "keys.sqlite",
            master_key=read_master_key(self._key_file),
            clock=self.clock,
            messages_per_second=1000,
            request=None if self._over_http else Wireless(self.stand_in),
            poll_request=None if self._over_http else Wireless(self.stand_in),
            monotonic=self.clock.monotonic,
            webhook=self.webhook,
            **{"served": ("ninove",), "catalogue": _catalogue(), **self._settings},
        )

    async def restart(self, **settings: Any) -> None:
        """A new process on the same files, with these settings from now on."""
        self._settings |= settings
        await self.machine.close()
        await self.open()

    async def settle(self) -> None:
        """Runs the machine until there is nothing left to do at this moment."""
        self.clock.ticks += AN_ACT
        for _ in range(STEPS):
            came = await self._receive()
            done = await self.machine.turns.run()
            sent = await self._send()
            if (await self.machine.rest()).idle and not await self._receive():  # the last fetch confirms
                return
            if not (came or done or sent):
                free = self.machine.sender.next_free()
                if free is None:
                    return
                self.clock.ticks += free
        raise AssertionError("the machine does not come to rest")

    async def _receive(self) -> int:
        """Fetches what came, where something did, or waits until what is posted is accepted."""
        waiting = self.stand_in.cloud.unconfirmed
        if self.webhook is None:
            return await self.machine.door.poll(0) if waiting else 0
        assert not waiting or await self._accepted.wait(PATIENCE), "the webhook accepts no update"
        return waiting

    async def _send(self) -> int:
        """Sends what may go now, to the end of the calls."""
        sent = await self.machine.sender.step()
        while self.machine.sender.in_flight:
            await self.machine.sender.calls_end(PATIENCE)
            sent += await self.machine.sender.step()
        return sent

    async def passes(self, time: timedelta) -> None:
        """Time goes by; every due moment in between is lived through, in order."""
        end = self.clock.now() + time
        for _ in range(STEPS):
            await self.settle()
            due = (await self.machine.rest()).next_due
            if due is None or due > end:
                break
            self._set_clock(max(due, self.clock.now()))
        self._set_clock(end)
        await self.settle()

    async def month_begins(self) -> None:
        """The ticker ticks, as it does every second; then time goes by until the first working day of a month."""
        await self.machine.ticker.tick()
        await self.passes(due_at("figures", self.clock.now()) - self.clock.now())

    async def morning_begins(self) -> None:
        """The ticker ticks; then time goes by until the next working day's figures are told."""
        await self.machine.ticker.tick()
        await self.passes(due_at("digest", self.clock.now()) - self.clock.now())

    def _set_clock(self, moment: datetime) -> None:
        ahead = (moment - self.clock.now()).total_seconds()
        self.clock.offset += timedelta(seconds=ahead)
        self.clock.ticks += ahead
        self.stand_in.cloud.clock.advance(ahead)

    def phone(self, first_name: str = "Sara", language_code: str = "nl", **more: Any) -> Phone:
        """A new person with a phone number nobody else has."""
        self._people += 1
        more.setdefault("phone", f"+3247000{self._people:04d}")
        return Phone(self, self.stand_in.cloud.add_user(first_name, language_code=language_code, **more))

    async def invitation(self, municipality: str = "ninove", role: str = "coordinator") -> str:
        """A one-time link."""
        async with self.machine.db.write() as conn:
            token = await links.issue(conn, "invite", f"{municipality}:{role}", self.clock.now() + timedelta(days=7))
        return f"https://t.me/{self.machine.bot.username}?start={token}"

    async def coordinator(self, name: str = "Katrien", municipality: str = "ninove") -> Phone:
        """A coordinator who has joined."""
        phone = self.phone(name)
        await phone.opens(await self.invitation(municipality))
        return await phone.says(name)


def _new_webhook() -> Webhook:
    """On a port that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    return Webhook(f"http://127.0.0.1:{port}/telegram", "a-secret_of-9", "127.0.0.1", port)


@asynccontextmanager
async def open_town(
    folder: Path,
    *,
    start: datetime = MONDAY,
    over_http: bool = False,
    webhook: bool = False,
    prepare: Callable[[StandIn], None] = lambda _: None,
    server: str | None = SERVER,
    **settings: Any,
) -> AsyncIterator[Town]:
    """A town in a folder of its own; with `webhook` its updates are posted, over HTTP, instead of fetched.

    Its database is SQLite, or stands on the PostgreSQL `server`.
    """
    over_http = over_http or webhook
    clock = TownClock(start)
    stand_in = StandIn(clock=CloudClock(lambda: start))
    prepare(stand_in)
    if over_http:
        await stand_in.start()
    town = Town(folder, stand_in, clock, over_http=over_http, webhook=webhook, server=server, settings=settings)
    await town.open()
    try:
        yield town
        assert stand_in.cloud.journal.unknown == [], "the bot called a method that the stand-in does not have"
    finally:
        await town.machine.close()
        await databases.remove(folder, server)
        if over_http:
            await stand_in.stop()
