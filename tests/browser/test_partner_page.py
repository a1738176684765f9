"""A partner's page in the real browser: with a keyboard, on a small screen, and nothing that a person stumbles over."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from delivery.listening import Public
from rehearsal.town import Phone, Town, open_town
from tests.browser.hand import faults_of
from tests.stories.test_story_partners import agreed, free_port, shown

pytestmark = pytest.mark.browser


class Village:
    """A town in a thread of its own, so that a browser can be driven from this one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loop = asyncio.new_event_loop()
        self._ready, self._over = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._live(),))
        self.katrien: Phone
        self.link, self.digits = "", ""

    async def _live(self) -> None:
        port = free_port()
        page = Public(f"http://127.0.0.1:{port}", "127.0.0.1", port)
        async with open_town(self._folder, served=("voorbeeldstad",), public=page) as town:
            _, self.katrien, _ = await agreed(town)
            self.link, self.digits = shown(self.katrien, r"http://127\.0\.0\.1:\d+/p/\S+"), self.katrien.digits()
            self._town: Town = town
            self._ready.set()
            await self._over.wait()

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(60), "the town does not open"

    def settle(self) -> None:
        """The bot does what was stored."""
        asyncio.run_coroutine_threadsafe(self._town.settle(), self._loop).result(timeout=30)

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = Village(tmp_path)
    village.start()
    yield village
    village.end()


def test_a_partner_reads_and_answers_in_a_browser(browser: Browser, village: Village, pictures: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(village.link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Een vraag om hulp")
    assert faults_of(page) == []
    page.get_by_label("Code").focus()
    page.keyboard.type(village.digits)
    page.screenshot(path=pictures / "partner-code.png")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sara")).to_be_visible()
    assert faults_of(page) == []
    page.screenshot(path=pictures / "partner-read.png", full_page=True)
    page.get_by_role("button", name="Ja, wij helpen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("bewaard")
    village.settle()
    page.get_by_role("link").click()
    page.get_by_label("Deels in orde").check()
    page.screenshot(path=pictures / "partner-report.png", full_page=True)
    assert faults_of(page) == []
    page.get_by_role("button", name="Meld het resultaat").click()
    village.settle()
    page.goto(village.link)
    expect(page.get_by_text("er niet meer")).to_be_visible()
    assert not [line for line in wrong if "404" not in line], wrong
    context.close()
