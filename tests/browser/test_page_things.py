"""Photos, documents, links, blocks and faults on the page, with a stand-in whose bot is played by the test."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox import Upload
from tests.browser.conftest import Lone
from tests.browser.hand import faults_of
from tests.sandbox.pictures import LINK, card, picture

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)


class Family:
    """Sara and Vera on the page, and a bot that answers nothing by itself."""

    def __init__(self, browser: Browser, lone: Lone) -> None:
        self.lone = lone
        self.sara = lone.do(lambda cloud: cloud.add_user("Sara")).id
        self.vera = lone.do(lambda cloud: cloud.add_user("Vera")).id
        lone.do(lambda cloud: [cloud.open_link(person, "begin") for person in (self.sara, self.vera)])
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 900})
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(lone.stand_in.url)

    def phone(self, person: int) -> Locator:
        """The phone of a person."""
        return self.page.locator(f'section.phone[data-phone="{person}"]')

    def picks(self, person: int, choice: str) -> None:
        """Taps on a choice of the sheet on this phone."""
        self.phone(person).locator(f'.sheet button[data-choice="{choice}"]').click()

    def last(self, person: int) -> str:
        """The last thing that this person sent."""
        return self.lone.do(lambda cloud: [m for m in cloud.visible(person) if not m.from_bot][-1].text)


@pytest.fixture
def family(browser: Browser, lone: Lone) -> Family:
    return Family(browser, lone)


def test_a_code_in_a_photo_is_scanned_by_another_phone(family: Family) -> None:
    family.lone.call(
        "sendPhoto", chat_id=family.vera, photo=Upload("kaart.png", "image/png", card(LINK)), caption="Jouw kaart"
    )
    family.phone(family.vera).locator("button.photo").click()
    family.picks(family.vera, f"phone-{family.sara}")
    expect(family.phone(family.sara).locator(".bubble")).to_have_count(2)
    assert family.last(family.sara) == "/start gezin_1"
    assert family.last(family.vera) == "/start begin"
    assert family.wrong == []


def test_a_code_that_leads_elsewhere_and_a_photo_without_one_are_told(family: Family) -> None:
    for photo in (card("https://www.ninove.be"), picture()):
        family.lone.call("sendPhoto", chat_id=family.vera, photo=Upload("x.png", "image/png", photo))
    vera = family.phone(family.vera)
    vera.locator("button.photo").first.click()
    expect(vera.locator(".sheet")).to_contain_text("https://www.ninove.be")
    family.picks(family.vera, "cancel")
    vera.locator("button.photo").last.click()
    expect(vera.locator(".sheet")).to_contain_text("no QR code")


@pytest.mark.parametrize("way", ["text", "button", "share"])
def test_a_link_to_the_bot_opens_on_a_phone_that_is_not_there_yet(family: Family, way: str) -> None:
    share = f"https://t.me/share/url?url={LINK.replace('?', '%3F').replace('=', '%3D')}"
    buttons = [[{"text": "Open", "url": share if way == "share" else LINK}]]
    family.lone.call(
        "sendMessage", chat_id=family.sara, text=f"De link: {LINK}",
        reply_markup=json.dumps({"inline_keyboard": buttons}),
    )  # fmt: skip
    sara = family.phone(family.sara)
    sara.locator(".text a" if way == "text" else "button.inline").last.click()
    family.picks(family.sara, "phone-new")
    amira = family.page.locator("section.phone", has_text="Amira")
    expect(amira.locator(".bubble")).to_have_count(1)
    assert family.last(int(amira.get_attribute("data-phone") or 0)) == "/start gezin_1"
    sara.locator(".text a").click()
    expect(sara.locator(".sheet button", has_text="Amira")).to_have_count(1)
    expect(family.page.locator("#add-second")).to_be_hidden()


def test_a_place_shows_its_name_its_address_and_where_it_is(family: Family) -> None:
    place = {"title": "Sociaal Huis", "address": "Voorbeeldstraat 1", "latitude": "51.5", "longitude": "2.5"}
    family.lone.call("sendVenue", chat_id=family.sara, **place)
    shown = family.phone(family.sara).locator(".bubble").last
    for part in ("Sociaal Huis", "Voorbeeldstraat 1", "51.5, 2.5"):
        expect(shown).to_contain_text(part)


def test_a_document_is_saved_and_a_chosen_photo_is_sent(family: Family, tmp_path: Path) -> None:
    family.lone.call("sendDocument", chat_id=family.sara, document=Upload("folder.pdf", "application/pdf", b"%PDF-"))
    sara = family.phone(family.sara)
    with family.page.expect_download() as saved:
        sara.locator(".card a").click()
    assert (saved.value.suggested_filename, saved.value.path().read_bytes()) == ("folder.pdf", b"%PDF-")
    chosen = tmp_path / "brief.png"
    chosen.write_bytes(picture(300, 200))
    sara.locator("form.composer input").fill("mijn brief")
    sara.locator("button.attach").click()
    with family.page.expect_file_chooser() as chooser:
        family.picks(family.sara, "own-photo")
    chooser.value.set_files(chosen)
    expect(sara.locator(".bubble").last).to_contain_text("mijn brief")
    expect(sara.locator(".bubble").last.locator("img")).to_have_js_property("naturalWidth", 300)


def test_a_phone_that_blocked_the_bot_says_so_and_a_link_ends_that(family: Family) -> None:
    sara = family.phone(family.sara)
    sara.locator("button.menu").click()
    family.picks(family.sara, "block")
    expect(sara.locator(".badge")).to_be_visible()
    assert family.lone.do(lambda cloud: cloud.chats[family.sara].blocked)
    sara.locator("button.unblock").click()
    expect(sara.locator(".badge")).to_be_hidden()
    assert not family.lone.do(lambda cloud: cloud.chats[family.sara].blocked)


def test_every_fault_is_on_the_page_is_seen_while_it_is_on_and_tells_when_it_is_met(family: Family) -> None:
    page = family.page
    page.locator("#faults summary").click()
    kinds = page.locator("#fault-kinds button").evaluate_all("buttons => buttons.map(one => one.dataset.fault)")
    assert sorted(kinds) == sorted(["403", "429", "500", "502", "drop", "lost", "timeout", "duplicate"])
    page.locator("#faults select[name=chat]").select_option(str(family.sara))
    page.locator("#faults select[name=method]").select_option("sendMessage")
    for kind in ("429", "drop"):
        page.locator(f'[data-fault="{kind}"]').click()
    on = page.locator("#faults-on li")
    expect(on).to_have_count(2)
    expect(on.first).to_contain_text(re.compile("429.*sendMessage.*Sara.*once.*wait 5 s"))
    on.last.locator("button").click()
    expect(on).to_have_count(1)
    with pytest.raises(AssertionError, match="Too Many Requests"):
        family.lone.call("sendMessage", chat_id=family.sara, text="hallo")
    expect(on).to_have_count(0)
    expect(page.locator("#notice")).to_contain_text("429 too many: sendMessage, Sara")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off_with_four_phones(family: Family, pictures: Path, width: int) -> None:
    amira = family.lone.do(lambda cloud: cloud.add_user("Amira", language_code="ar")).id
    family.lone.do(lambda cloud: cloud.add_group("Team Ninove", family.vera))
    family.lone.do(lambda cloud: cloud.open_link(amira, "begin"))
    rows = [[{"text": "مساعدة عاجلة", "callback_data": "a"}, {"text": "معلوماتكم", "callback_data": "b"}]]
    keyboard = json.dumps({"inline_keyboard": rows})
    photo_of = {"photo": Upload("k.png", "image/png", card(LINK)), "caption": "افتحي هذا الرابط على هاتفك."}
    family.lone.call("sendPhoto", chat_id=amira, reply_markup=keyboard, **photo_of)
    name = "Een-folder-met-een-heel-lange-naam-in-vier-talen-voor-gezinnen.pdf"
    family.lone.call("sendDocument", chat_id=family.sara, document=Upload(name, "application/pdf", b"%PDF-"))
    family.lone.do(lambda cloud: cloud.send_media(family.sara, family.sara, "photo", caption="mijn brief"))
    page = family.page
    page.set_viewport_size({"width": width, "height": 900})
    assert faults_of(page) == []
    page.locator("#faults summary").click()
    expect(page.locator("section.phone")).to_have_count(4)
    photo = family.phone(amira).locator("button.photo img")
    photo.evaluate("image => image.decode()")
    page.screenshot(path=str(pictures / f"four-phones-{width}.png"), full_page=True)
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tops = {round(one["y"]) for one in (box.bounding_box() for box in page.locator("section.phone").all()) if one}
    assert len(tops) == (1 if width == 1280 else 4)
    assert photo.evaluate("image => getComputedStyle(image).direction") == "rtl"
