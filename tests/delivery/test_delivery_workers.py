"""Several processes on one PostgreSQL: one leads, whoever stores an update, and each is done once, whoever dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from benchmarks import claims
from delivery.machine import Machine
from rehearsal import databases
from rehearsal.town import Phone, Town, open_town
from sandbox import Message
from storage import audit
from storage.tables import outbox, work
from tests.stories import people

BOT = Path(__file__).parent.parent.parent / "bot.py"
PATIENCE = 60.0
"""Seconds after which a test that would hang fails; nothing waits that long when it works."""


@pytest.fixture
async def town(tmp_path: Path, postgresql: str) -> AsyncIterator[Town]:
    async with open_town(tmp_path, server=postgresql) as town:
        yield town


@asynccontextmanager
async def another(town: Town) -> AsyncIterator[Machine]:
    """A second process on the town's data."""
    machine = await Machine.open(town.parts())
    await machine.sender.recover()
    try:
        yield machine
    finally:
        await machine.close()


def kept_back(town: Town, act: Callable[[], object]) -> list[dict[str, Any]]:
    """What people do, as updates that are not fetched."""
    act()
    bodies = [update.body for update in town.stand_in.cloud.updates.waiting()]
    town.stand_in.cloud.updates.forget()
    return bodies


def says(town: Town, phone: Phone, *texts: str) -> list[dict[str, Any]]:
    """What one person types, as updates."""
    return kept_back(town, lambda: [town.stand_in.cloud.send(phone.id, phone.id, text) for text in texts])


def said_to(phone: Phone) -> list[Message]:
    """The bot's messages in their chat."""
    return [message for message in phone.messages() if message.from_bot]


async def test_a_mother_s_whole_story(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await people.begins(sara)
    await people.answers_everything(sara)
    await town.restart()
    number = await people.asks_for_help(sara)
    await people.claims(katrien, number)
    assert "Sara" in katrien.text()
    await people.closes(katrien)
    await sara.says("/erase")
    await sara.taps("Ja, wis alles")
    await katrien.says("/start")
    assert "Sara" not in katrien.text()
    async with town.machine.db.write() as conn:
        assert await audit.verify(conn)
        assert (await conn.execute(select(work.c.id).where(work.c.state == "parked"))).all() == []


async def test_an_update_that_both_store_is_done_once_by_who_leads(town: Town) -> None:
    sara = town.phone()
    bodies = says(town, sara, "/start")
    async with another(town) as second:
        await asyncio.gather(town.machine.door.store(bodies), second.door.store(bodies))
        assert sorted(await asyncio.gather(town.machine.turns.run(), second.turns.run())) == [0, 1]
        assert await second.sender.step() == 0
        await town.settle()
    assert len(said_to(sara)) == 1


async def test_what_a_process_stored_is_done_in_order_by_another(town: Town) -> None:
    els = town.phone("Els")
    await els.opens(await town.invitation())
    first, *others = says(town, els, "Els", "/start", "/start")
    async with another(town) as second:
        await second.door.store([first])
        await town.machine.door.store(others[:1])
        await second.door.store(others[1:])
        await town.settle()
        assert second.db.leading is False
    async with town.machine.db.write() as conn:
        done = (await conn.execute(select(work.c.dedupe_key, work.c.state).order_by(work.c.id))).all()
    keys = [f"update:{body['update_id']}" for body in (first, *others)]
    assert [tuple(row) for row in done if row.dedupe_key in keys] == [(key, "done") for key in keys]
    assert "Aanmeldingen" in els.text(), "she gave her name first"


async def test_who_dies_between_the_commit_and_the_send_leaves_both_to_the_next(town: Town) -> None:
    """The first process has done one update, and is sending its card; another update is stored. Then it is cut off."""
    sara, omar = town.phone(), town.phone("Omar")
    await town.machine.door.store(says(town, sara, "/start"))
    assert await town.machine.turns.run() == 1
    hangs = asyncio.Event()

    async def never(*_: object, **__: object) -> None:
        hangs.set()
        await asyncio.Event().wait()

    request = town.machine.bot.request
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(request), "do_request", never)
        assert await town.machine.sender.step() == 1
        await hangs.wait()
    await town.machine.door.store(says(town, omar, "/start"))
    async with another(town) as second:
        assert await second.turns.run() == 0, "the first one leads"
        async with second.db.write() as conn:
            assert (await conn.execute(select(outbox.c.state))).scalars().all() == ["sending"]
        await town.machine.db.engine.dispose()
        assert await second.turns.run() == 1
        while await second.sender.step():
            await second.sender.calls_end(PATIENCE)
        assert [len(said_to(phone)) for phone in (sara, omar)] == [1, 1]
        assert await town.machine.turns.run() == 0, "it is back, and stands by"
        assert await town.machine.sender.step() == 0
        await town.machine.sender.drain(0)
        assert [len(said_to(phone)) for phone in (sara, omar)] == [1, 1]


async def test_what_the_database_refuses_in_one_row_holds_up_no_other(town: Town) -> None:
    """PostgreSQL ends a transaction at an error: the row is left out of the next one."""
    sara, omar = town.phone(), town.phone("Omar")
    await town.machine.door.store([*says(town, sara, "/start"), *says(town, omar, "/start")])
    await town.machine.turns.run()
    compose = type(town.machine.sender._composer).compose

    async def refused(composer: Any, conn: Any, row: Any, now: Any) -> Any:
        if row.chat_id == sara.id:
            await conn.execute(text("SELECT 1 / 0"))
        return await compose(composer, conn, row, now)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(town.machine.sender._composer), "compose", refused)
        with pytest.raises(Exception, match="division by zero"):
            await town.machine.sender.step()
        await town.settle()
    assert [len(said_to(phone)) for phone in (sara, omar)] == [0, 1]
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(outbox.c.state, outbox.c.chat_id))).all() == [("parked", sara.id)]


async def test_a_race_for_claims_is_won_once_each(tmp_path: Path, postgresql: str) -> None:
    await databases.make(tmp_path, postgresql)
    found = await claims.race(tmp_path, 10, address=databases.address(tmp_path, postgresql))
    assert sorted(found.claims.values()) == [1] * 10
    assert found.again == 10
    await databases.remove(tmp_path, postgresql)
