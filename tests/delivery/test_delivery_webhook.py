"""Updates that are posted: stored before they are accepted, refused where they are not Telegram's, in any order."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import event, select
from structlog.testing import capture_logs

from delivery.listening import Public
from delivery.webhook import LARGEST_BODY, MAX_CONNECTIONS, SECRET_HEADER, CannotListen, WebhookServer
from rehearsal.town import Phone, Town, open_town
from sandbox.clock import Bell
from storage import work
from storage.tables import chat as chat_table
from tests.sandbox.waiting import until

Json = dict[str, Any]
PATIENCE = 30.0
"""Seconds after which a test that would hang fails; nothing waits that long when it works."""


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, webhook=True, server=None) as town:  # its file is read
        yield town


class Poster:
    """Posts to the bot as Telegram does, and as others might."""

    def __init__(self, town: Town, http: aiohttp.ClientSession) -> None:
        hook = town.stand_in.cloud.webhook
        self._http = http
        self.url, self.secret = hook.url, hook.secret

    async def __call__(self, body: object, **headers: str) -> int:
        """The status that the bot answers. Bytes go as they are, anything else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self._http.post(self.url, data=data, headers={SECRET_HEADER: self.secret, **headers}) as response:
            return response.status


@pytest.fixture
async def post(town: Town) -> AsyncIterator[Poster]:
    async with aiohttp.ClientSession() as http:
        yield Poster(town, http)


def kept_back(town: Town, act: Callable[[], object]) -> list[Json]:
    """What people do, as updates that the stand-in does not post itself."""
    assert town.stand_in.cloud.unconfirmed == 0
    act()
    bodies = [update.body for update in town.stand_in.cloud.updates.waiting()]
    town.stand_in.cloud.updates.forget()
    return bodies


def says(town: Town, phone: Phone, *texts: str) -> list[Json]:
    """What one person types, as updates."""
    return kept_back(town, lambda: [town.stand_in.cloud.send(phone.id, phone.id, text) for text in texts])


def on_disk(town: Town) -> Counter[str]:
    """The states of all work, as another process reads them: only what is committed."""
    with closing(sqlite3.connect(town.folder / "rights.sqlite")) as file:
        return Counter(state for (state,) in file.execute("SELECT state FROM work WHERE kind = 'update'"))


async def reachable(town: Town, phone: Phone) -> bool:
    async with town.machine.db.write() as conn:
        return bool(await conn.scalar(select(chat_table.c.reachable).where(chat_table.c.id == phone.id)))


async def begins(phone: Phone) -> None:
    await phone.opens("")
    await phone.taps("Nederlands", "Ninove", "Ik begin")


async def test_a_conversation_goes_as_it_does_without_a_webhook(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    question = sara.text()
    await town.restart()
    await sara.says("/start")
    assert sara.text() == question
    [first, again] = town.stand_in.cloud.journal.of("setWebhook")
    assert first.params == again.params
    assert first.params["secret_token"] == town.stand_in.cloud.webhook.secret
    assert set(first.params["allowed_updates"]) == {"message", "callback_query", "my_chat_member"}
    assert first.params["max_connections"] == str(MAX_CONNECTIONS)
    assert town.stand_in.cloud.journal.of("getUpdates") == []


async def test_what_is_accepted_is_stored(town: Town, post: Poster) -> None:
    [update] = says(town, town.phone(), "/start")
    assert on_disk(town) == {}
    assert await post(update) == 200
    assert on_disk(town) == {"waiting": 1}


async def test_what_cannot_be_stored_is_not_accepted_until_it_can(
    town: Town, post: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara = town.phone()
    [update] = says(town, sara, "/start")
    with monkeypatch.context() as full, capture_logs() as lines:

        async def no_room(*_: object) -> None:
            raise OSError("disk full, while Sara said /start")

        full.setattr(work, "add", no_room)
        assert await post(update) == 500
    assert on_disk(town) == {}
    assert lines == [{"event": "update not stored", "error": "OSError", "log_level": "error"}]
    assert await post(update) == 200
    await town.settle()
    assert "Nederlands" in sara.buttons()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({SECRET_HEADER: "another_secret"}, 403),
        ({SECRET_HEADER: ""}, 403),
        ({SECRET_HEADER: "a-secret_of-"}, 403),
        ({SECRET_HEADER: "a-secret_of-99"}, 403),
        ({SECRET_HEADER: "gehéim"}, 403),
        ({"Content-Encoding": "gzip"}, 400),
    ],
)
async def test_a_post_that_is_not_telegrams_is_refused(
    town: Town, post: Poster, given: dict[str, str], status: int
) -> None:
    [update] = says(town, town.phone(), "ik heet Sara")
    with capture_logs() as lines:
        assert await post(update, **given) == status
    assert on_disk(town) == {}
    assert lines == [{"event": "post refused", "status": status, "log_level": "warning"}]


