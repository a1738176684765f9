"""A family is handed over to a partner: only on its own yes, only what the profile allows, and only for as long."""

from __future__ import annotations

import html
import re
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from delivery.listening import Public
from rehearsal.town import ISOLATES, Phone, Town, open_town
from tests.stories.people import asks_for_help, begins

TOWN = "Voorbeeldstad (verzonnen)"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, over_http=True, served=("voorbeeldstad",)) as town:
        yield town


async def offered(town: Town, partner: str = "CAW") -> tuple[Phone, Phone, str]:
    """A family asked for help, the coordinator who took it asks it about a partner."""
    katrien = await town.coordinator(municipality="voorbeeldstad")
    sara = await begins(town.phone(), town=TOWN)
    number = await asks_for_help(sara)
    await katrien.says("/start")
    await katrien.taps(number, "Neem dit op je", "Meer", "Partner", partner, "Telefoon erbij")
    await katrien.says("0470 11 22 33")
    await katrien.taps("Vraag het gezin")
    return sara, katrien, number


async def agreed(town: Town, partner: str = "CAW") -> tuple[Phone, Phone, str]:
    sara, katrien, number = await offered(town, partner)
    await sara.taps("Open het bericht", "Ja, dat mag")
    await katrien.taps("Open de aanmelding", "Meer", "Partner", partner, "Maak link en code")
    return sara, katrien, number


def shown(phone: Phone, pattern: str) -> str:
    """The newest link or code that the bot showed here."""
    for message in reversed(phone.messages()):
        found = re.search(pattern, ISOLATES.sub("", message.text or ""))
        if message.from_bot and found:
            return found[0]
    raise AssertionError(f"nothing like {pattern} in {phone.all_text()!r}")


async def test_a_partner_without_a_public_page_comes_by_the_bot(town: Town) -> None:
    sara, katrien, number = await agreed(town)
    link = katrien.code()
    await katrien.opens(link)
    assert "voor de partner" in katrien.text()  # whoever works on the case does not answer for the partner
    marc = town.phone("Marc")
    await marc.opens(link)
    assert "Sara" not in marc.all_text()
    assert number not in marc.all_text()
    await marc.says("000 000" if katrien.digits() != "000 000" else "111 111")
    assert "niet juist" in marc.text()
    assert "Sara" not in marc.all_text()
    await marc.says(katrien.digits())
    assert "Naam: Sara" in marc.text()
    await marc.taps("Ja, wij helpen", "Meld het resultaat", "Deels in orde")
    assert "Sara" not in marc.text()
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Partner", "CAW")
    assert "Resultaat: Deels in orde." in katrien.text()
    await sara.says("/mijngegevens")
    await sara.taps("Wie las dit?")
    assert "CAW Voorbeeldstreek (verzonnen), op" in sara.text()


def free_port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
async def public(tmp_path: Path) -> AsyncIterator[Town]:
    """The same town with pages for partners, on a port that is free now."""
    port = free_port()
    page = Public(f"http://127.0.0.1:{port}", "127.0.0.1", port)
    async with open_town(tmp_path, served=("voorbeeldstad",), public=page) as town:
        yield town


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)  # by which it keeps cookies of an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session


