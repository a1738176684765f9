"""`python bot.py` as a newcomer runs it: a page, a bot that can be killed, and an end that leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from delivery.settings import Settings

BOT = Path(__file__).parent.parent.parent / "bot.py"
SETTINGS = {name.upper() for name in Settings.model_fields}
PATIENCE = 60
"""Seconds after which a test that would hang fails; nothing waits that long when it works."""

Json = dict[str, Any]


class Page:
    """The page, as far as these stories need it: what stands in a chat, typing, tapping, killing the bot."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._url = url

    async def post(self, path: str, **body: object) -> Json:
        async with self._http.post(f"{self._url}sandbox/{path}", json=body) as response:
            assert response.status == 200, await response.text()
            answer: Json = await response.json()
            return answer

    async def state(self) -> Json:
        async with self._http.get(f"{self._url}sandbox/state") as response:
            answer: Json = await response.json()
            return answer

    async def phone(self, role: str) -> int:
        """The id of the first phone with this role."""
        state = await self.until(lambda state: any(phone["role"] == role for phone in state["phones"]))
        return int(next(phone["id"] for phone in state["phones"] if phone["role"] == role))

    async def until(self, happened: Callable[[Json], bool]) -> Json:
        """The state of the page as soon as this is so. Every change on the page is heard, so nothing is slept."""
        async with asyncio.timeout(PATIENCE), self._http.get(f"{self._url}sandbox/events", timeout=None) as events:
            while not happened(state := await self.state()):
                await events.content.readline()
            return state

    async def reads(self, phone: int, text: str) -> Json:
        """The message with this text, as soon as it stands at the end of the chat."""

        def last(state: Json) -> Json:
            messages = state["chats"][str(phone)]["messages"]
            return dict(messages[-1]) if messages else {"text": ""}

        return last(await self.until(lambda state: text in last(state)["text"]))

    async def taps(self, phone: int, message: Json, label: str) -> None:
        """Taps the button that begins so."""
        data = next(b["data"] for row in message["inline"] for b in row if b["text"].strip("\u2068\u2069") == label)
        await self.post(f"phones/{phone}/tap", chat=phone, message=message["id"], data=data)


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, list[str]]]:
    """`python bot.py` in an empty folder, and the first two lines that it prints."""
    clean = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(BOT),
        cwd=folder,
        env=clean | settings,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            yield process, [(await process.stdout.readline()).decode().strip() for _ in range(2)]
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def lives(pid: int) -> bool:
    """Whether this process is still there."""
    return Path(f"/proc/{pid}").exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the processes are looked up in /proc, which Linux has")
async def test_a_newcomer_opens_the_page_kills_the_bot_and_the_conversation_goes_on(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with running(tmp_path, SANDBOX_PORT=str(port)) as (process, lines):
            address = re.fullmatch(r"Sandbox: (http://127\.0\.0\.1:(\d+)/)", lines[0])
            assert address is not None, lines
            assert int(address[2]) != port, "its own port is in use, so it takes another one"
            async with aiohttp.ClientSession() as http:
                page = Page(http, address[1])
                sara = await page.phone("parent")
                await page.post(f"phones/{sara}/open", link="https://t.me/rechten_sandbox_bot")
                await page.taps(sara, await page.reads(sara, "Kies je taal."), "Nederlands")
                card = await page.reads(sara, "In welke gemeente woon je?")

                [bot] = children(process.pid)
                await page.post("bot", action="kill")
                await page.until(lambda state: not state["bot"]["running"])
                assert not lives(bot), "it is really gone"
                await page.taps(sara, card, "Ninove")
                await page.post("bot", action="start")
                await page.reads(sara, "Verantwoordelijk: Ninove en het OCMW.")

                katrien = await page.phone("coordinator")
                await page.reads(katrien, "Welke voornaam zien je collega's?")

            [bot] = children(process.pid)
            process.terminate()
            async with asyncio.timeout(10):
                assert await process.wait() == 0
            assert not lives(bot), "its child ended with it"
    assert os.listdir(tmp_path) == ["data"], "all that it wrote"
    assert os.listdir(tmp_path / "data") == ["sandbox"]


async def test_the_sandbox_leaves_a_live_bot_s_database_alone(tmp_path: Path) -> None:
    """Somebody takes the token out of `.env` to try something: the families in the database are not for that."""
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite+aiosqlite:///live.sqlite\n")
    async with running(tmp_path, SANDBOX_PORT="0") as (process, lines):
        async with aiohttp.ClientSession() as http:
            page = Page(http, lines[0].removeprefix("Sandbox: "))
            await page.reads(await page.phone("coordinator"), "Welke voornaam zien je collega's?")
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
    assert not (tmp_path / "live.sqlite").exists()
