"""The bot that is killed: a server that has everything imported, and forks a bot for every order it reads.

It is a process of its own without threads or an event loop, so that a fork is safe and takes a few milliseconds. An
order is a line of JSON; the answer is one too: how the bot ended, and how many points it came by.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Row, event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot

from conversations import files
from delivery.compose import Composer, Later, Sending
from delivery.machine import Machine, Parts
from delivery.request import AiohttpRequest
from rehearsal.town import MONDAY, TownClock
from rights import Catalogue, load_catalogue
from storage.keys import read_master_key
from tests.delivery.kill_script import one_file

CALLS = "calls.log"
"""Which row of the outbox was tried, one line for each time."""
COUNTED = "counted.json"
CATALOGUE: list[Catalogue] = []
"""Read once, before the first fork."""


class Points:
    """Counts statements and calls, and kills the process at the one that was ordered."""

    def __init__(self, folder: Path, at: dict[str, int]) -> None:
        self._at = at
        self._file = folder / COUNTED
        self.seen = {"statement": 0, "call": 0, "answer": 0, "heard": 0}

    def pass_by(self, kind: str) -> None:
        """One more of this kind."""
        self.seen[kind] += 1
        if self._at.get(kind) == self.seen[kind]:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(self) -> None:
        """How many there were, for whoever plans the kills."""
        self._file.write_text(json.dumps(self.seen))


class Mortal(AiohttpRequest):
    """Dies before a call, with the answer in hand but unread, or just after it was read."""

    def __init__(self, points: Points) -> None:
        super().__init__()
        self._points = points
        self._under_way = 0
        self.quiet = asyncio.Event()
        self.quiet.set()

    async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        self._under_way += 1
        self.quiet.clear()
        try:
            self._points.pass_by("call")
            answer = await super().do_request(url, *args, **more)
            self._points.pass_by("answer")
            asyncio.get_running_loop().call_soon(self._points.pass_by, "heard")
            return answer
        finally:
            self._under_way -= 1
            if not self._under_way:
                self.quiet.set()


class Noting(Composer):
    """Writes down every try of every row."""

    folder = Path()

    async def compose(self, conn: AsyncConnection, row: Row[Any], now: datetime) -> Sending | Later | None:
        sending = await super().compose(conn, row, now)
        if sending is None or isinstance(sending, Later):
            return sending

        async def noted(bot: Bot) -> int | None:
            with (self.folder / CALLS).open("a") as log:
                log.write(f"{row.id}\n")
            return await sending(bot)

        return noted


async def live(folder: Path, url: str, points: Points) -> None:
    """Starts on what stands in the folder, and works until nothing is left to do at this moment."""
    request, clock = Mortal(points), TownClock(MONDAY)
    Noting.folder = folder
    parts = Parts(
        token="1:sandbox",
        api_url=url,
        database_url=f"sqlite+aiosqlite:///{folder / 'rights.sqlite'}",
        keys_at=folder / "keys.sqlite",
        master_key=read_master_key(folder / "master.key"),
        catalogue=CATALOGUE[0],
        served=("ninove",),
        clock=clock,
        request=request,
        poll_request=request,
        monotonic=clock.monotonic,
    )
    with patch("delivery.machine.Composer", Noting):
        machine = await Machine.open(parts)
    await machine.sender.recover()
    while True:
        came = await machine.door.poll(0)
        done = await machine.turns.run()
        sent = await machine.sender.step()
        await request.quiet.wait()
        if not (came or done or sent or machine.sender.in_flight):
            free = machine.sender.next_free()
            if free is None or (await machine.rest()).idle:
                break
            clock.ticks += free
    await machine.close()


def be_born(order: dict[str, Any]) -> int:
    """In the child: a whole life. The exit code."""
    vars(files)["mark"] = one_file
    folder = Path(order["folder"])
    points = Points(folder, order["at"])

    def passing(*_: object) -> None:
        points.pass_by("statement")

    event.listen(Engine, "before_cursor_execute", passing)
    event.listen(Engine, "commit", passing)  # not a statement to SQLAlchemy, but the moment that counts
    try:
        asyncio.run(live(folder, order["url"], points))
    except BaseException:
        traceback.print_exc()
        return 1
    points.write()
    return 0


def main() -> None:
    """Forks a bot for each line, waits for its end, and tells how it ended."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = be_born(json.loads(line))
            sys.stderr.flush()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    CATALOGUE.append(load_catalogue())
    main()