class Page:
    """A partner at its page, as a browser without scripts is."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http, self.url = http, url
        self.status, self.text = 0, ""
        self.headers: dict[str, str] = {}

    async def _read(self, response: aiohttp.ClientResponse) -> Page:
        self.status, self.text = response.status, ISOLATES.sub("", html.unescape(await response.text()))
        self.headers = dict(response.headers)
        return self

    async def opens(self) -> Page:
        async with self.http.get(self.url) as response:
            return await self._read(response)

    async def types(self, code: str) -> Page:
        async with self.http.post(f"{self.url}/code", data={"code": code}) as response:
            return await self._read(response)

    async def answers(self, does: str, **more: str) -> Page:
        word = re.search(r'name="form" value="(\w+)"', self.text)
        form = {"form": word[1] if word else "", "does": does, **more}
        async with self.http.post(f"{self.url}/answer", data=form) as response:
            return await self._read(response)


def page_of(phone: Phone, http: aiohttp.ClientSession) -> Page:
    return Page(http, shown(phone, r"http://127\.0\.0\.1:\d+/p/\S+"))


async def test_a_partner_reads_and_answers_on_its_page(public: Town, browser: aiohttp.ClientSession) -> None:
    _, katrien, number = await agreed(public)
    page = await page_of(katrien, browser).opens()
    assert page.status == 200
    assert 'lang="nl"' in page.text
    assert "Sara" not in page.text
    assert number not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text
    await page.types(katrien.digits())
    assert (page.status, "Naam: Sara" in page.text) == (200, True)
    assert f"{TOWN} vraagt: kunnen jullie dit gezin helpen?" in page.text
    assert "Bel alleen als het moet." in page.text, "nobody can write to the family from here"
    held = page.text
    await page.answers("accept")
    assert (page.status, "bewaard" in page.text) == (200, True)
    page.text = held  # the same form once more, before and after it was done
    await page.answers("accept")
    await public.settle()
    page.text = held
    await page.answers("accept")
    await public.settle()
    assert katrien.all_text().count("er is nieuws over een partner") == 2  # the family's yes, and the partner's
    await page.opens()
    await page.answers("report", outcome="right_obtained")
    await public.settle()
    assert (await page.opens()).status == 404
    assert "Sara" not in page.text
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Partner", "CAW")
    assert "Resultaat: Recht in orde." in katrien.text()


async def test_five_wrong_codes_shut_the_link_until_there_is_a_new_one(
    public: Town, browser: aiohttp.ClientSession
) -> None:
    _, katrien, number = await agreed(public)
    page, right = page_of(katrien, browser), katrien.digits()
    wrong = "123456" if right != "123 456" else "654321"
    for _ in range(5):
        await page.types(wrong)
    assert "Te veel keer fout" in (await page.types(right)).text
    assert "Sara" not in page.text
    await public.settle()
    await katrien.taps("Open de aanmelding", "Meer", "Partner", "CAW")
    assert "5 keer" in katrien.text()
    await katrien.taps("Maak ze opnieuw")
    assert (await page.opens()).status == 404
    page = page_of(katrien, browser)
    assert "Naam: Sara" in (await page.types(katrien.digits())).text
    assert number in page.text


async def test_a_no_is_told_with_its_reason_and_shuts_the_page(public: Town, browser: aiohttp.ClientSession) -> None:
    _, katrien, number = await agreed(public)
    page = page_of(katrien, browser)
    await page.types(katrien.digits())
    assert (await page.answers("decline", reason=" ")).status == 422
    await page.answers("decline", reason="Er is een\nwachtlijst.")
    await public.settle()
    assert (await page.opens()).status == 404
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Partner", "CAW")
    assert "Waarom: Er is een wachtlijst." in katrien.text()


async def test_another_site_answers_for_nobody(public: Town, browser: aiohttp.ClientSession) -> None:
    """Neither a forged form, nor one that another site sends, nor a stranger's browser."""
    _, katrien, _ = await agreed(public)
    page = page_of(katrien, browser)
    await page.types(katrien.digits())
    async with browser.post(f"{page.url}/answer", data={"does": "accept"}) as response:
        assert response.status == 403
    word = re.search(r'name="form" value="(\w+)"', page.text)
    assert word is not None
    form, elsewhere = {"form": word[1], "does": "accept"}, {"Sec-Fetch-Site": "cross-site"}
    async with browser.post(f"{page.url}/answer", data=form, headers=elsewhere) as response:
        assert response.status == 403
    async with aiohttp.ClientSession() as stranger, stranger.post(f"{page.url}/answer", data=form) as response:
        assert response.status == 403
    await public.settle()
    await katrien.says("/start")
    assert "Ja, wij helpen" in (await page.opens()).text


