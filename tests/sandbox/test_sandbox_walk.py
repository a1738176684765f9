"""Time moves on through every moment at which the bot is due to do something."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from sandbox import Cloud, StandIn
from tests.sandbox.waiting import until

HOUR = 3600
DAY = 24 * HOUR


class PunctualBot:
    """What a bot does between two reports: all work that is due on its clock, and nothing else."""

    def __init__(self, session: aiohttp.ClientSession, due: Sequence[timedelta]) -> None:
        self._session = session
        self._offset = timedelta(0)
        self._begin = self.now()
        self._due = sorted(self._begin + moment for moment in due)
        self.late: list[timedelta] = []
        self.offsets: list[float] = []

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def promise(self, moment: timedelta) -> None:
        """Something is due that was not when it last reported."""
        self._due = sorted([*self._due, self._begin + moment])

    async def live(self) -> None:
        while True:
            now = self.now()
            while self._due and self._due[0] <= now:
                self.late.append(now - self._due.pop(0))
            next_due = self._due[0].isoformat() if self._due else None
            body = {"now": now.isoformat(), "next_due": next_due}
            async with self._session.post("/sandbox/clock/report", json=body) as response:
                self.offsets.append((await response.json())["offset"])
            self._offset = timedelta(seconds=self.offsets[-1])


@pytest.fixture
async def session(stand_in: StandIn) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(stand_in.url) as session:
        yield session


async def _move(session: aiohttp.ClientSession, **how: object) -> None:
    async with session.post("/sandbox/clock", json=how) as response:
        assert response.status == 200, await response.json()


async def _report(session: aiohttp.ClientSession, now: datetime, next_due: datetime | None) -> float:
    body = {"now": now.isoformat(), "next_due": next_due.isoformat() if next_due else None}
    async with session.post("/sandbox/clock/report", json=body) as response:
        return float((await response.json())["offset"])


async def test_three_days_walk_through_each_due_moment(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession
) -> None:
    dues = [timedelta(hours=1), timedelta(hours=1, seconds=1), timedelta(days=1), timedelta(days=2), timedelta(days=9)]
    bot = PunctualBot(session, dues)
    life = asyncio.create_task(bot.live())
    walk = stand_in.control.walk
    await until(lambda: walk.next_due)
    before = cloud.clock.now()
    await _move(session, seconds=3 * DAY)
    await until(lambda: not walk.walking)
    assert len(bot.late) == 4
    assert max(bot.late) < timedelta(minutes=1)
    assert timedelta(days=3) <= cloud.clock.now() - before < timedelta(days=3, minutes=1)
    assert walk.next_due is not None
    await _move(session, to="next_due")
    await until(lambda: len(bot.late) == 5)
    assert max(bot.late) < timedelta(minutes=1)
    assert bot.offsets == sorted(bot.offsets)
    await _end(life)


async def test_what_became_due_since_the_last_report_is_not_skipped(
    stand_in: StandIn, session: aiohttp.ClientSession
) -> None:
    bot = PunctualBot(session, [timedelta(days=2)])
    life = asyncio.create_task(bot.live())
    walk = stand_in.control.walk
    await until(lambda: walk.next_due)
    bot.promise(timedelta(hours=5))
    await _move(session, seconds=3 * DAY)
    await until(lambda: not walk.walking)
    assert len(bot.late) == 2
    assert max(bot.late) < timedelta(minutes=1)
    await _end(life)


async def test_a_bot_that_has_read_an_update_is_asked_what_is_due_now(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession, chat: int
) -> None:
    bot = PunctualBot(session, [timedelta(days=2)])
    life = asyncio.create_task(bot.live())
    walk = stand_in.control.walk
    await until(lambda: walk.next_due)
    cloud.send(chat, chat, "herinner me morgen")
    (update,) = (await stand_in.call("getUpdates"))["result"]
    bot.promise(timedelta(days=1))
    await stand_in.call("getUpdates", {"offset": update["update_id"] + 1})
    await until(lambda: walk.next_due and walk.next_due - cloud.clock.now() < timedelta(days=1, minutes=1))
    await _move(session, to="next_due")
    await until(lambda: not walk.walking)
    assert len(bot.late) == 1
    await _end(life)


async def test_two_moves_asked_for_at_once_add_up(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession
) -> None:
    bot = PunctualBot(session, [timedelta(hours=1), timedelta(hours=30)])
    life = asyncio.create_task(bot.live())
    await until(lambda: stand_in.control.walk.next_due)
    await _move(session, seconds=DAY)
    await _move(session, seconds=DAY)
    await until(lambda: not stand_in.control.walk.walking)
    assert len(bot.late) == 2
    assert cloud.clock.offset == pytest.approx(timedelta(days=2), abs=timedelta(minutes=1))
    await _end(life)


async def test_without_a_bot_the_clock_jumps(cloud: Cloud, session: aiohttp.ClientSession) -> None:
    await _move(session, seconds=3 * DAY)
    assert cloud.clock.offset == timedelta(days=3)


async def test_a_bot_that_is_killed_while_it_waits_no_longer_holds_up_the_clock(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession
) -> None:
    bot = PunctualBot(session, [timedelta(hours=1)])
    life = asyncio.create_task(bot.live())
    walk = stand_in.control.walk
    await until(lambda: walk.next_due)
    await _end(life)
    await _move(session, seconds=DAY)
    await until(lambda: not walk.walking)
    assert cloud.clock.offset == pytest.approx(timedelta(days=1), abs=timedelta(minutes=1))
    assert bot.late == []


async def test_a_bot_that_dies_at_work_without_a_word_ends_the_walk(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.walk.PATIENCE", 0)
    begin = cloud.clock.now()
    waiting = asyncio.create_task(_report(session, begin, begin + timedelta(hours=1)))
    await until(lambda: stand_in.control.walk.next_due)
    await _move(session, seconds=DAY)
    assert await waiting == 0
    await until(lambda: not stand_in.control.walk.walking)
    assert cloud.clock.offset == pytest.approx(timedelta(days=1), abs=timedelta(minutes=1))


async def test_a_bot_that_is_killed_at_work_ends_the_walk(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession
) -> None:
    async def kill() -> None:
        pass

    stand_in.on_kill = kill
    due = cloud.clock.now() + timedelta(hours=1)
    waiting = asyncio.create_task(_report(session, cloud.clock.now(), due))
    await until(lambda: stand_in.control.walk.next_due)
    await _move(session, seconds=DAY)
    assert await waiting == 0
    assert await _report(session, cloud.clock.now(), due) == pytest.approx(HOUR, abs=60)
    async with session.get("/sandbox/state") as response:
        assert (await response.json())["walking"] is True
    async with session.post("/sandbox/bot", json={"action": "kill"}) as response:
        assert response.status == 200
    assert cloud.clock.offset == pytest.approx(timedelta(days=1), abs=timedelta(minutes=1))
    assert not stand_in.control.walk.walking


async def test_a_bot_that_starts_later_is_told_the_time_at_once(cloud: Cloud, session: aiohttp.ClientSession) -> None:
    cloud.clock.advance(DAY)
    assert await _report(session, datetime.now(UTC), None) == DAY


async def test_a_move_by_a_test_reaches_a_bot_that_waits(
    stand_in: StandIn, cloud: Cloud, session: aiohttp.ClientSession
) -> None:
    bot = PunctualBot(session, [timedelta(hours=2)])
    life = asyncio.create_task(bot.live())
    await until(lambda: stand_in.control.walk.next_due)
    cloud.clock.advance(2 * HOUR)
    await until(lambda: bot.late)
    assert 2 * HOUR in bot.offsets
    await _end(life)


async def _end(life: asyncio.Task[None]) -> None:
    life.cancel()
    await asyncio.gather(life, return_exceptions=True)
