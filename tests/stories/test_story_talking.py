"""A family and its coordinator write to each other through the bot, each in their own language."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.town import Phone, Town, open_town
from tests.stories.people import answers_everything, asks_for_help, begins, claims, keeps_answers

WORDS = "Dag Sara, ik wacht op het antwoord van de school."
ARABIC = "متى يأتي الجواب؟"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


@pytest.fixture
async def wired(tmp_path: Path) -> AsyncIterator[Town]:
    """Over HTTP, as with Telegram."""
    async with open_town(tmp_path, over_http=True) as town:
        yield town


async def in_touch(town: Town, *, answered: bool = False) -> tuple[Phone, Phone, str]:
    """A mother who asked for help, the coordinator who has her request, and its number."""
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    if answered:
        await answers_everything(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    return katrien, sara, number


async def writes(katrien: Phone, text: str, send: str = "Verstuur") -> None:
    await katrien.taps("Schrijf via de bot", "✏️ Schrijf zelf")
    await katrien.says(text)
    await katrien.taps(send)
    await katrien.town.passes(timedelta(minutes=1))


async def test_own_words_go_both_ways_marked_with_their_language_and_gone_from_the_chats(wired: Town) -> None:
    town = wired
    katrien, sara, number = await in_touch(town)
    await katrien.taps("Schrijf via de bot", "✏️ Schrijf zelf")
    await katrien.says("Bel me op 054 31 32 33.")
    assert "Zet er geen telefoonnummer in." in katrien.text()
    await katrien.says("woord " * 41)
    assert "Dit is te lang." in katrien.text()
    await katrien.says(WORDS)
    assert "Dit leest het gezin:" in katrien.text()
    assert WORDS not in [m.text for m in katrien.messages() if not m.from_bot], "what she typed is gone"
    await katrien.taps("Verstuur")
    await town.passes(timedelta(minutes=1))
    assert sara.text() == "Er is een bericht voor je."

    await sara.taps("Open het bericht")
    assert WORDS in sara.text()
    assert "Geschreven in: Nederlands" in sara.text()
    await sara.taps("Schrijf terug")
    await sara.says(ARABIC)
    assert "Je woorden zijn doorgegeven en hier gewist." in sara.text()
    assert ARABIC not in [m.text for m in sara.messages() if not m.from_bot]

    assert katrien.text() == f"{number}: het gezin antwoordde."
    await katrien.taps("Open de aanmelding", "Lees de antwoorden")
    assert ARABIC in katrien.text()
    assert "Geschreven in: Nederlands, denken we" in katrien.text(), "it is the language of her chat, nobody's guess"
    await katrien.taps("Toon een ouder")
    assert "Antwoord: in eigen woorden." in katrien.text()

    await sara.taps("Terug")
    assert ARABIC in sara.text(), "she reads again what was said"
    await town.restart()
    await sara.taps("Toon een ouder")
    assert WORDS in sara.text()


async def test_who_does_not_understand_says_so_and_gets_a_phrase_in_its_own_language(town: Town) -> None:
    katrien, sara, _ = await in_touch(town)
    await writes(katrien, "Past de afspraak morgen nog?", "Verstuur als ja-neevraag")
    await sara.taps("Open het bericht")
    assert sara.buttons()[:4] == ["Ja", "Nee", "Schrijf terug", "Ik begrijp dit niet"]
    await sara.taps("Ik begrijp dit niet")
    await katrien.taps("Open de aanmelding", "Lees de antwoorden")
    assert "Antwoord: Ik begrijp dit niet." in katrien.text()
    assert "stel een tolk voor" in katrien.text()

    await katrien.taps("Schrijf via de bot", "Contact maken", "Zeg wanneer je belt")
    await katrien.says("morgen")
    assert "Dat is geen dag." in katrien.text()
    await katrien.taps("woensdag 18/11/2026")
    await katrien.says("14u30")
    assert "Ik bel je op woensdag 18/11/2026 om 14:30. Is dat goed?" in katrien.text()
    await katrien.taps("Terug", "9:00", "Verstuur")
    await sara.taps("Open het bericht")
    assert "Ik bel je op woensdag 18/11/2026 om 09:00. Is dat goed?" in sara.text()
    await sara.taps("Een andere dag")
    assert "Je antwoord is doorgegeven." in sara.text()


async def test_words_in_another_language_can_first_of_all_be_not_understood(town: Town) -> None:
    katrien, sara, _ = await in_touch(town)
    await sara.says("/taal")
    await sara.taps("Français")
    await katrien.taps("Schrijf via de bot", "✏️ Schrijf zelf")
    await katrien.says("Past de afspraak morgen nog?")
    assert "Een klaar bericht wordt vertaald." in katrien.text()
    await katrien.taps("Verstuur als ja-neevraag")
    await town.passes(timedelta(minutes=1))
    await sara.taps("Ouvrir le message")
    assert sara.buttons()[:2] == ["Je ne comprends pas", "Oui"]


async def test_words_of_danger_come_first_and_can_then_be_written_all_the_same(town: Town) -> None:
    katrien, sara, _ = await in_touch(town)
    await writes(katrien, WORDS)
    await sara.taps("Open het bericht", "Schrijf terug")
    await sara.says("Mijn man slaat mij")
    assert "1712" in sara.text()
    await sara.taps("Ga verder")
    assert "Typ het dan nog eens." in sara.text()
    await sara.says("Mijn man slaat mij")
    assert "doorgegeven" in sara.text()
    await katrien.taps("Open de aanmelding", "Lees de antwoorden")
    assert "Mijn man slaat mij" in katrien.text()
    await sara.taps("Ga verder")
    town.stand_in.cloud.send_media(sara.id, sara.id, "photo", caption="Hij wil mij vermoorden")
    await town.settle()
    assert "1712" in sara.text(), "what stands under a photo is typed too"


async def test_a_list_of_papers_is_sent_and_comes_back_ticked(town: Town) -> None:
    katrien, sara, _ = await in_touch(town, answered=True)
    await katrien.taps("Schrijf via de bot", "Vraag papieren", "1", "2")
    chosen = [line[3:] for line in katrien.text().splitlines() if line.startswith(("1. ", "2. "))]
    assert len(chosen) == 2
    await katrien.taps("Verstuur (2 gekozen)")
    await sara.taps("Open het bericht")
    assert [f"{n}. {paper}: zoek ik nog" in sara.text() for n, paper in enumerate(chosen, 1)] == [True, True]
    await sara.taps("1:", "2:", "2:", "Klaar")
    await katrien.taps("Open de aanmelding", "Lees de antwoorden")
    assert f"1. {chosen[0]}: heb ik" in katrien.text()
    assert f"2. {chosen[1]}: hulp nodig" in katrien.text()
    assert "Antwoord: Klaar." in katrien.text()


async def test_a_photo_is_passed_on_when_it_is_looked_at_and_stays_nowhere(wired: Town) -> None:
    town = wired
    katrien, sara, number = await in_touch(town)
    cloud = town.stand_in.cloud

    async def sends(kind: str, caption: str = "") -> None:
        cloud.send_media(sara.id, sara.id, kind, caption=caption)
        await town.settle()

    def papers(phone: Phone) -> list[str]:
        return [m.text for m in phone.messages() if {"photo", "document"} & m.content.keys()]

    await sends("photo")
    assert "Niemand leest" in sara.text(), "nobody talks with her yet"
    cloud.message(sara.id, next(m.id for m in sara.messages() if "photo" in m.content)).deleted = True  # type: ignore[union-attr]

    await writes(katrien, WORDS)
    await sends("photo", "de brief van de school")
    await sends("document")
    assert "Stuur ik deze 2 bestanden door naar je medewerker?" in sara.text()
    assert "Wat je erbij schreef, gaat niet mee." in sara.text()
    await sara.taps("Ja, stuur door")
    assert len(papers(sara)) == 2
    assert papers(katrien) == [], "nothing personal comes unasked"

    await katrien.taps("Open de aanmelding", "Lees de antwoorden", "Bekijk het papier")
    assert papers(katrien) == [f"{number}. Dit gaat hier na 15 minuten weg."]
    assert len(papers(sara)) == 1, "it went from her chat"
    assert "Dit is al bekeken." in katrien.text()
    copies = [call for call in cloud.journal.calls if call.method.lower() == "copymessage"]
    assert len(copies) == 1
    assert "forward_origin" not in cloud.told(katrien.messages()[-2])
    await town.passes(timedelta(minutes=16))
    assert papers(katrien) == []
    assert not list(town.folder.glob("**/*.jpg"))

    await sends("photo")
    await sara.taps("Nee, wis het hier")
    assert len(papers(sara)) == 1


async def test_a_photo_that_is_gone_and_a_colleague_who_does_not_have_the_case(town: Town) -> None:
    katrien, sara, number = await in_touch(town)
    bart = await town.coordinator("Bart")
    await writes(katrien, WORDS)
    town.stand_in.cloud.send_media(sara.id, sara.id, "photo")
    await town.settle()
    await sara.taps("Ja, stuur door")
    await bart.says("/start")
    await bart.taps(number, "Lees de antwoorden")
    assert "Bekijk het papier" not in bart.buttons()
    photo = next(m for m in sara.messages() if "photo" in m.content)
    photo.deleted = True
    await katrien.taps("Open de aanmelding", "Lees de antwoorden", "Bekijk het papier")
    assert "dit papier staat niet meer bij het gezin." in katrien.all_text()


async def test_what_was_sent_was_sent_today_or_before(town: Town) -> None:
    katrien, _, _ = await in_touch(town)
    await katrien.taps("Schrijf via de bot", "Over een aanvraag", "Aanvraag is verstuurd", "1")
    assert katrien.buttons()[:3] == ["maandag 16/11/2026", "vrijdag 13/11/2026", "donderdag 12/11/2026"]
    await katrien.taps("vrijdag 13/11/2026")
    assert "De aanvraag is verstuurd op vrijdag 13/11/2026." in katrien.text()


async def test_the_bot_is_silent_while_people_talk(town: Town) -> None:
    katrien, sara, number = await in_touch(town, answered=True)
    await katrien.says("/start")
    await katrien.taps(number, "Meld contact", "Ja, er was contact")
    await sara.taps("Menu", "Wat we vonden")
    await keeps_answers(sara, 0)
    await town.passes(timedelta(days=13, hours=12))
    await katrien.says("/start")
    await katrien.taps(katrien.buttons()[0])
    await writes(katrien, WORDS)
    await town.passes(timedelta(days=1, hours=12))
    asked = "Ik beloofde te vragen hoe het ging."
    assert asked not in sara.all_text(), "it was due, and they had talked the day before"
    await town.passes(timedelta(days=1))
    assert asked in sara.all_text()


async def test_what_was_said_stands_in_ones_own_data_and_goes_with_everything(town: Town) -> None:
    katrien, sara, _ = await in_touch(town)
    await writes(katrien, WORDS)
    await sara.taps("Open het bericht")
    await sara.says(ARABIC)
    await sara.says("/mijngegevens")
    await sara.taps("Stuur mij alles", "Stuur de bestanden")
    files = [m for m in sara.messages() if "document" in m.content]
    told = [town.stand_in.cloud.files.get(m.content["document"]["file_id"]) for m in files]
    assert all(file is not None and WORDS in file.data.decode() and ARABIC in file.data.decode() for file in told)
    assert len(told) == 2
    await sara.says("/wissen")
    await sara.taps("Ja, wis alles")
    assert WORDS not in "\n".join(m.text for m in katrien.messages())
