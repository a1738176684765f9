"""A fast stand-in for Telegram with its phones, in a process of its own: `python -m benchmarks.cloud --help`.

It does no more than the measured loop needs, so that it is never what is measured. It prints a line of JSON when it
listens, when measuring begins (everybody stands before the first question, and the warm-up is over), and at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

__all__ = ["FIRST_STEP", "WAY_IN", "Cloud", "Phone"]

WAY_IN = {"welcome:language": "nl", "welcome:town": "ninove", "welcome:info": "start"}
"""What everybody taps before the questionnaire, by dialog and step."""
FIRST_STEP = "interview:"
"""What the buttons of the questionnaire start with."""
BOT = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "benchmark_bot"}
WARM_UP = 2
"""Turns per phone that are not counted: connections and caches get filled."""
GIVE_UP = 150.0
"""Seconds after which a run that did not get through ends."""
CHOOSER = 7
"""Seed of what people answer, so that every run asks the same work."""


@dataclass(slots=True)
class Phone:
    """One person: taps, waits until the tap was answered and the card shows the next question, taps again."""

    id: int
    card_id: int = 0
    tapped_at: float = 0.0
    waits_for: set[str] = field(default_factory=set)
    buttons: list[str] = field(default_factory=list)
    ready: bool = False


class Cloud:
    """People come in one after the other; then `at_once` of them answer questions, each followed up by the next one."""

    def __init__(self, at_once: int, turns: int, seconds: float, say: Callable[[dict[str, Any]], None]) -> None:
        self._at_once = at_once
        self._turns = turns
        self._seconds = seconds
        self._say = say
        people = at_once + (turns + WARM_UP * at_once) // 4
        self._phones = {number: Phone(number) for number in range(1001, 1001 + people)}
        self._to_come = deque(self._phones.values())
        self._in_line: deque[Phone] = deque()
        self._updates: deque[dict[str, Any]] = deque()
        self._news = asyncio.Event()
        self._update_id = 0
        self._message_id = 0
        self._random = random.Random(CHOOSER)
        self._done = 0
        self._began: float | None = None
        self._cpu = 0.0
        self._latencies: list[float] = []
        self.ended = asyncio.Event()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """One call of the bot."""
        body = await request.read()
        given: dict[str, str] = (
            json.loads(body)
            if request.content_type == "application/json"
            else {name: values[0] for name, values in parse_qs(body.decode()).items()}
        )
        method = request.path.rpartition("/")[2].lower()
        answer = await _METHODS[method](self, given) if method in _METHODS else "true"
        return web.Response(body=b'{"ok":true,"result":' + answer.encode() + b"}", content_type="application/json")

    async def get_me(self, _: dict[str, str]) -> str:
        """Who the bot is."""
        return json.dumps(BOT)

    async def get_updates(self, given: dict[str, str]) -> str:
        """The long poll. Updates below the offset are confirmed and go; the first poll lets people come in."""
        offset = int(given.get("offset", 0))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if self._update_id == 0:
            for _ in range(self._at_once):
                self._next_comes_in()
        if not self._updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(float(given.get("timeout", 0)), 5.0))
            except TimeoutError:
                return "[]"
        limit = int(given.get("limit", 100))
        return json.dumps([update for update, _ in zip(self._updates, range(limit), strict=False)])

    async def send_message(self, given: dict[str, str]) -> str:
        """A new card."""
        phone = self._phones[int(given["chat_id"])]
        self._message_id += 1
        phone.card_id = self._message_id
        self._shown(phone, given)
        return _message(phone, given)

    async def edit_message_text(self, given: dict[str, str]) -> str:
        """The card shows something else."""
        phone = self._phones[int(given["chat_id"])]
        self._shown(phone, given)
        return _message(phone, given)

    async def answer_callback_query(self, given: dict[str, str]) -> str:
        """A tap is answered."""
        self._arrived(self._phones[int(given["callback_query_id"]) // 10_000_000], "answer")
        return "true"

    def _shown(self, phone: Phone, given: dict[str, str]) -> None:
        rows = json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
        phone.buttons = [button["callback_data"] for row in rows for button in row]
        self._arrived(phone, "card")

    def _arrived(self, phone: Phone, what: str) -> None:
        phone.waits_for.discard(what)
        if phone.waits_for or not phone.buttons:
            return
        step = ":".join(phone.buttons[0].split(":")[:2])
        if step in WAY_IN:
            self._tap(phone, next(data for data in phone.buttons if data.endswith(f":{WAY_IN[step]}")))
        elif not phone.ready:
            self._stands_ready(phone)
        else:
            self._turn_done(phone)

    def _next_comes_in(self) -> None:
        if self._to_come:
            phone = self._to_come.popleft()
            phone.waits_for = {"card"}
            entity = {"type": "bot_command", "offset": 0, "length": 6}
            self._put({"message": {**_card(phone, "/start"), "from": _user(phone), "entities": [entity]}})

    def _stands_ready(self, phone: Phone) -> None:
        phone.ready = True
        self._in_line.append(phone)
        self._next_comes_in()
        if len(self._in_line) == len(self._phones):
            for _ in range(self._at_once):
                self._answer(self._in_line.popleft())

    def _turn_done(self, phone: Phone) -> None:
        now = time.perf_counter()
        self._done += 1
        if self._began is not None:
            self._latencies.append(now - phone.tapped_at)
            if len(self._latencies) >= self._turns or now - self._began > self._seconds:
                self._end(now)
        elif self._done == WARM_UP * self._at_once:
            self._began, self._cpu = now, time.process_time()
            self._say({"began": True})
        if phone.buttons[0].startswith(FIRST_STEP):
            self._answer(phone)
        elif self._in_line:  # this one has the results; the next person takes over
            self._answer(self._in_line.popleft())

    def _answer(self, phone: Phone) -> None:
        answers = [data for data in phone.buttons if data.rpartition(":")[2].startswith("a.")]
        done = [data for data in phone.buttons if data.endswith(":done")]  # of a list: a tick, or enough
        self._tap(phone, self._random.choice([self._random.choice(answers), *done]) if answers else phone.buttons[0])

    def _tap(self, phone: Phone, data: str) -> None:
        phone.waits_for = {"answer", "card"}
        phone.tapped_at = time.perf_counter()
        query_id = str(phone.id * 10_000_000 + self._update_id)
        message = {**_card(phone, "?"), "from": BOT}
        query = {"id": query_id, "from": _user(phone), "message": message, "chat_instance": "1", "data": data}
        self._put({"callback_query": query})

    def _put(self, update: dict[str, Any]) -> None:
        self._update_id += 1
        self._updates.append({"update_id": self._update_id, **update})
        self._news.set()

    def _end(self, now: float) -> None:
        if self.ended.is_set() or self._began is None:
            return
        took, cpu = now - self._began, time.process_time() - self._cpu
        ordered = sorted(self._latencies)
        count = len(ordered)
        self._say({
            "turns": count,
            "seconds": took,
            "p50": ordered[count // 2],
            "p99": ordered[count * 99 // 100],
            "cloud_cpu": cpu,
        })  # fmt: skip
        self.ended.set()


_METHODS = {
    "getme": Cloud.get_me,
    "getupdates": Cloud.get_updates,
    "sendmessage": Cloud.send_message,
    "editmessagetext": Cloud.edit_message_text,
    "answercallbackquery": Cloud.answer_callback_query,
}


def _user(phone: Phone) -> dict[str, Any]:
    return {"id": phone.id, "is_bot": False, "first_name": "Sara", "language_code": "nl"}


def _card(phone: Phone, text: str) -> dict[str, Any]:
    chat = {"id": phone.id, "type": "private", "first_name": "Sara"}
    return {"message_id": phone.card_id, "date": 1_800_000_000, "chat": chat, "text": text}


def _message(phone: Phone, given: dict[str, str]) -> str:
    """What Telegram answers: the message as it stands now, keyboard included."""
    keyboard = given.get("reply_markup", '{"inline_keyboard":[]}')
    return json.dumps({**_card(phone, given["text"]), "from": BOT})[:-1] + f',"reply_markup":{keyboard}}}'


async def _serve(at_once: int, turns: int, seconds: float) -> None:
    def say(line: dict[str, Any]) -> None:
        print(json.dumps(line), flush=True)

    cloud = Cloud(at_once, turns, seconds, say)
    runner = web.ServerRunner(web.Server(cloud.handle, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    say({"url": f"http://127.0.0.1:{port}"})
    await asyncio.wait_for(cloud.ended.wait(), GIVE_UP)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # stays until the bot has gone
    await runner.cleanup()


def main() -> None:
    """Serves one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, required=True, help="people who answer at the same time")
    parser.add_argument("--turns", type=int, required=True, help="turns to count")
    parser.add_argument("--seconds", type=float, required=True, help="the longest time to count")
    given = parser.parse_args()
    asyncio.run(_serve(given.chats, given.turns, given.seconds))


if __name__ == "__main__":
    main()
