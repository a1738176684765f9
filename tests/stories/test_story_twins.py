"""The same family from two sources: a coordinator sees that it may be one, joins the two, and parts them again."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.town import Phone, Town, open_town
from tests.stories.people import begins, claims, number_in
from tests.stories.volunteers import reports, seals, volunteer

FATIMA = "+32470998877"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, server=None) as town:
        yield town


async def asks_by_phone(phone: Phone, name: str = "Fatima", town: str = "Ninove") -> str:
    """From /start to a request with the own number. Returns its number."""
    await begins(phone, town=town)
    await phone.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
    await phone.says(name)
    await phone.taps("Per telefoon")
    await phone.shares_contact()
    await phone.taps("Altijd goed", "Ja, verstuur")
    return number_in(phone.text())


async def opens(phone: Phone, number: str) -> Phone:
    await phone.says("/start")
    return await phone.taps(number)


async def two_sources(town: Town) -> tuple[Phone, Phone, Phone, str, str]:
    """Katrien; Vera, who reported Fatima; Fatima, who asked herself; both numbers."""
    katrien, vera = await town.coordinator(), await volunteer(town)
    fatima = town.phone("F", phone=FATIMA)
    await seals(vera, "Fatima", "0470 99 88 77")  # nobody may read it yet, so nothing is compared with it either
    await vera.says("/start")
    await reports(vera, "Fatima Z", "0470 99 88 77")
    reported = number_in(vera.text())
    await town.passes(timedelta(hours=1))
    return katrien, vera, fatima, reported, await asks_by_phone(fatima)


def acts(town: Town) -> list[str]:
    with closing(sqlite3.connect(town.folder / "rights.sqlite")) as file:
        return [row[0] for row in file.execute("SELECT act FROM audit ORDER BY id")]


async def test_one_family_from_two_sources_is_joined_by_a_person_and_taken_apart_again(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, server=None) as town:
        katrien, vera, fatima, reported, asked = await two_sources(town)
        await opens(katrien, reported)
        assert f"Misschien hetzelfde gezin als {asked}." in katrien.text()
        await katrien.taps("Meer", "Zelfde gezin?")
        for line in (f"{reported}: Fatima Z, nummer eindigt op 877", f"{asked}: Fatima, nummer eindigt op 877"):
            assert line in katrien.text()
        assert "0470" not in katrien.text()
        await katrien.taps("Ja, zelfde gezin")
        assert f"Voorstel: {asked}." in katrien.text(), "the one of her own chat, though the other is older"
        before = len(fatima.messages())
        await katrien.taps(f"{asked} blijft")
        assert f"Aanmelding {asked}" in katrien.text()
        assert f"Ook gemeld: {reported}." in katrien.text()
        assert len(fatima.messages()) == before, "hers is the one that stays: nothing is said about another"
        await katrien.taps("Naar de lijst")
        assert reported not in katrien.text()
        await vera.says("/start")
        await vera.taps("Mijn meldingen")
        assert f"{reported}, maandag 16/11/2026: wordt opgevolgd" in vera.text()
        assert asked not in vera.all_text()

        await town.passes(timedelta(days=2))
        await town.restart()
        await opens(katrien, asked)
        await katrien.taps("Meer", "Ook gemeld", f"Open {reported}")
        assert f"Dit loopt verder onder {asked}." in katrien.text()
        await opens(katrien, asked)
        await katrien.taps("Meer", "Ook gemeld", "Toch niet zelfde gezin", "Naar de lijst")
        assert katrien.text().index(reported) < katrien.text().index(asked), "in the place of its own day"
        await opens(katrien, reported)
        assert "Misschien" not in katrien.text(), "nobody is asked twice about these two"
        await vera.taps("Naar mijn taken", "Mijn meldingen")
        assert f"{reported}, maandag 16/11/2026: ontvangen" in vera.text()
        assert [act for act in acts(town) if act in ("suggest", "merge", "part")] == [
            *("suggest", "suggest"),
            *("merge", "merge"),
            *("part", "part"),
        ]


async def test_who_waits_again_is_promised_the_same_again(town: Town) -> None:
    katrien, _, _, reported, asked = await two_sources(town)
    await opens(katrien, asked)
    await katrien.taps("Meer", "Zelfde gezin?", "Ja, zelfde gezin", f"{asked} blijft")
    await claims(katrien, asked)
    await town.passes(timedelta(days=4))
    assert f"Nog niemand nam {reported} op." not in katrien.all_text(), "it waits for nobody"
    await opens(katrien, asked)
    await katrien.taps("Meer", "Ook gemeld", "Toch niet zelfde gezin", "Naar de lijst", "Menu")
    await town.passes(timedelta(days=4))
    assert "Er wachten 2 aanmeldingen op jou." in katrien.all_text()


async def test_a_no_is_said_once_and_only_by_who_may(town: Town) -> None:
    katrien, _, _, reported, asked = await two_sources(town)
    bart = await town.coordinator("Bart")
    await claims(bart, asked)
    await opens(katrien, reported)
    await katrien.taps("Meer", "Zelfde gezin?")
    assert "Ja, zelfde gezin" not in katrien.buttons(), "the one is Bart's, and the other is nobody's"
    await opens(bart, asked)
    await bart.taps("Meer", "Zelfde gezin?", "Nee, ander gezin")
    assert "Misschien" not in bart.text()
    assert acts(town).count("say_no") == 2
    await bart.taps("Meer", "Geef terug", "Ja, geef terug")
    await opens(katrien, asked)
    assert "Misschien" not in katrien.text()


async def test_a_family_whose_number_changes_hears_it_after_a_tap_and_takes_back_only_its_own(town: Town) -> None:
    katrien, _, fatima, reported, asked = await two_sources(town)
    bart = await town.coordinator("Bart")
    await claims(bart, reported)
    await claims(katrien, asked)
    await katrien.taps("Meer", "Zelfde gezin?", "Ja, zelfde gezin", f"{reported} blijft")
    assert f"{reported}: hier hoort nu ook een andere aanmelding bij." in bart.all_text()
    assert reported not in fatima.all_text()
    await fatima.taps("Open het bericht")
    assert f"Je vraag loopt verder onder nummer {reported}." in fatima.text()
    await fatima.taps("Trek mijn vraag in", "Ja, trek in")
    await opens(bart, reported)
    assert "Ook gemeld" not in bart.text()
    assert "Dit is bij jou." in bart.text()
    assert f"{asked}: ingetrokken door het gezin." in bart.all_text(), "who holds the other one hears it"


async def test_what_goes_on_under_another_number_ends_with_it_or_comes_back(town: Town) -> None:
    katrien, vera, fatima, reported, asked = await two_sources(town)
    await opens(katrien, asked)
    await katrien.taps("Meer", "Zelfde gezin?", "Ja, zelfde gezin", f"{asked} blijft")
    await fatima.says("/start")
    await fatima.taps("Menu", "👤 Mijn aanmelding", "Trek mijn vraag in", "Ja, trek in")
    await opens(katrien, reported)
    assert "Terug bij het team. Wacht op een collega." in katrien.text()
    again = await asks_again(fatima)
    await opens(katrien, reported)
    await katrien.taps("Neem dit op je", "Meer", "Zelfde gezin?", "Ja, zelfde gezin", f"{reported} blijft")
    await katrien.taps("Sluit af", "Recht in orde", "Sluit af")
    await town.passes(timedelta(days=1))
    assert "Een melding van jou is afgerond." in vera.all_text()
    assert "Je vraag is afgerond." in fatima.all_text()
    assert again not in katrien.text()


async def asks_again(phone: Phone) -> str:
    await phone.says("/start")
    await phone.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
    await phone.says("Fatima")
    await phone.taps("Per telefoon")
    await phone.shares_contact()
    await phone.taps("Altijd goed", "Ja, verstuur")
    return number_in(phone.text())
