"""The real sandbox in a process of its own, and Debian's Chromium looking at its page."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from sandbox import Cloud, StandIn

T = TypeVar("T")

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parent.parent.parent
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser of this test's own: a playwright that stays open holds on to the thread's event loop."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not there (Debian's package is chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield found
        found.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a sandbox of this test's own."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "bot.py")],
        cwd=tmp_path,
        env={**os.environ, "DATA_DIR": str(tmp_path / "data"), "SANDBOX_PORT": "0", "MESSAGES_PER_SECOND_EACH": "20"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    found = re.fullmatch(r"Sandbox: (http://127\.0\.0\.1:\d+/)\n", first)
    assert found, f"the first line is {first!r}"
    yield found[1]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0


class Lone:
    """A stand-in in a thread of its own, without a bot: a test says what the bot does."""

    def __init__(self) -> None:
        self.stand_in = StandIn()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._wait(self.stand_in.start())

    def call(self, method: str, **params: Any) -> Any:
        """A call of the bot; its result."""
        answer = self._wait(self.stand_in.call(method, params))
        assert answer["ok"], answer
        return answer["result"]

    def do(self, act: Callable[[Cloud], T]) -> T:
        """Something that a person does, in the thread of the stand-in."""

        async def done() -> T:
            return act(self.stand_in.cloud)

        return self._wait(done())

    def end(self) -> None:
        """Stops it."""
        self._wait(self.stand_in.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=15)


@pytest.fixture
def lone() -> Iterator[Lone]:
    """A stand-in without a bot."""
    lone = Lone()
    yield lone
    lone.end()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: a folder of the test, or the one that SCREENSHOTS names, to be looked at."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