async def test_without_a_secret_it_is_refused_before_its_body_is_read(town: Town, post: Poster) -> None:
    async with aiohttp.ClientSession() as http, http.post(post.url, data=b"x" * (LARGEST_BODY + 1)) as response:
        assert response.status == 403
        assert await response.read() == b""
    assert on_disk(town) == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        None,
        [],
        "text",
        {},
        {"update_id": "7"},
        {"update_id": True},
        {"update_id": -1},
        {"update_id": 2**63},
        {"update_id": 7, "message": None},
        {"update_id": 7, "message": {"text": "Sara"}},
        {"update_id": 7, "message": {"chat": {"id": "Sara"}}},
        {"update_id": 7, "message": {"chat": {"id": 2**63}}},
        {"update_id": 7, "callback_query": "Sara"},
        {"update_id": 7, "my_chat_member": {"chat": []}},
        b'{"update_id": 7, "message": {"chat": {"id": Infinity}}}',
    ],
    ids=lambda body: str(body)[:40],
)
async def test_what_is_not_an_update_is_refused_and_nothing_is_stored(town: Town, post: Poster, body: object) -> None:
    with capture_logs() as lines:
        assert await post(body) == 400
    assert on_disk(town) == {}
    assert "Sara" not in str(lines)


async def test_a_body_of_more_than_a_megabyte_is_refused(town: Town, post: Poster) -> None:
    sara = town.phone()
    [update] = says(town, sara, "/start")
    assert await post({**update, "more": "x" * LARGEST_BODY}) == 413
    assert on_disk(town) == {}
    assert await post({**update, "more": "x" * (LARGEST_BODY // 2)}) == 200


async def test_an_update_that_nobody_waits_for_is_accepted_and_not_kept(town: Town, post: Poster) -> None:
    assert await post({"update_id": 7, "poll": {"id": "1"}}) == 200
    assert await post({"update_id": 8, "something_new_in_2030": {"a": 1}}) == 200
    assert on_disk(town) == {}


async def test_the_monitor_of_the_host_hears_that_it_is_there_and_no_more(post: Poster) -> None:
    root = post.url.removesuffix("/telegram")
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{root}/healthz") as response:
            assert (response.status, await response.text()) == (200, "ok")
        async with http.get(post.url) as response:
            assert response.status == 405
        async with http.post(f"{root}/elsewhere", headers={SECRET_HEADER: post.secret}, data=b"{}") as response:
            assert response.status == 404


async def test_two_machines_do_not_listen_on_one_port(town: Town) -> None:
    assert town.webhook is not None
    with pytest.raises(CannotListen, match="in use"):
        await WebhookServer(town.webhook, town.machine.door.put).start()


async def together(town: Town, post: Poster, updates: list[Json]) -> int:
    """Posts updates while the database is busy with something else. How many transactions stored them."""
    commits = 0

    def waits_for_its_commit(n: int) -> bool:
        return len(town.machine.door._posted) == n

    def count(_: object) -> None:
        nonlocal commits
        commits += 1

    async with town.machine.db.write():
        posts = []
        for n, update in enumerate(updates, 1):
            posts.append(asyncio.create_task(post(update)))
            await until(partial(waits_for_its_commit, n))
        assert not any(answered.done() for answered in posts), "nothing is accepted before it is stored"
    event.listen(town.machine.db.engine.sync_engine, "commit", count)
    assert await asyncio.gather(*posts) == [200] * len(updates)
    event.remove(town.machine.db.engine.sync_engine, "commit", count)
    return commits


async def test_posts_that_come_together_share_a_commit(town: Town, post: Poster) -> None:
    people = [town.phone() for _ in range(60)]
    updates = kept_back(town, lambda: [town.stand_in.cloud.send(p.id, p.id, "/start") for p in people])
    assert await together(town, post, updates) == 1
    await town.settle()
    assert all("Nederlands" in person.buttons() for person in people)


async def test_a_server_that_stops_answers_the_posts_under_way_and_takes_no_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delivery.listening.FINISH_WITHIN", PATIENCE)  # a busy machine decides nothing
    async with open_town(tmp_path, webhook=True) as town, aiohttp.ClientSession() as http:
        post, server = Poster(town, http), town.machine.webhook
        assert server is not None
        first, second = says(town, town.phone(), "/start", "hallo?")
        async with town.machine.db.write():
            under_way = asyncio.create_task(post(first))
            await until(lambda: town.machine.door._posted)
            stopping = asyncio.create_task(server.stop())
            await asyncio.sleep(0)
            with pytest.raises(aiohttp.ClientConnectorError):
                await post(second)
            assert not under_way.done()
        assert await under_way == 200
        await stopping
        assert on_disk(town) == {"waiting": 1}


async def test_an_update_that_is_posted_again_is_done_once(town: Town, post: Poster) -> None:
    sara = town.phone()
    await begins(sara)
    [update] = says(town, sara, "/start")
    sent = len(town.stand_in.cloud.journal.of("sendMessage", sara.id))
    assert await asyncio.gather(*(post(update) for _ in range(5))) == [200] * 5
    await town.settle()
    await town.restart()
    assert await post(update) == 200
    await town.settle()
    assert len(town.stand_in.cloud.journal.of("sendMessage", sara.id)) == sent + 1


async def test_those_of_one_chat_that_share_a_commit_are_done_in_the_order_in_which_they_were_made(
    town: Town, post: Poster
) -> None:
    orderly, mixed = town.phone("Sara"), town.phone("Sara")

    def way_in(phone: Phone) -> list[Json]:
        def act() -> None:
            town.stand_in.cloud.send(phone.id, phone.id, "/start")
            for data in ("welcome:language::nl", "welcome:town:0:ninove", "welcome:info::start"):
                town.stand_in.cloud.tap(phone.id, phone.id, 1, data, forged=True)

        return kept_back(town, act)

    await together(town, post, way_in(orderly))
    await town.settle()
    await together(town, post, way_in(mixed)[::-1])
    await town.settle()
    assert mixed.text() == orderly.text()
    assert mixed.buttons() == orderly.buttons()


async def test_in_whatever_order_they_come_nobody_is_stuck(town: Town, post: Poster) -> None:
    """Two people at once, each with four updates, in every order: no update fails, and each can go on from there."""
    for order in permutations(range(4)):
        if order > order[::-1]:
            continue  # Omar had this one
        sara, omar = town.phone("Sara"), town.phone("Omar")
        updates: list[Json] = []
        for phone in (sara, omar):

            def act(person: int = phone.id) -> None:
                town.stand_in.cloud.send(person, person, "/start")
                for data in ("welcome:language::nl", "welcome:town:0:ninove"):
                    town.stand_in.cloud.tap(person, person, 1, data, forged=True)
                town.stand_in.cloud.send(person, person, "hallo?")

            made = kept_back(town, act)
            updates += [made[n] for n in (order if phone is sara else order[::-1])]
        for update in updates:
            assert await post(update) == 200
            await town.settle()
        assert set(on_disk(town)) == {"done"}, "none failed, none waits"
        for phone in (sara, omar):
            await phone.says("/start")
            if "Nederlands" in phone.buttons():
                await phone.taps("Nederlands")
            if "Ninove" in phone.buttons():
                await phone.taps("Ninove")
            await phone.taps("Ik begin")
            assert phone.buttons()


async def test_news_of_a_block_that_comes_after_a_newer_message_is_no_news(town: Town, post: Poster) -> None:
    sara = town.phone()
    await begins(sara)
    cloud = town.stand_in.cloud

    def blocks_and_comes_back() -> None:
        cloud.block(sara.id)
        cloud.open_link(sara.id, "")

    blocked, *back = kept_back(town, blocks_and_comes_back)
    assert "my_chat_member" in blocked
    for update in (*back, blocked):
        assert await post(update) == 200
        await town.settle()
    assert await reachable(town, sara)
    [blocked] = kept_back(town, lambda: cloud.block(sara.id))
    assert await post(blocked) == 200
    await town.settle()
    assert not await reachable(town, sara)


async def test_a_bot_that_polls_takes_the_webhook_away_and_loses_nothing_that_waits_for_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True) as town:
        cloud, sara = town.stand_in.cloud, town.phone()
        await town.stand_in.call("setWebhook", {"url": "http://127.0.0.1:9/nobody"})
        cloud.send(sara.id, sara.id, "/start")
        changed = Bell()
        cloud.watch(lambda _: changed.ring())
        running = asyncio.create_task(town.machine.run())
        async with asyncio.timeout(PATIENCE):
            while not any(message.from_bot for message in sara.messages()):
                await changed.wait()
        town.machine.stop()
        async with asyncio.timeout(PATIENCE):
            await running
        [gone] = cloud.journal.of("deleteWebhook")
        assert gone.params.get("drop_pending_updates", "false") in (False, "false")
        assert "Nederlands" in sara.buttons()


async def test_the_pages_of_partners_stand_on_the_same_server(tmp_path: Path) -> None:
    public = Public("http://127.0.0.1:9/bot", "127.0.0.1", 9)
    async with open_town(tmp_path, webhook=True, public=public) as town, aiohttp.ClientSession() as http:
        assert town.machine.pages is None
        assert town.machine.webhook is not None
        there = f"http://127.0.0.1:{town.machine.webhook.port}/bot/p/{'a' * 43}"
        async with http.get(there) as page:
            assert (page.status, page.headers["Cache-Control"]) == (404, "no-store")
            assert "er niet meer" in await page.text()
