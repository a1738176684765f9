"""What goes wrong in one chat stays in that chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import select
from telegram.error import TimedOut
from telegram.request import RequestData

import delivery.turns
import rehearsal.town
from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import Event, Typed
from conversations.route import advance
from rehearsal.town import Phone, Town, Wireless, open_town
from storage.tables import work
from storage.work import MAX_ATTEMPTS

BOOM = "boem"
STEPS = 400
"""More than enough for three messages to each of fifty people; nobody waits for real."""


@pytest.fixture(autouse=True)
def _a_word_that_breaks_the_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(event: Event, context: Context) -> Turn:
        if isinstance(event, Typed) and event.text == BOOM:
            raise RuntimeError("a defect of ours")
        return advance(event, context)

    monkeypatch.setattr(delivery.turns, "advance", breaking)


class Flaky(Wireless):
    """A line on which calls to some chats hang, and to others always time out."""

    hangs: ClassVar[set[int]] = set()
    times_out: ClassVar[set[int]] = set()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> Any:
        chat = int(request_data.json_parameters.get("chat_id", 0)) if request_data is not None else 0
        while chat in self.hangs:  # noqa: ASYNC110  (it hangs until the test lets go of it)
            await asyncio.sleep(0)
        if chat in self.times_out:
            raise TimedOut
        return await super().do_request(url, method, request_data)


@pytest.fixture(autouse=True)
def _a_flaky_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal.town, "Wireless", Flaky)
    monkeypatch.setattr(Flaky, "hangs", set())
    monkeypatch.setattr(Flaky, "times_out", set())


async def turn_the_wheel(town: Town, until: Callable[[], bool]) -> None:
    """Runs the machine without waiting for anybody, until something is so."""
    for _ in range(STEPS):
        await town.machine.door.poll(0)
        await town.machine.turns.run()
        await town.machine.sender.step()
        await asyncio.sleep(0)
        if until():
            return
        town.clock.ticks += 0.1
    raise AssertionError("it did not come to that")


def begins(phone: Phone) -> None:
    """Opens the bot and taps on without looking: three events that only make sense in this order."""
    cloud = phone.town.stand_in.cloud
    cloud.send(phone.id, phone.id, "/start")
    for data in ("welcome:language::nl", "welcome:town:0:ninove"):
        cloud.tap(phone.id, phone.id, 1, data, forged=True)


def has_begun(phone: Phone) -> bool:
    """Whether all three were answered, in order."""
    return any("Verantwoordelijk" in message.text for message in phone.messages())


async def test_fifty_people_are_answered_while_four_chats_are_in_trouble(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        raising, limited, hanging, late = (town.phone(name) for name in ("Rik", "Lien", "Hans", "Tine"))
        town.stand_in.cloud.faults.fail("429", chat=limited.id, times=10_000, retry_after=30)
        Flaky.hangs.add(hanging.id)
        Flaky.times_out.add(late.id)
        town.stand_in.cloud.send(raising.id, raising.id, BOOM)
        others = [town.phone(f"Buur {n}") for n in range(50)]
        for phone in (raising, limited, hanging, late, *others):
            begins(phone)

        await turn_the_wheel(town, lambda: all(has_begun(phone) for phone in others))

        assert not any(has_begun(phone) for phone in (raising, limited, hanging, late))
        town.stand_in.cloud.faults.clear()
        Flaky.hangs.clear()
        Flaky.times_out.clear()
        await town.passes(timedelta(minutes=2))
        assert all(has_begun(phone) for phone in (raising, limited, hanging, late))


async def test_an_event_that_always_fails_is_parked_told_kindly_and_what_came_later_goes_on(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        sara = town.phone()
        await sara.opens("")
        await sara.taps("Nederlands")
        town.stand_in.cloud.send(sara.id, sara.id, BOOM)
        town.stand_in.cloud.tap(sara.id, sara.id, 1, "welcome:town:0:ninove", forged=True)
        await town.settle()
        assert not has_begun(sara), "what comes later waits for its turn"

        await town.passes(timedelta(seconds=2 + 4 + 8))
        assert "Er ging iets mis" not in sara.all_text(), "four tries are not five"

        await town.passes(timedelta(seconds=16))
        assert "Er ging iets mis bij ons. Sorry." in sara.all_text()
        assert has_begun(sara)
        async with town.machine.db.write() as conn:
            (parked,) = (await conn.execute(select(work).where(work.c.state == "parked"))).all()
        assert (parked.attempts, parked.body, parked.last_error) == (MAX_ATTEMPTS, None, "RuntimeError")


async def test_whoever_said_stop_is_still_told_that_their_message_failed(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        sara = town.phone()
        await sara.opens("")
        await sara.taps("Nederlands")
        await sara.says("/stop")
        town.stand_in.cloud.send(sara.id, sara.id, BOOM)
        await town.passes(timedelta(minutes=1))
        assert "Er ging iets mis bij ons. Sorry." in sara.all_text()
