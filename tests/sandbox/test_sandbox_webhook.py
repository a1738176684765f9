"""Behaviour 2: the webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from sandbox import Cloud, User
from tests.sandbox.waiting import until

Body = dict[str, Any]


class Receiver:
    """A bot's webhook: it keeps what came and answers as the test says."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[Body] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[Body], Awaitable[int]] = self._fine

    @staticmethod
    async def _fine(_: Body) -> int:
        return 200

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.got.append(body)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=await self.answer(body))

    def texts(self, chat: int) -> list[str]:
        return [body["message"]["text"] for body in self.got if body["message"]["chat"]["id"] == chat]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_an_update_is_posted_with_the_secret(bot: Bot, cloud: Cloud, receiver: Receiver, chat: int) -> None:
    await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    cloud.send(chat, chat, "hallo")
    await until(lambda: cloud.unconfirmed == 0)
    assert receiver.texts(chat) == ["hallo"]
    assert receiver.secrets == ["s3cret_-"]


async def test_order_is_kept_per_chat_and_chats_go_side_by_side(
    bot: Bot, cloud: Cloud, receiver: Receiver, chat: int, anna: User
) -> None:
    gate = asyncio.Event()

    async def slow_for_fatma(body: Body) -> int:
        if body["message"]["chat"]["id"] == chat:
            await gate.wait()
        return 200

    receiver.answer = slow_for_fatma
    await bot.set_webhook(receiver.url)
    for text in ("een", "twee", "drie"):
        cloud.send(chat, chat, text)
        cloud.send(anna.id, anna.id, text)
    await until(lambda: receiver.texts(anna.id) == ["een", "twee", "drie"])
    assert receiver.texts(chat) == ["een"]
    gate.set()
    await until(lambda: cloud.unconfirmed == 0)
    assert receiver.texts(chat) == ["een", "twee", "drie"]


async def test_a_refusal_is_tried_again_with_growing_pauses_and_shown(
    bot: Bot, cloud: Cloud, receiver: Receiver, chat: int
) -> None:
    answers = iter([500, 503, 200])

    async def at_the_third_time(_: Body) -> int:
        return next(answers)

    receiver.answer = at_the_third_time
    await bot.set_webhook(receiver.url)
    cloud.send(chat, chat, "hallo")
    await until(lambda: cloud.webhook.last_error.endswith("500 Internal Server Error"))
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 1
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    cloud.clock.advance(1)
    await until(lambda: cloud.webhook.last_error.endswith("503 Service Unavailable"))
    cloud.clock.advance(2)
    await until(lambda: cloud.unconfirmed == 0)
    assert receiver.texts(chat) == ["hallo"] * 3
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_no_answer_within_a_minute_is_a_failure(bot: Bot, cloud: Cloud, receiver: Receiver, chat: int) -> None:
    async def never(_: Body) -> int:
        await asyncio.Event().wait()
        return 200

    receiver.answer = never
    await bot.set_webhook(receiver.url)
    cloud.send(chat, chat, "hallo")
    await until(lambda: receiver.got)
    cloud.clock.advance(60)
    await until(lambda: cloud.webhook.last_error)
    assert (await bot.get_webhook_info()).last_error_message == "Read timeout expired"


async def test_after_a_day_it_gives_up(bot: Bot, cloud: Cloud, chat: int) -> None:
    await bot.set_webhook("http://127.0.0.1:1/nobody-listens")
    cloud.send(chat, chat, "hallo")
    await until(lambda: cloud.webhook.last_error)
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"
    cloud.clock.advance(24 * 3600 + 1)
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_what_waits_can_be_dropped_or_polled_after_the_webhook_is_gone(bot: Bot, cloud: Cloud, chat: int) -> None:
    cloud.send(chat, chat, "weg")
    await bot.set_webhook("http://127.0.0.1:1/nobody-listens", drop_pending_updates=True)
    cloud.send(chat, chat, "blijft")
    await bot.delete_webhook()
    assert [u.message.text for u in await bot.get_updates(timeout=0) if u.message] == ["blijft"]


async def test_a_doubled_update_is_posted_twice(bot: Bot, cloud: Cloud, receiver: Receiver, chat: int) -> None:
    await bot.set_webhook(receiver.url)
    cloud.faults.fail("duplicate")
    cloud.send(chat, chat, "dubbel")
    await until(lambda: cloud.unconfirmed == 0)
    assert receiver.texts(chat) == ["dubbel", "dubbel"]
    assert receiver.got[0] == receiver.got[1]


@pytest.mark.parametrize(
    ("url", "secret", "text"),
    [
        ("ftp://example.be", None, "Bad webhook"),
        ("https://example.be", "geheim!", "Secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(bot: Bot, url: str, secret: str | None, text: str) -> None:
    with pytest.raises(BadRequest, match=text):
        await bot.set_webhook(url, secret_token=secret)