async def test_access_ends_at_once_whoever_ends_it(public: Town, browser: aiohttp.ClientSession) -> None:
    """A coordinator revokes; the family takes its yes back; the family withdraws its whole request."""
    sara, katrien, _ = await agreed(public)
    page = page_of(katrien, browser)
    assert "Naam: Sara" in (await page.types(katrien.digits())).text
    await katrien.taps("Trek dit in")
    await _is_gone(page)

    page = await _once_more(sara, katrien, browser)
    await sara.says("/mijngegevens")
    await sara.taps("Waar ik ja op zei", "CAW", "Trek mijn ja in")
    await _is_gone(page)

    page = await _once_more(sara, katrien, browser)
    await sara.says("/mijngegevens")
    await sara.taps("Waar ik ja op zei", "Hulp", "Trek mijn ja in")
    await _is_gone(page)


@pytest.mark.parametrize("ends", ["close", "erase"])
async def test_access_ends_with_the_case(public: Town, browser: aiohttp.ClientSession, ends: str) -> None:
    sara, katrien, _ = await agreed(public)
    page = page_of(katrien, browser)
    assert "Naam: Sara" in (await page.types(katrien.digits())).text
    if ends == "close":
        await katrien.taps("Naar de partners", "Terug", "Sluit af", "Recht in orde", "Sluit af")
    else:
        await sara.says("/wissen")
        await sara.taps("Ja, wis alles")
    await _is_gone(page)


async def _once_more(sara: Phone, katrien: Phone, http: aiohttp.ClientSession) -> Page:
    await katrien.taps("Telefoon erbij")
    await katrien.says("0470 11 22 33")
    await katrien.taps("Vraag het gezin")
    await sara.taps("Open het bericht", "Ja, dat mag")
    await katrien.taps("Maak link en code")
    page = page_of(katrien, http)
    assert "Naam: Sara" in (await page.types(katrien.digits())).text
    return page


async def _is_gone(page: Page) -> None:
    await page.opens()
    assert page.status == 404
    assert "er niet meer" in page.text
    assert "Sara" not in page.text
    assert (await page.answers("accept")).status == 404


async def test_nobody_answers_for_two_weeks_and_it_comes_back(town: Town) -> None:
    _, katrien, number = await agreed(town)
    link = katrien.code()
    await town.passes(timedelta(days=15))
    assert f"{number}: het wachten is voorbij." in katrien.all_text()
    marc = await town.phone("Marc").opens(link)
    assert "werkt niet meer" in marc.text()
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Partner", "CAW")
    assert "Twee weken geen antwoord." in katrien.text()
    await katrien.taps("Maak ze opnieuw")
    await marc.opens(katrien.code())
    assert "6 cijfers" in marc.text()


async def test_a_family_says_no_and_nothing_goes(town: Town) -> None:
    sara, katrien, number = await offered(town)
    assert "CAW" not in sara.all_text()  # nothing before a tap
    await sara.taps("Open het bericht")
    assert "Mag CAW Voorbeeldstreek (verzonnen) dit weten?" in sara.text()
    assert "Naam: Sara" in sara.text()
    await sara.taps("Nee, liever niet")
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Partner", "CAW")
    assert "De vorige keer: Gezin zei nee." in katrien.text()
    assert "Maak link en code" not in katrien.buttons()
    await katrien.taps("Naar de partners", "Kind en Gezin")
    assert "nog geen overeenkomst" in katrien.text()
    assert "Vraag het gezin" not in katrien.buttons()


async def test_a_family_that_missed_the_message_finds_the_question_again(town: Town) -> None:
    sara, _, _ = await offered(town)
    await sara.says("/menu")
    await sara.taps("👤 Mijn aanmelding", "Er wacht een vraag op je")
    assert "weten?" in sara.text()
    await sara.says("/menu")
    await sara.taps("Er wacht een vraag op je", "Nee, liever niet", "Ga verder", "Menu")
    assert "Er wacht een vraag op je" not in sara.buttons()
