"""The main job on the page of phones, in Dutch and in Arabic, by a hand that only taps what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conversations.screen import FILE
from tests.browser.hand import Hand, faults_of

ANSWERS = {
    "urgent": ["a.cut_off"],
    "births": ["a.2021", "a.2024", "done"],
    "members": ["done"],
    "livelihood": ["a.leefloon", "done"],
    "benefit_since": ["a.long"],
}
"""Sara: alone with two children, on leefloon, afraid of a cut-off. Any other question is skipped."""
MOST_QUESTIONS = 40
MOST_MOMENTS = 5
"""Other things may be due before the team is told."""


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1500, "height": 1000})
    page.goto(address)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_main_job_is_done_on_the_page(page: Page, language: str, pictures: Path) -> None:
    shots = _Shots(page, pictures / language)
    sara, katrien = Hand(page, "parent"), Hand(page, "coordinator")
    _katrien_joins(page, katrien, shots)
    _sara_checks_her_rights(sara, language, shots)
    if language == "ar":
        _right_to_left(page)
    _sara_asks_for_help(sara, shots)
    if language == "ar":  # from here on staff reads Dutch, and the page is the same
        assert shots.faults == {}
        return
    _katrien_takes_the_request(page, katrien, shots)
    _they_talk_through_the_bot(sara, katrien, shots)
    _time_goes_by(page, sara, shots)
    _the_bot_is_killed(page, sara)
    _katrien_closes(katrien, sara, shots)
    _sara_erases(sara, shots)
    assert shots.faults == {}


class _Shots:
    """Pictures of every stage; what a person would stumble over is gathered with the stage it was seen at."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._folder = folder
        self._number = 0
        self.faults: dict[str, list[str]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> None:
        self._number += 1
        self._page.screenshot(path=str(self._folder / f"{self._number:02d}-{name}.png"))
        if found := faults_of(self._page):
            self.faults[name] = found


def _katrien_joins(page: Page, katrien: Hand, shots: _Shots) -> None:
    katrien.sees("joining:join:menu")
    katrien.types("Katrien")
    katrien.sees("desk:welcome:queue")
    group = page.locator("section.phone[data-role=group]").first
    group.locator("button.menu").click()
    group.locator('.sheet button[data-choice="add-bot"]').click()
    yes = katrien.phone.locator('button.inline[data-data^="notice:team_group:"]').first
    yes.click()
    katrien.taps("desk:welcome:queue")
    katrien.sees("desk:queue:again")
    shots.take("katrien-joined")


def _sara_checks_her_rights(sara: Hand, language: str, shots: _Shots) -> None:
    sara.starts()
    sara.taps(f"welcome:language:{language}", "welcome:town:ninove")
    sara.sees("welcome:info:start")
    shots.take("what-happens-with-your-data")
    sara.taps("welcome:info:start")
    sara.sees("interview:ask:a.cut_off")
    shots.take("is-something-about-to-happen")
    sara.taps("interview:ask:a.cut_off", "interview:calls:go")
    key = ""
    for _ in range(MOST_QUESTIONS):
        key = sara.next_question(key)
        if not key:
            break
        asked = key.partition(FILE)[0]
        shots.take(f"question-{asked}")
        *ticks, last = ANSWERS.get(asked, ["skip"])
        for choice in ticks:
            sara.taps(f"interview:ask:{choice}")
            expect(sara.sees(f"interview:ask:{choice}")).to_contain_text("✅")
        if ticks:
            shots.take(f"question-{asked}-ticked")
        sara.taps(f"interview:ask:{last}")
    sara.sees("results:list:help")
    shots.take("what-we-found")
    sara.taps("results:list:sure")
    sara.sees("results:group:h.sociaal_internetaanbod")
    shots.take("what-is-very-likely")
    sara.taps("results:group:h.sociaal_internetaanbod", "results:card:todo")
    expect(sara.sees("results:card:todo")).to_contain_text("•")
    shots.take("a-right")
    sara.taps("results:card:back", "results:group:back", "results:list:keep", "results:keep:yes")
    sara.sees("plan:pick:done")
    sara.phone.locator('button.inline[data-data^="plan:pick:"]').first.click()
    expect(sara.phone.locator('button.inline[data-data^="plan:pick:"]', has_text="✅")).to_have_count(1)
    shots.take("what-to-begin-with")
    sara.taps("plan:pick:done")
    sara.sees("recheck:ask:yes")
    shots.take("may-i-look-again")
    sara.taps("recheck:ask:yes")
    sara.sees("plan:all:pace")
    shots.take("the-plan")
    sara.taps("plan:all:back", "results:list:take")
    sara.sees("documents:choose:pdf")
    shots.take("to-take-along")
    sara.taps("documents:choose:pdf")
    sara.sees("documents:sent:list")
    shots.take("on-paper")
    sara.taps("documents:sent:list")
    sara.sees("results:list:help")


def _right_to_left(page: Page) -> None:
    phone = page.locator("section.phone[data-role=parent]").first
    for words in ('article.bubble[data-from="bot"] .text', "button.inline .label"):
        assert phone.locator(words).last.evaluate("element => getComputedStyle(element).direction") == "rtl"


def _sara_asks_for_help(sara: Hand, shots: _Shots) -> None:
    sara.taps("results:list:help")
    sara.sees("helping:consent:yes")
    shots.take("what-is-passed-on")
    sara.taps("helping:consent:yes")
    sara.sees("helping:name:back")
    sara.types("Sara")
    sara.taps("helping:way:through_bot")
    sara.sees("helping:sure:send")
    shots.take("all-right-like-this")
    sara.taps("helping:sure:send")
    sara.reads("NIN-26-0001")
    shots.take("a-number")


def _katrien_takes_the_request(page: Page, katrien: Hand, shots: _Shots) -> None:
    group = page.locator("section.phone[data-role=group]").first
    for _ in range(MOST_MOMENTS):  # at night and on Sundays the team hears of it at half past eight
        if "NIN-26-0001" in group.locator("[role=log]").inner_text():
            break
        page.locator('button[data-clock="next_due"]').click()
        page.wait_for_timeout(3_000)
    expect(group.locator("[role=log]")).to_contain_text("NIN-26-0001", timeout=30_000)
    assert "Sara" not in group.locator("[role=log]").inner_text()
    katrien.taps("desk:queue:again")
    katrien.phone.locator("button.inline", has_text="NIN-26-0001").click()
    katrien.taps("desk:case:claim")
    katrien.sees("desk:case:contact")
    shots.take("a-case")
    katrien.taps("desk:case:report")
    katrien.sees("desk:report:case")
    shots.take("the-report")
    katrien.taps("desk:report:case")


def _they_talk_through_the_bot(sara: Hand, katrien: Hand, shots: _Shots) -> None:
    katrien.taps("desk:case:phrases", "desk:phrases:contact", "desk:purpose:when_call", "desk:preview:send.when_call")
    opening = sara.phone.locator('button.inline[data-data^="notice:message:"]').first
    opening.wait_for(timeout=10_000)
    opening.click()
    answer = sara.phone.locator('button.inline[data-data^="messages:message:"]').first
    answer.wait_for(timeout=10_000)
    shots.take("a-message")
    answer.click()
    sara.sees("messages:thanks:menu")


def _time_goes_by(page: Page, sara: Hand, shots: _Shots) -> None:
    for _ in range(3):  # she said when to call: it is asked only after a silence
        page.locator('button[data-clock="259200"]').click()
        page.wait_for_timeout(2_000)
    no = sara.phone.locator('button.inline[data-data^="notice:contacted:"][data-data$=":no"]').first
    no.wait_for(timeout=20_000)
    shots.take("has-someone-been-in-touch")
    no.click()


def _the_bot_is_killed(page: Page, sara: Hand) -> None:
    page.locator('button[data-bot="kill"]').click()
    expect(page.locator("#bot-state")).to_have_attribute("data-running", "false", timeout=10_000)
    sara.types("/menu")
    page.locator('button[data-bot="start"]').click()
    sara.sees("menu:menu:privacy")


def _katrien_closes(katrien: Hand, sara: Hand, shots: _Shots) -> None:
    katrien.types("/start")
    katrien.phone.locator("button.inline", has_text="NIN-26-0001").click()
    katrien.taps("desk:case:close", "desk:close:right_obtained")
    shots.take("closing")
    katrien.taps("desk:confirm:right_obtained")
    katrien.sees("desk:queue:again")
    closed = sara.phone.locator('button.inline[data-data^="notice:closed:"]').first
    closed.wait_for(timeout=15_000)
    shots.take("closed")


def _sara_erases(sara: Hand, shots: _Shots) -> None:
    sara.types("/erase")
    sara.taps("menu:erase:yes")
    sara.sees("menu:erased:nl")
    shots.take("erased")


@pytest.mark.browser
def test_a_phone_is_used_with_the_keyboard_alone(page: Page) -> None:
    sara = Hand(page, "parent")
    start = sara.phone.locator("button.start")
    start.focus()
    page.keyboard.press("Enter")
    sara.sees("welcome:language:nl").focus()
    page.keyboard.press("Enter")
    sara.sees("welcome:town:ninove").focus()
    page.keyboard.press("Space")
    sara.sees("welcome:info:start")
    focused = page.evaluate("document.activeElement.closest('section.phone')?.dataset.role")
    assert focused == "parent", "an edited card keeps the focus in its phone"


@pytest.mark.browser
def test_a_screen_reader_hears_what_comes_in(page: Page) -> None:
    sara = Hand(page, "parent")
    sara.starts()
    sara.sees("welcome:language:nl")
    log = sara.phone.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.get_by_role("article")).to_have_count(2)
    expect(log.get_by_role("button", name="Nederlands")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Sara")).to_be_visible()
