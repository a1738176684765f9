"""Two real processes behind one address, on one PostgreSQL: the one that leads is killed, and nobody notices."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from rehearsal import databases
from sandbox import StandIn
from storage import audit
from storage.database import Database
from storage.tables import chat, outbox, work
from tests.delivery.hosts import Host, free_port

CROWD = 12


class Front:
    """The web server in front: passes each connection on to the next process that takes it."""

    def __init__(self) -> None:
        self.port = free_port()
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


class Behind(Host):
    """The processes behind the one address, or asking for updates themselves."""

    def __init__(self, folder: Path, stand_in: StandIn, front: Front, address: str, *, webhook: bool) -> None:
        hook = {"WEBHOOK_URL": f"http://127.0.0.1:{front.port}/telegram", "WEBHOOK_SECRET": "a-secret"}
        super().__init__(folder, stand_in, {"DATABASE_URL": address} | (hook if webhook else {}), alone=False)
        self.front = front
        self._begins_with = "setWebhook" if webhook else "deleteWebhook"

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """One more process, from the moment that it is ready for updates."""
        port = free_port()
        hooks = len(self.stand_in.cloud.journal.of(self._begins_with))
        async with self.bot(WEBHOOK_LISTEN=f"127.0.0.1:{port}") as process:
            await self.until(lambda: len(self.stand_in.cloud.journal.of(self._begins_with)) > hooks)
            self.front.behind.append(port)
            yield process


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_one_of_two_processes_is_killed_and_nobody_notices(
    tmp_path: Path, postgresql: str, *, webhook: bool
) -> None:
    await databases.make(tmp_path, postgresql)
    address = databases.address(tmp_path, postgresql)
    stand_in, front = StandIn(), Front()
    await stand_in.start()
    host, cloud = Behind(tmp_path, stand_in, front, address, webhook=webhook), stand_in.cloud
    crowd = [cloud.add_user(f"Ouder {n}", language_code="nl").id for n in range(CROWD)]
    async with AsyncExitStack() as running:
        await running.enter_async_context(front.listening())
        leader = await running.enter_async_context(host.ready())
        cloud.send(crowd[0], crowd[0], "/start")
        await host.until(lambda: host.told(crowd[0]))
        second = await running.enter_async_context(host.ready())
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
