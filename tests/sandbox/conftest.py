"""A stand-in on a free port, and an unmodified python-telegram-bot `Bot` that talks to it over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from sandbox import Cloud, StandIn, User


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    server = StandIn()
    await server.start()
    yield server
    await server.stop()
    assert server.cloud.journal.unknown == []


@pytest.fixture
def cloud(stand_in: StandIn) -> Cloud:
    return stand_in.cloud


@pytest.fixture
async def bot(stand_in: StandIn) -> AsyncIterator[Bot]:
    async with Bot(
        stand_in.token,
        base_url=f"{stand_in.url}/bot",
        base_file_url=f"{stand_in.url}/file/bot",
        request=HTTPXRequest(connection_pool_size=8),
        get_updates_request=HTTPXRequest(connection_pool_size=8),
    ) as running:
        yield running


@pytest.fixture
def fatma(cloud: Cloud) -> User:
    """A parent who has not opened the bot yet."""
    return cloud.add_user("Fatma", language_code="ar", last_name="Demir", phone="+32470112233")


@pytest.fixture
def anna(cloud: Cloud) -> User:
    """A coordinator."""
    return cloud.add_user("Anna", username="anna_ninove")


@pytest.fixture
def chat(cloud: Cloud, fatma: User) -> int:
    """The chat of a parent who has pressed Start, with that update confirmed."""
    cloud.open_link(fatma.id, "https://t.me/rechten_sandbox_bot")
    cloud.updates.forget()
    return fatma.id
