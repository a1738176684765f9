"""A send that Telegram refuses tells what a block tells: the chat hears it once, and nothing goes round in circles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import delivery.turns
from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import Event, Reachable
from conversations.registry import NOTICES
from conversations.route import advance
from rehearsal.town import Phone, Town, open_town
from storage import audiences, counters
from storage.tables import chat as chat_table


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, bool]]:
    """Which chats heard that they can or cannot be reached, in order."""
    news: list[tuple[int, bool]] = []

    def listening(event: Event, context: Context) -> Turn:
        if isinstance(event, Reachable):
            news.append((context.chat.id, event.now))
        return advance(event, context)

    monkeypatch.setattr(delivery.turns, "advance", listening)
    return news


async def someone(town: Town) -> Phone:
    """A parent who has chosen a language, a while ago: the pace holds nothing back."""
    phone = town.phone()
    await phone.opens("")
    await phone.taps("Nederlands")
    town.clock.ticks += 60
    return phone


async def notify(town: Town, phone: Phone) -> None:
    async with town.machine.db.write() as conn:
        await audiences.put_notice(conn, phone.id, NOTICES["resume"], "", town.clock.now())


async def reachable(town: Town, phone: Phone) -> bool:
    async with town.machine.db.write() as conn:
        return bool(await conn.scalar(select(chat_table.c.reachable).where(chat_table.c.id == phone.id)))


async def test_a_refused_send_is_heard_once_however_many_there_are(town: Town, heard: list[tuple[int, bool]]) -> None:
    sara = await someone(town)
    town.stand_in.cloud.faults.fail("403", chat=sara.id, times=100)
    for _ in range(3):
        await notify(town, sara)
        await town.settle()
    assert heard == [(sara.id, False)]
    assert not await reachable(town, sara)
    await town.passes(timedelta(days=3))
    assert heard == [(sara.id, False)]


async def test_telegrams_own_news_of_the_same_block_adds_nothing(town: Town, heard: list[tuple[int, bool]]) -> None:
    sara, omar = await someone(town), await someone(town)
    cloud = town.stand_in.cloud
    cloud.block(sara.id)  # here Telegram's news comes first
    await notify(town, sara)
    await town.settle()
    town.stand_in.cloud.faults.fail("403", chat=omar.id)  # and here the refusal does
    await notify(town, omar)
    await town.settle()
    cloud.block(omar.id)
    await town.settle()
    assert heard == [(sara.id, False), (omar.id, False)]
    async with town.machine.db.write() as conn:
        assert await counters.value(conn, "unreachable") == 1, "nothing is sent to who is known to have blocked the bot"
    await sara.opens("")
    assert await reachable(town, sara)
    assert "Ninove" in sara.buttons()


async def test_who_writes_while_a_send_is_refused_is_answered(town: Town, heard: list[tuple[int, bool]]) -> None:
    """The refusal is of a moment ago: they unblocked the bot since, and their answer must not go with the rest."""
    sara = await someone(town)
    town.stand_in.cloud.faults.fail("403", chat=sara.id)
    await notify(town, sara)
    await town.machine.sender.step()
    for _ in range(10):  # refused, and not yet recorded
        await asyncio.sleep(0)
    town.clock.offset += timedelta(seconds=1)
    town.stand_in.cloud.send(sara.id, sara.id, "/start")
    await town.machine.door.poll(0)
    await town.machine.turns.run()
    await town.settle()
    assert heard == []
    assert "Wil je verdergaan?" in sara.all_text(), "what was refused is tried again"
    assert await reachable(town, sara)


async def test_a_group_that_refuses_is_left_to_telegrams_own_news(town: Town, heard: list[tuple[int, bool]]) -> None:
    katrien = await town.coordinator()
    group = town.stand_in.cloud.add_group("Team Ninove", katrien.id)
    town.stand_in.cloud.add_bot(group.id, katrien.id)
    await town.settle()
    await katrien.taps("Ja, van Ninove")
    town.stand_in.cloud.faults.fail("403", chat=group.id)
    async with town.machine.db.write() as conn:
        await audiences.put_notice(conn, group.id, NOTICES["new_referral"], "", town.clock.now())
    await town.settle()
    assert heard == []
    town.stand_in.cloud.remove_bot(group.id, katrien.id)
    await town.settle()
    await town.passes(timedelta(days=2))
    assert heard == []
