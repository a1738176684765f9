"""What the sender makes of Telegram's answers, seen from the chat and from the journal of calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from conversations.effects import Audience, MoveGroup
from conversations.registry import NOTICES
from delivery.request import AiohttpRequest, NotSent
from rehearsal.town import AN_ACT, Phone, Town, Wireless, open_town
from storage import audiences, counters, groups, outbox
from storage.tables import chat, referral, team_group
from storage.tables import notice as notice_table
from storage.tables import outbox as outbox_table

EVENING = datetime(2026, 11, 16, 21, 30, tzinfo=UTC)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


async def someone(town: Town) -> Phone:
    """A parent who has chosen a language, a while ago: the pace holds nothing back."""
    phone = town.phone()
    await phone.opens("")
    await phone.taps("Nederlands")
    town.clock.ticks += 60
    return phone


def calls(town: Town, phone: Phone, method: str) -> int:
    """How often the bot did this in a chat, with whatever result."""
    return len(town.stand_in.cloud.journal.of(method, phone.id))


async def count(town: Town, name: str) -> int:
    async with town.machine.db.write() as conn:
        return await counters.value(conn, name)


async def notify(town: Town, phone: Phone, kind: str) -> None:
    """A notice of this kind, about nothing in particular."""
    async with town.machine.db.write() as conn:
        await audiences.put_notice(conn, phone.id, NOTICES[kind], "", town.clock.now())


async def meanwhile(town: Town) -> None:
    """All that can be done without time going by."""
    for _ in range(30):
        await town.machine.door.poll(0)
        await town.machine.turns.run()
        await town.machine.sender.step()
        await asyncio.sleep(0)


async def rows(town: Town, phone: Phone) -> list[tuple[str, str]]:
    """Kind and state of what the outbox still holds for a chat."""
    async with town.machine.db.write() as conn:
        query = select(outbox_table.c.kind, outbox_table.c.state).where(outbox_table.c.chat_id == phone.id)
        return [(row.kind, row.state) for row in await conn.execute(query.order_by(outbox_table.c.id))]


async def test_quick_taps_merge_into_one_card(town: Town) -> None:
    sara = await someone(town)
    edits = calls(town, sara, "editMessageText")
    for data in ("welcome:town:0:ninove", "welcome:info::more", "welcome:more:0:next"):
        town.stand_in.cloud.tap(sara.id, sara.id, sara.card().id, data, forged=True)
    await town.machine.door.poll(0)
    while await town.machine.turns.run():
        pass
    await town.settle()
    assert calls(town, sara, "editMessageText") == edits + 1
    assert "Aan anderen geven we niets" in sara.text()


async def test_a_tap_edits_and_a_text_puts_a_new_card_below_without_the_old_buttons(town: Town) -> None:
    sara = await someone(town)
    first = sara.card().id
    await sara.taps("Ninove")
    assert sara.card().id == first
    await sara.says("hallo?")
    assert sara.card().id > first
    assert [m.id for m in sara.messages() if m.inline] == [sara.card().id]


async def test_a_card_that_is_gone_is_sent_anew(town: Town) -> None:
    sara = await someone(town)
    gone = sara.card()
    gone.deleted = True
    town.stand_in.cloud.tap(sara.id, sara.id, gone.id, "welcome:town:0:ninove", forged=True)
    await town.settle()
    assert sara.card().id > gone.id
    assert "Jouw gegevens" in sara.text()


async def test_a_tap_that_changes_nothing_is_answered_and_is_no_error(town: Town) -> None:
    sara = await someone(town)
    await sara.forges("welcome:town:0:nowhere")
    assert sara.toasts()[-1]
    assert await rows(town, sara) == []
    assert await count(town, "parked") == 0


async def test_after_a_block_nothing_is_sent_until_start(town: Town) -> None:
    sara = await someone(town)
    town.stand_in.cloud.faults.fail("403", chat=sara.id)
    await notify(town, sara, "trouble")
    await notify(town, sara, "resume")
    await town.settle()
    tried = calls(town, sara, "sendMessage")
    assert await rows(town, sara) == []
    assert await count(town, "unreachable") == 1

    await notify(town, sara, "resume")
    async with town.machine.db.write() as conn:
        assert await audiences.chats_of(conn, Audience("chat", chat=sara.id), NOTICES["resume"].silence) == []
        await outbox.show_card(conn, sara.id, town.clock.now(), fresh=False)
    await town.settle()
    assert calls(town, sara, "sendMessage") == tried

    await sara.opens("")
    assert calls(town, sara, "sendMessage") > tried
    assert "Ninove" in sara.buttons()


async def test_a_refused_answer_to_a_tap_does_not_make_the_person_unreachable(town: Town) -> None:
    sara = await someone(town)
    town.stand_in.cloud.faults.fail("403", method="answerCallbackQuery")
    await sara.taps("Ninove")
    assert "Jouw gegevens" in sara.text()
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(chat.c.reachable).where(chat.c.id == sara.id))


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_a_limit_is_waited_for_exactly_and_in_that_chat_only(town: Town, method: str) -> None:
    sara, omar = await someone(town), await someone(town)
    town.stand_in.cloud.faults.fail("429", method=method, retry_after=30)
    town.stand_in.cloud.tap(sara.id, sara.id, sara.card().id, "welcome:town:0:ninove")
    before = town.clock.ticks
    journal = town.stand_in.cloud.journal
    asked = len(journal.of(method))
    await meanwhile(town)
    assert len(journal.of(method)) == asked + 1, "it is not asked again and again meanwhile"
    town.stand_in.cloud.tap(omar.id, omar.id, omar.card().id, "welcome:town:0:ninove")
    await meanwhile(town)
    assert "Jouw gegevens" in omar.text()

    await town.settle()
    assert town.clock.ticks == before + 30
    assert "Jouw gegevens" in sara.text()
    assert len(journal.of(method)) == asked + 3


async def test_while_the_network_is_away_the_pauses_grow(town: Town) -> None:
    sara = await someone(town)
    town.stand_in.cloud.faults.fail("drop", chat=sara.id, times=4)
    before = town.clock.ticks
    await sara.taps("Ninove")
    assert "Jouw gegevens" in sara.text()
    assert town.clock.ticks - before == AN_ACT + 1 + 2 + 4 + 8


async def test_a_lost_answer_is_repeated_for_a_card(town: Town) -> None:
    sara = await someone(town)
    town.stand_in.cloud.faults.fail("lost", chat=sara.id, method="sendMessage")
    before = calls(town, sara, "sendMessage")
    await sara.says("hallo?")
    assert calls(town, sara, "sendMessage") == before + 2
    assert await count(town, "unsure") == 0


async def test_a_lost_answer_is_not_repeated_for_a_notice_but_counted(town: Town) -> None:
    sara = await someone(town)
    before = calls(town, sara, "sendMessage")
    town.stand_in.cloud.faults.fail("lost", chat=sara.id, method="sendMessage")
    await notify(town, sara, "resume")
    await town.passes(timedelta(days=1))
    assert calls(town, sara, "sendMessage") == before + 1
    assert await count(town, "unsure") == 1
    assert await rows(town, sara) == [("notice", "unsure")]


async def test_a_row_that_cannot_be_sent_is_parked_and_the_next_one_goes(town: Town) -> None:
    sara = await someone(town)
    async with town.machine.db.write() as conn:
        await outbox.put(conn, sara.id, "delete", town.clock.now(), ref="no number")
    await sara.taps("Ninove")
    assert "Jouw gegevens" in sara.text()
    assert await rows(town, sara) == [("delete", "parked")]
    assert await count(town, "parked") == 1


async def test_answers_go_before_notices(town: Town) -> None:
    sara = await someone(town)
    await notify(town, sara, "resume")
    town.stand_in.cloud.send(sara.id, sara.id, "/start")
    await town.machine.door.poll(0)
    await town.machine.turns.run()
    await town.settle()
    assert "Wil je verdergaan?" in sara.text()
    assert sara.messages()[-2].from_bot


async def test_nothing_unasked_goes_in_the_evening_however_long_it_had_to_wait(tmp_path: Path) -> None:
    async with open_town(tmp_path, start=EVENING) as town:
        sara = await someone(town)
        await notify(town, sara, "resume")
        async with town.machine.db.write() as conn:  # as after an hour without network that began before eight
            await conn.execute(outbox_table.update().values(due_at=town.clock.now() - timedelta(hours=4)))
        await town.settle()
        assert "Wil je verdergaan?" not in sara.all_text()
        await town.passes(timedelta(hours=9, minutes=59))
        assert "Wil je verdergaan?" not in sara.all_text()
        await town.passes(timedelta(minutes=2))
        assert "Wil je verdergaan?" in sara.all_text()


async def test_a_group_that_became_a_supergroup_keeps_its_role_and_what_waits_for_it(town: Town) -> None:
    katrien = await town.coordinator()
    cloud = town.stand_in.cloud
    group = cloud.add_group("Team Ninove", katrien.id)
    cloud.add_bot(group.id, katrien.id)
    await town.settle()
    await katrien.taps("Ja, van Ninove")
    cloud.updates.forget()
    async with town.machine.db.write() as conn:
        about = {"id": "r1", "number": "NIN-26-0001", "municipality": "ninove", "submitted_at": town.clock.now()}
        how = {"kind": "asked_help", "urgency": "normal", "state": "submitted"}
        await conn.execute(insert(referral).values(about | how))
        await audiences.put_notice(conn, group.id, NOTICES["new_referral"], "r1", town.clock.now())
    new = cloud.migrate(group.id)
    cloud.updates.forget()  # the bot learns it only from Telegram's answer to its next message there
    await town.settle()
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(team_group.c.chat_id)) == new
        assert set((await conn.execute(select(notice_table.c.chat_id))).scalars()) == {new, katrien.id}
    assert await count(town, "parked") == 0
    assert "NIN-26-0001" in cloud.visible(new)[-1].text


async def test_a_group_confirmed_under_its_new_id_does_not_stop_the_sender(town: Town) -> None:
    async with town.machine.db.write() as conn:
        for place, group in (("ninove", -7), ("elders", -1007)):
            values = {"municipality": place, "chat_id": group, "confirmed_by": 1, "at": town.clock.now()}
            await conn.execute(insert(team_group).values(values))
        await groups.move(conn, MoveGroup(-7, -1007))
        kept = (await conn.execute(select(team_group.c.municipality, team_group.c.chat_id))).all()
    assert [tuple(row) for row in kept] == [("elders", -1007)]


async def test_a_stop_in_the_middle_of_a_step_loses_nothing_of_what_is_known(town: Town) -> None:
    sara = await someone(town)
    before = calls(town, sara, "sendMessage")
    await notify(town, sara, "resume")
    sender = town.machine.sender
    await sender.step()
    for _ in range(10):  # the call is made, and its answer is not yet recorded
        await asyncio.sleep(0)
    assert calls(town, sara, "sendMessage") == before + 1
    async with town.machine.db.write():
        step = asyncio.create_task(sender.step())  # it waits in line for the database
        await asyncio.sleep(0)
        step.cancel()
        await asyncio.gather(step, return_exceptions=True)
    await sender.drain(1)
    assert await rows(town, sara) == []
    await town.restart()
    assert await count(town, "unsure") == 0


async def test_what_telegram_quotes_of_a_message_is_not_kept(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sara = await someone(town)
    said = b'{"ok": false, "error_code": 400, "description": "Bad Request: can\'t parse entities: tag Sara"}'

    async def refused(*_: object, **__: object) -> tuple[int, bytes]:
        return 400, said

    async with town.machine.db.write() as conn:
        await outbox.show_card(conn, sara.id, town.clock.now(), fresh=True)
    with monkeypatch.context() as strict:
        strict.setattr(Wireless, "do_request", refused)
        for _ in range(10):
            await town.machine.sender.step()
            await asyncio.sleep(0)
    async with town.machine.db.write() as conn:
        error = await conn.scalar(select(outbox_table.c.last_error))
    assert error is not None
    assert "parse entities" in error
    assert "Sara" not in error


async def test_who_leaves_hands_work_back_and_it_is_asked_after_again(town: Town) -> None:
    katrien, bart = await town.coordinator(), await town.coordinator("Bart")
    async with town.machine.db.write() as conn:
        about = {"id": "r1", "number": "NIN-26-0001", "municipality": "ninove", "submitted_at": town.clock.now()}
        how = {"kind": "asked_help", "urgency": "normal", "state": "claimed", "claimed_by": katrien.id}
        await conn.execute(insert(referral).values(about | how))
    await katrien.says("/erase")
    await katrien.taps("Ja")
    async with town.machine.db.write() as conn:
        row = (await conn.execute(select(referral))).one()
    assert (row.state, row.claimed_by) == ("submitted", None)
    await town.passes(timedelta(days=2))
    assert "NIN-26-0001" in bart.text()
    assert "Nog niemand nam dit op" in bart.all_text()


async def test_a_call_while_the_connections_are_renewed_is_not_sent_rather_than_lost() -> None:
    request = AiohttpRequest()
    await request.initialize()
    closing = asyncio.create_task(request.shutdown())
    await asyncio.sleep(0)
    with pytest.raises(NotSent):
        await request.do_request("http://127.0.0.1:9/", "POST")
    await closing
