"""SIGTERM in the middle of everything: the process ends, and the next one finds nothing lost and does nothing twice."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from sandbox import StandIn
from tests.delivery.hosts import BOT, Host, free_port

ENDS_WITHIN = 30.0
"""Far above what is promised (ten seconds), so that a busy machine decides nothing."""
CROWD = 40


def rows(host: Host, query: str) -> list[tuple[Any, ...]]:
    """What stands in the database that the bot left."""
    with closing(sqlite3.connect(host.folder / "data" / "rights.sqlite")) as file:
        return list(file.execute(query))


@pytest.fixture(params=["polling", "webhook"])
async def host(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Host]:
    stand_in = StandIn()
    await stand_in.start()
    settings = {}
    if request.param == "webhook":
        port = free_port()
        settings = {
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "WEBHOOK_SECRET": "a-secret",
        }
    yield Host(tmp_path, stand_in, settings)
    await stand_in.stop()


async def ends(process: asyncio.subprocess.Process, sign: signal.Signals) -> str:
    """Sends the signal and waits for an orderly end. What it wrote on standard error."""
    began = monotonic()
    process.send_signal(sign)
    async with asyncio.timeout(ENDS_WITHIN):
        _, errors = await process.communicate()
    print(f"{sign.name}: ended after {monotonic() - began:.1f} s")  # for whoever measures: pytest -s
    assert process.returncode == 0, errors.decode()
    return errors.decode()


async def test_told_to_stop_under_load_while_a_send_hangs_it_ends_and_the_next_one_goes_on(host: Host) -> None:
    cloud = host.stand_in.cloud
    hung, *crowd = [cloud.add_user(f"Ouder {n}", language_code="nl").id for n in range(CROWD + 1)]
    cloud.faults.fail("timeout", chat=hung, method="sendMessage")
    async with host.bot() as process:
        cloud.send(hung, hung, "/start")
        for person in crowd[: CROWD // 2]:
            cloud.send(person, person, "/start")
        await host.until(lambda: cloud.journal.of("sendMessage", hung) and any(map(host.told, crowd)))
        for person in crowd[CROWD // 2 :]:
            cloud.send(person, person, "/start")
        errors = await ends(process, signal.SIGTERM)
    assert "Traceback" not in errors
    assert "Ouder" not in errors
    cut_off = {chat for (chat,) in rows(host, "SELECT chat_id FROM outbox WHERE state = 'sending'")}
    assert hung in cut_off, "whether that call came through is not known"
    assert host.told(hung) == []

    late = [cloud.add_user(f"Ouder {n}", language_code="nl").id for n in range(5)]
    for person in late:
        cloud.send(person, person, "/start")
    everybody = [hung, *crowd, *late]
    async with host.bot() as process:
        await host.until(lambda: cloud.unconfirmed == 0 and all(map(host.told, everybody)))
        await ends(process, signal.SIGINT)
    work = Counter(rows(host, "SELECT kind, state FROM work WHERE kind = 'update'"))
    assert work == {("update", "done"): len(everybody)}
    for person in everybody:
        assert len(host.told(person)) == 1 or person in cut_off, "nobody is told twice"
    assert rows(host, "SELECT chat_id FROM outbox") == []


async def test_told_to_stop_while_telegram_is_away_it_ends(host: Host) -> None:
    """Every call hangs, the long poll too, and the one that sets or takes away the webhook."""
    cloud = host.stand_in.cloud
    sara = cloud.add_user("Sara", language_code="nl").id
    async with host.bot() as process:
        cloud.send(sara, sara, "/start")
        await host.until(lambda: host.told(sara))
        first = host.told(sara)[-1].id
        cloud.faults.fail("timeout", times=1000)
        cloud.faults.fail("timeout", method="getUpdates", times=1000)
        cloud.send(sara, sara, "hallo?")
        await host.until(lambda: any(call.response.get("dropped") for call in cloud.journal.calls))
        assert "Sara" not in await ends(process, signal.SIGTERM)
    cloud.faults.clear()
    async with host.bot() as process:
        await host.until(lambda: host.told(sara)[-1:] and host.told(sara)[-1].id != first and not cloud.unconfirmed)
        await ends(process, signal.SIGTERM)


HANGS = """
import asyncio, threading
from commands import serve, wiring

async def hangs(_, told):
    told.set()
    await asyncio.to_thread(threading.Event().wait)  # as the look-up of a name does while the network is away

wiring.set_up_logging()
serve.END_WITHIN = 0.0
serve.serve = hangs
serve.until_stopped(None)
"""


async def test_what_nothing_can_end_does_not_hold_the_process() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS, cwd=BOT.parent, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(ENDS_WITHIN):
        _, errors = await process.communicate()
    assert process.returncode == 1
    assert b"the stop took too long" in errors
