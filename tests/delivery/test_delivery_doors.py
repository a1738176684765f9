"""What comes in: stored before it is confirmed, done once, and no reminder when its moment is long past."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from conversations.files import mark
from conversations.screen import FILE
from handlers import parse
from rehearsal.town import Phone, Town, open_town
from storage import counters, turns, work
from storage.keys import KeyRing, SealBroken
from storage.tables import chat, shred
from storage.tables import work as work_table


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


async def test_what_could_not_be_stored_is_not_confirmed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sara = town.phone()
    with monkeypatch.context() as full:

        async def no_room(*_: object) -> None:
            raise OSError("disk full")

        full.setattr(work, "add", no_room)
        town.stand_in.cloud.send(sara.id, sara.id, "/start")
        with pytest.raises(OSError, match="disk full"):
            await town.machine.door.poll(0)
    assert town.stand_in.cloud.unconfirmed == 1
    await town.settle()
    assert town.stand_in.cloud.unconfirmed == 0
    assert "Nederlands" in sara.buttons()


async def test_an_update_that_comes_twice_is_done_once(town: Town) -> None:
    sara = town.phone()
    await sara.opens("")
    town.stand_in.cloud.faults.fail("duplicate", chat=sara.id)
    sent = len(town.stand_in.cloud.journal.of("sendMessage", sara.id))
    await sara.says("/start")
    assert len(town.stand_in.cloud.journal.of("sendMessage", sara.id)) == sent + 1


async def test_an_update_that_comes_again_after_a_restart_is_done_once(town: Town) -> None:
    sara = town.phone()
    town.stand_in.cloud.send(sara.id, sara.id, "/start")
    await town.machine.door.poll(0)  # stored, and the bot stops before the next poll confirms it
    assert town.stand_in.cloud.unconfirmed == 1
    await town.restart()
    await town.settle()
    assert len(town.stand_in.cloud.journal.of("sendMessage", sara.id)) == 1


@pytest.mark.parametrize(("late", "told"), [(timedelta(days=2), True), (timedelta(days=2, hours=1), False)])
async def test_a_reminder_is_skipped_and_counted_when_it_comes_days_late(
    town: Town, late: timedelta, told: bool
) -> None:
    sara = town.phone()
    await sara.opens("")
    await sara.taps("Nederlands", "Ninove", "Ik begin")
    due = (await town.machine.rest()).next_due
    assert due is not None
    await town.machine.close()
    town._set_clock(due + late)  # the bot is away meanwhile
    await town.open()
    await town.settle()
    assert ("Wil je verdergaan?" in sara.all_text()) is told
    async with town.machine.db.write() as conn:
        assert await counters.value(conn, "skipped:resume") == (0 if told else 1)


async def erases(town: Town, phone: Phone) -> str:
    """What the button that erases everything will carry, before it is there: it names the file that is open."""
    async with town.machine.db.write() as conn:
        household = (await conn.execute(select(chat.c.household_id).where(chat.c.id == phone.id))).scalar_one()
    return f"menu:erase:{FILE}{mark(household)}:yes"


async def test_a_kill_between_an_erase_and_its_keys_is_made_good(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sara = town.phone()
    await sara.opens("")
    await sara.taps("Nederlands", "Ninove", "Ik begin")
    async with town.machine.db.write() as conn:
        owners = await turns.keys_of_chats(conn, town.machine.keys, [sara.id])
    sealed = town.machine.keys.seal(owners[sara.id], b"a secret", "somewhere")
    erase = await erases(town, sara)

    async def killed(*_: object) -> None:
        raise OSError("the key file cannot be written")

    with monkeypatch.context() as dead:
        dead.setattr(KeyRing, "shred", killed)
        town.stand_in.cloud.send(sara.id, sara.id, "/erase")
        town.stand_in.cloud.tap(sara.id, sara.id, 1, erase, forged=True)
        await town.machine.door.poll(0)
        await town.machine.turns.run()
        with pytest.raises(OSError, match="key file"):
            await town.machine.turns.run()
        async with town.machine.db.write() as conn:
            assert await conn.scalar(select(func.count()).select_from(shred)) == 2
            states = (await conn.execute(select(work_table.c.state, work_table.c.attempts))).all()
        assert {tuple(row) for row in states} == {("done", 0)}, "what is committed is not done again"
    await town.restart()
    await town.settle()
    assert "Alles is gewist." in sara.text()
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(shred)) == 0
    await town.machine.keys.hold(owners.values(), make=False)
    with pytest.raises(SealBroken):
        town.machine.keys.open(owners[sara.id], sealed, "somewhere")


async def test_what_was_said_before_an_erase_and_comes_after_it_is_answered_with_a_new_start(town: Town) -> None:
    sara = town.phone()
    await sara.opens("")
    await sara.taps("Nederlands", "Ninove", "Ik begin")
    cloud, erase = town.stand_in.cloud, await erases(town, sara)
    cloud.send(sara.id, sara.id, "/erase")
    cloud.tap(sara.id, sara.id, 1, erase, forged=True)
    cloud.send(sara.id, sara.id, "/start")
    await town.settle()
    assert sara.messages()[-1].from_bot
    assert "Nederlands" in sara.buttons()
    async with town.machine.db.write() as conn:
        assert not (await conn.execute(select(work_table).where(work_table.c.state == "parked"))).all()


def test_what_stood_on_a_tapped_card_and_what_was_answered_to_is_not_kept() -> None:
    card = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "Voornaam: Sara"}
    tap = {"update_id": 1, "callback_query": {"id": "9", "from": {"id": 5}, "data": "a:b::c", "message": card}}
    answer = {"update_id": 2, "message": {**card, "text": "ja", "reply_to_message": card, "quote": {"text": "Sara"}}}
    assert [json.dumps(parse.needed(update)).count("Sara") for update in (tap, answer)] == [0, 0]
    assert parse.needed(tap)["callback_query"]["data"] == "a:b::c"
    assert parse.needed(answer)["message"]["text"] == "ja"
    assert (
        parse.needed({"update_id": 3, "callback_query": {"id": "1", "from": {"id": 5}}})["callback_query"]["id"] == "1"
    )
