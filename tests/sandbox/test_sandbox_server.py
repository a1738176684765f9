"""Behaviour 6 (journal, clock, a cloud that lives on), and how calls may be written."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from telegram import Bot

from sandbox import Clock, Cloud, Dropped, StandIn, Upload, User
from sandbox.clock import reach
from tests.sandbox.waiting import until


async def test_the_journal_holds_every_call_with_its_answer(bot: Bot, cloud: Cloud, chat: int) -> None:
    await bot.send_message(chat, "<b>hallo</b>", parse_mode="HTML")
    (call,) = cloud.journal.of("SendMessage", chat)
    assert call.params["text"] == "<b>hallo</b>"
    assert call.response["result"]["text"] == "hallo"
    assert cloud.journal.of("sendMessage", chat + 1) == []
    assert [entry.method for entry in cloud.journal.calls] == ["getMe", "sendMessage"]


async def test_messages_carry_the_time_of_the_cloud(bot: Bot, cloud: Cloud, chat: int) -> None:
    before = await bot.send_message(chat, "nu")
    cloud.clock.advance(3 * 86400)
    after = await bot.send_message(chat, "later")
    assert timedelta(days=3) <= after.date - before.date < timedelta(days=3, minutes=1)


def test_the_clock_never_goes_back(cloud: Cloud) -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        cloud.clock.advance(-1)


async def test_whoever_waits_for_a_moment_wakes_when_the_clock_is_moved_past_it() -> None:
    frozen = datetime(2026, 11, 22, 9, tzinfo=UTC)
    clock = Clock(lambda: frozen)
    waiting = asyncio.create_task(reach(clock, frozen + timedelta(hours=1)))
    await asyncio.sleep(0)
    clock.advance(3599)
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.advance(1)
    await waiting
    assert clock.now() == frozen + timedelta(hours=1)


async def test_the_cloud_lives_on_while_the_bot_is_away(stand_in: StandIn, cloud: Cloud, chat: int) -> None:
    async with Bot(stand_in.token, base_url=f"{stand_in.url}/bot") as first:
        card = await first.send_message(chat, "Vraag")
    cloud.send(chat, chat, "Antwoord")
    async with Bot(stand_in.token, base_url=f"{stand_in.url}/bot") as second:
        (update,) = await second.get_updates(timeout=0)
        assert update.message is not None
        assert update.message.text == "Antwoord"
        await second.edit_message_text("Volgende vraag", chat_id=chat, message_id=card.message_id)
    assert [message.text for message in cloud.visible(chat)] == ["/start", "Volgende vraag", "Antwoord"]


async def test_a_call_may_be_written_in_any_way_telegram_takes(stand_in: StandIn, chat: int) -> None:
    url = f"{stand_in.url}/bot{stand_in.token}/SENDmessage"
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    fields = {"chat_id": str(chat), "text": "hallo", "reply_markup": json.dumps(markup)}
    form = aiohttp.FormData(fields)
    form.add_field("unused", b"x", filename="x.txt")
    async with aiohttp.ClientSession() as session:
        answers = [
            await session.get(url, params=fields),
            await session.post(url, params=fields),
            await session.post(url, data=fields),
            await session.post(url, data=form),
            await session.post(url, json={"chat_id": chat, "text": "hallo", "reply_markup": markup}),
        ]
        for answer in answers:
            body = await answer.json()
            assert body["ok"], body
            assert body["result"]["reply_markup"] == markup
        wrong = await session.post(url, data="{", headers={"Content-Type": "application/json"})
        assert wrong.status == 400
        assert (await wrong.json())["description"] == "Bad Request: can't parse JSON object"
        attached = aiohttp.FormData({"chat_id": str(chat), "document": "attach://part"})
        attached.add_field("part", b"inhoud", filename="brief.txt")
        sent = await session.post(f"{stand_in.url}/bot{stand_in.token}/sendDocument", data=attached)
        assert (await sent.json())["result"]["document"]["file_name"] == "brief.txt"


async def test_errors_carry_telegrams_text_letter_for_letter(stand_in: StandIn, fatma: User) -> None:
    answer = await stand_in.call("sendMessage", {"chat_id": fatma.id, "text": "hallo"})
    assert answer == {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot can't initiate conversation with a user",
    }
    async with aiohttp.ClientSession() as session:
        response = await session.get(f"{stand_in.url}/bot1:wrong/getMe")
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_call_without_http_takes_the_same_way(stand_in: StandIn, cloud: Cloud, chat: int) -> None:
    upload = Upload("a.txt", "text/plain", b"a")
    answer = await stand_in.call("sendDocument", {"chat_id": chat, "document": upload})
    assert answer["result"]["document"]["file_size"] == 1
    cloud.faults.fail("lost")
    with pytest.raises(Dropped):
        await stand_in.call("sendMessage", {"chat_id": chat, "text": "toch aangekomen"})
    assert cloud.visible(chat)[-1].text == "toch aangekomen"
    assert [call.method for call in cloud.journal.calls] == ["sendDocument", "sendMessage"]


async def test_it_embeds_on_a_free_port_and_stops_cleanly() -> None:
    one, two = StandIn(), StandIn()
    await one.start()
    port = int(one.url.rsplit(":", 1)[1])
    await two.start(port=port)
    assert two.url != one.url
    polls = []
    for stand_in in (one, two):
        bot = Bot(stand_in.token, base_url=f"{stand_in.url}/bot")
        await bot.initialize()
        polls.append((bot, asyncio.create_task(bot.get_updates(timeout=50))))
    await until(lambda: one.polling and two.polling)
    before = asyncio.all_tasks()
    await one.stop()
    await two.stop()
    for bot, poll in polls:
        assert await poll == ()
        await bot.shutdown()
    assert asyncio.all_tasks() <= before
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"{one.url}/sandbox/state")


def test_a_token_has_a_number() -> None:
    with pytest.raises(ValueError, match="looks like 123456:secret"):
        StandIn("secret")
