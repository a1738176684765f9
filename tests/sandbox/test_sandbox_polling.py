"""Behaviour 1: getUpdates."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from sandbox import Cloud, StandIn, User
from tests.sandbox.waiting import until


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot: Bot, cloud: Cloud, fatma: User) -> None:
    cloud.open_link(fatma.id, "https://t.me/rechten_sandbox_bot?start=abc-DEF_9")
    first = await bot.get_updates(timeout=0)
    again = await bot.get_updates(timeout=0)
    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert first[0].message is not None
    assert first[0].message.text == "/start abc-DEF_9"
    assert cloud.unconfirmed == 1
    assert await bot.get_updates(offset=first[0].update_id + 1, timeout=0) == ()
    assert cloud.unconfirmed == 0


async def test_a_negative_offset_keeps_the_last_and_forgets_the_rest(bot: Bot, cloud: Cloud, chat: int) -> None:
    for text in "abcd":
        cloud.send(chat, chat, text)
    last = await bot.get_updates(offset=-2, timeout=0)
    assert [update.message.text for update in last if update.message] == ["c", "d"]
    assert cloud.unconfirmed == 2


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (100, 100), (0, 100), (101, 100)])
async def test_limit_is_one_to_a_hundred(bot: Bot, cloud: Cloud, chat: int, limit: int, count: int) -> None:
    for number in range(103):
        cloud.send(chat, chat, f"{number}")
    assert len(await bot.get_updates(limit=limit, timeout=0)) == count


async def test_a_long_poll_wakes_at_once(stand_in: StandIn, bot: Bot, cloud: Cloud, chat: int) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await until(lambda: stand_in.polling)
    cloud.send(chat, chat, "hallo")
    assert [update.message.text for update in await poll if update.message] == ["hallo"]


async def test_a_long_poll_ends_empty_on_the_clock_of_the_cloud(stand_in: StandIn, bot: Bot, cloud: Cloud) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: stand_in.polling)
    cloud.clock.advance(31)
    assert await poll == ()


async def test_allowed_updates_stick_until_they_are_given_again(bot: Bot, cloud: Cloud, chat: int) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    cloud.send(chat, chat, "not wanted")
    await bot.get_updates(timeout=0)
    cloud.send(chat, chat, "still not wanted")
    assert cloud.unconfirmed == 0
    await bot.get_updates(timeout=0, allowed_updates=[])
    cloud.send(chat, chat, "wanted")
    assert cloud.unconfirmed == 1


async def test_my_chat_member_comes_by_default(bot: Bot, cloud: Cloud, chat: int) -> None:
    cloud.block(chat)
    cloud.unblock(chat)
    changes = [update.my_chat_member for update in await bot.get_updates(timeout=0)]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_the_newest_poller_wins_and_an_older_gets_409(
    stand_in: StandIn, bot: Bot, cloud: Cloud, chat: int
) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=50))
    await until(lambda: stand_in.polling)
    newer = asyncio.create_task(bot.get_updates(timeout=50))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    cloud.send(chat, chat, "voor de nieuwe")
    assert len(await newer) == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:1/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_updates_are_kept_for_a_day(bot: Bot, cloud: Cloud, chat: int) -> None:
    cloud.send(chat, chat, "gisteren")
    cloud.clock.advance(23 * 3600)
    cloud.send(chat, chat, "vandaag")
    cloud.clock.advance(2 * 3600)
    assert [u.message.text for u in await bot.get_updates(timeout=0) if u.message] == ["vandaag"]


async def test_a_doubled_update_comes_again_under_its_id_after_it_was_confirmed(
    bot: Bot, cloud: Cloud, chat: int
) -> None:
    cloud.faults.fail("duplicate", chat=chat)
    cloud.send(chat, chat, "dubbel")
    (first,) = await bot.get_updates(timeout=0)
    (second,) = await bot.get_updates(offset=first.update_id + 1, timeout=0)
    assert second.update_id == first.update_id
    assert await bot.get_updates(offset=first.update_id + 1, timeout=0) == ()


async def test_a_poller_that_was_killed_leaves_the_updates_for_the_next_one(
    stand_in: StandIn, bot: Bot, cloud: Cloud, chat: int
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await until(lambda: stand_in.polling)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    cloud.send(chat, chat, "nog niet gelezen")
    assert (await stand_in.call("getUpdates", {}))["result"][0]["message"]["text"] == "nog niet gelezen"
