"""Behaviour 1: getUpdates."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from sandbox import Cloud, StandIn, User


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot: Bot, cloud: Cloud, fatma: User) -> None:
    cloud.open_link(fatma.id, "https://t.me/rechten_sandbox_bot?start=abc-DEF_9")
    first = await bot.get_updates(timeout=0)
    again = await bot.get_updates(timeout=0)
    assert [update.update_id for update in again] == [update.update_id for update in first]
    message = first[0].message
    assert message is not None
    assert message.text == "/start abc-DEF_9"
    assert message.from_user is not None
    assert message.from_user.language_code == "ar"
    assert await bot.get_updates(offset=first[0].update_id + 1, timeout=0) == ()
    assert cloud.unconfirmed == 0
