"""Two real processes behind one address, on one PostgreSQL: the one that leads is killed, and nobody notices."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from delivery.settings import Settings
from rehearsal import databases
from sandbox import Message, StandIn
from sandbox.clock import Bell
from storage import audit
from storage.database import Database
from storage.keys import new_master_key
from storage.tables import chat, outbox, work

BOT = Path(__file__).parent.parent.parent / "bot.py"
SETTINGS = {name.upper() for name in Settings.model_fields}
PATIENCE = 60.0
"""Seconds after which a test that would hang fails; nothing waits that long when it works."""
CROWD = 12


class Front:
    """The web server in front: passes each connection on to the next process that takes it."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.behind: list[int] = []

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        yield
        server.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in self.behind:
            self.behind.append(self.behind.pop(0))
            with suppress(OSError):
                back, on = await asyncio.open_connection("127.0.0.1", self.behind[0])
                await asyncio.gather(_copy(reader, on), _copy(back, writer))
                return
        writer.close()


async def _copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            to.write(data)
            await to.drain()
    to.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Host:
    """Where the processes run, and what their people read."""

    def __init__(self, folder: Path, stand_in: StandIn, front: Front, address: str, *, webhook: bool) -> None:
        self.folder = folder
        self.stand_in = stand_in
        self.front = front
        (folder / "key").write_text(new_master_key())
        self._environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | {
            "TELEGRAM_TOKEN": stand_in.token,
            "TELEGRAM_API_URL": stand_in.url,
            "KEY_FILE": str(folder / "key"),
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": address,
            "MUNICIPALITIES": "voorbeeldstad",
            "MESSAGES_PER_SECOND": "1000",
        }
        self._begins_with = "deleteWebhook"
        if webhook:
            url = f"http://127.0.0.1:{front.port}/telegram"
            self._environment |= {"WEBHOOK_URL": url, "WEBHOOK_SECRET": "a-secret"}
            self._begins_with = "setWebhook"
        self._changed = Bell()
        stand_in.cloud.watch(lambda _: self._changed.ring())
        stand_in.cloud.updates.watch_done(self._changed.ring)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """`python bot.py`, from the moment that it is ready for updates; killed at the end, unless it has ended."""
        port = _free_port()
        hooks = len(self.stand_in.cloud.journal.of(self._begins_with))
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(BOT),
            cwd=self.folder,
            env=self._environment | {"WEBHOOK_LISTEN": f"127.0.0.1:{port}"},
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            await self.until(lambda: len(self.stand_in.cloud.journal.of(self._begins_with)) > hooks)
            self.front.behind.append(port)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def until(self, happened: Callable[[], object]) -> None:
        """Waits for something to be so in the cloud: all that happens there is heard."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await self._changed.wait(1.0)

    def told(self, person: int) -> list[Message]:
        """What the bot said to somebody."""
        return [message for message in self.stand_in.cloud.visible(person) if message.from_bot]


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_one_of_two_processes_is_killed_and_nobody_notices(
    tmp_path: Path, postgresql: str, *, webhook: bool
) -> None:
    await databases.make(tmp_path, postgresql)
    address = databases.address(tmp_path, postgresql)
    stand_in, front = StandIn(), Front()
    await stand_in.start()
    host, cloud = Host(tmp_path, stand_in, front, address, webhook=webhook), stand_in.cloud
    crowd = [cloud.add_user(f"Ouder {n}", language_code="nl").id for n in range(CROWD)]
    async with AsyncExitStack() as running:
        await running.enter_async_context(front.listening())
        leader = await running.enter_async_context(host.bot())
        cloud.send(crowd[0], crowd[0], "/start")
        await host.until(lambda: host.told(crowd[0]))
        second = await running.enter_async_context(host.bot())
        for person in crowd[1:]:
            cloud.send(person, person, "/start")
        await host.until(lambda: any(host.told(person) for person in crowd[1:]))
        leader.kill()
        await leader.wait()
        for person in crowd:
            cloud.send(person, person, "hallo?")
        await host.until(lambda: not cloud.unconfirmed and all(cloud.visible(person)[-1].from_bot for person in crowd))
        second.terminate()
        assert await second.wait() == 0
    db = Database(address)
    async with db.write() as conn:
        states = (await conn.execute(select(work.c.state, work.c.attempts).where(work.c.kind == "update"))).all()
        assert states == [("done", 0)] * (2 * CROWD), "each update is done, at the first try"
        assert (await conn.execute(select(chat.c.revision))).scalars().all() == [2] * CROWD, "a turn for each"
        left = (await conn.execute(select(outbox.c.state))).scalars().all()
        assert {*left} <= {"pending"}, "nothing is parked, and of nothing it is unknown whether it was sent"
        assert await audit.verify(conn)
    await db.close()
    await stand_in.stop()
    await databases.remove(tmp_path, postgresql)
