"""A volunteer joins, reports a family that says yes, and hears that the loop is closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rehearsal.town import Phone, Town, open_town
from storage.contexts import load
from storage.tables import access, consent, household, outbox, referral
from tests.stories.files_of_families import adopts
from tests.stories.people import claims, closes, confirmed_group, number_in, said_in
from tests.stories.volunteers import code_in, joins, link_in, reports, scanned, volunteer


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


async def test_a_volunteer_is_invited_by_a_coordinator_and_promises_discretion(town: Town) -> None:
    katrien, vera = await town.coordinator(), town.phone("Vera", language_code="fr")
    await katrien.taps("Naar de lijst", "Menu", "Nodig iemand uit", "Een vrijwilliger")
    assert "Hierboven staat de link" in katrien.text()
    await vera.opens(code_in(katrien))
    await vera.taps("Nederlands")
    assert "Wat een gezin vertelt, blijft bij jou." in vera.text()
    await vera.taps("Ja, ik beloof dit", "Arabisch", "Frans", "✅ Frans", "Klaar")
    await vera.says("Vera")
    await vera.says("Outer en Denderhoutem")
    await vera.taps("Sla over")
    assert vera.text().startswith("Dag, Vera")
    async with town.machine.db.write() as conn:
        world, now = town.machine.turns.world, town.machine.clock.now()
        loaded = await load(conn, town.machine.keys, world, vera.id, now=now)
    [role] = loaded.volunteer
    assert role.about == {"languages": "ar", "area": "Outer en Denderhoutem", "agreed": "discretion-2026-11-22"}
    again = town.phone("Piet")
    await again.opens(code_in(katrien))
    assert "Deze link werkt niet meer." in again.all_text(), "the link was for one person"


async def test_who_does_not_promise_gets_no_role_and_can_come_back(town: Town) -> None:
    await town.coordinator()
    vera, link = town.phone("Vera"), await town.invitation(role="volunteer")
    await vera.opens(link)
    await vera.taps("Nederlands", "Nee, toch niet")
    assert "In welke gemeente woon je?" in vera.text()
    await vera.opens(link)
    assert "Beloof je dit?" in vera.text()


async def test_a_family_that_is_there_and_agrees(town: Town) -> None:
    katrien, vera = await town.coordinator(), await volunteer(town)
    group = await confirmed_group(town, katrien)
    await vera.taps("Meld een gezin aan", "Ja, het is bij mij", "العربية")
    assert "🌐" in vera.text(), "read aloud in the family's language, with the Dutch first"
    await vera.taps("Het gezin zegt ja")
    await vera.says("Samira")
    await vera.says("0470 11 22 33")
    await vera.taps("Tussen 9 en 12 uur", "Ja, dringend", "Eten of luiers", "Wonen of energie", "Verder")
    await vera.says("De verwarming is stuk.")
    for line in ("Voornaam: Samira", "0470 11 22 33", "Dringend", "Eten of luiers · Wonen of energie"):
        assert line in vera.text()
    await vera.taps("Verbeter", "De voornaam")
    await vera.says("Samira B")
    await vera.taps("Ja, verstuur")
    number = number_in(vera.text())
    assert "Een medewerker neemt contact op" in vera.text()
    for told in ("Samira", "0470", "470112233", "verwarming"):
        assert told not in vera.all_text(), "nothing of the family is left in the volunteer's chat"
    assert [text for text in said_in(town, group) if "Via vrijwilliger. Dringend." in text]
    photo = next(message for message in vera.messages() if link_in(message))
    assert scanned(vera, photo) == [link_in(photo)], "the code leads where the text does"
    await claims(katrien, number)
    assert "Samira B, 0470 11 22 33" in katrien.text()
    await katrien.taps("Lees wat nodig is")
    assert "De verwarming is stuk." in katrien.text()
    async with town.machine.db.write() as conn:
        given = (await conn.execute(select(consent).order_by(consent.c.id))).all()
        assert {(row.witness, row.language, row.text_version) for row in given} == {(vera.id, "ar", "aloud-2026-11-22")}
        assert {row.purpose for row in given} == {"screening", "help"}
        assert (await conn.execute(select(access))).all() == [], "the volunteer keeps no file of the family"


async def test_the_volunteer_hears_three_things_and_never_at_night(town: Town) -> None:
    katrien, vera = await town.coordinator(), await volunteer(town)
    await reports(vera)
    number = number_in(vera.text())
    await vera.taps("Naar mijn taken", "Mijn meldingen")
    assert f"{number}, maandag 16/11/2026: ontvangen" in vera.text()
    await town.passes(timedelta(hours=12))  # ten in the evening
    await claims(katrien, number)
    assert "volgt een melding" not in vera.all_text()
    await town.passes(timedelta(hours=11))
    assert "Goed nieuws: iemand volgt een melding van jou op." in vera.all_text()
    await vera.taps("Bekijk mijn meldingen")
    assert f"{number}, maandag 16/11/2026: wordt opgevolgd" in vera.text()
    await katrien.says("/start")
    await katrien.taps(number, "Meld contact", "Ja, er was contact")
    await closes(katrien)
    await town.passes(timedelta(days=1))
    assert "Een melding van jou is afgerond." in vera.all_text()
    await vera.says("/start")
    await vera.taps("Mijn meldingen")
    assert f"{number}, maandag 16/11/2026: afgesloten" in vera.text()
    told = vera.all_text()
    assert not [word for word in ("Sara", "0470", "Recht in orde", "Katrien") if word in told]


async def test_a_case_that_changes_hands_is_told_once(town: Town) -> None:
    katrien, vera = await town.coordinator(), await volunteer(town)
    await reports(vera)
    number = number_in(vera.text())
    await claims(katrien, number)
    await katrien.taps("Meer", "Geef terug")
    assert f"Geef je {number} terug aan het team?" in katrien.text()
    await katrien.taps("Nee")
    assert "Dit is bij jou." in katrien.text()
    await katrien.taps("Meer", "Geef terug", "Ja, geef terug")
    assert "Terug bij het team. Wacht op een collega." in katrien.text()
    await katrien.taps("Neem dit op je")
    await town.passes(timedelta(hours=1))
    assert vera.all_text().count("volgt een melding van jou op") == 1


async def test_the_family_gets_its_own_file_by_the_code_and_is_asked_whether_someone_was_in_touch(town: Town) -> None:
    await town.coordinator()
    vera, sara = await volunteer(town), town.phone("Sara")
    await reports(vera, number="")
    await sara.opens(code_in(vera))
    await sara.taps("Nederlands", "Ja", "Ja, dat is goed")
    async with town.machine.db.write() as conn:
        linked = (await conn.execute(select(access.c.chat_id, access.c.kind))).all()
    assert [tuple(row) for row in linked] == [(sara.id, "own")]
    await town.passes(timedelta(days=5))
    assert "Heeft iemand al contact met je gehad?" in sara.all_text()


async def test_nobody_answers_there_so_the_volunteer_reads_where_to_go(town: Town) -> None:
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Ja, het is bij mij")
    assert "In Ninove leest nu niemand meldingen via de bot." in vera.text()
    await vera.taps("Naar mijn taken", "Meld een gezin aan", "Nee, nog niet gevraagd")
    assert "In Ninove leest nu niemand meldingen via de bot." in vera.text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(referral))).all() == []


async def test_the_family_says_no_and_nothing_is_kept(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Ja, het is bij mij", "Nederlands", "Het gezin zegt nee")
    assert "Er gaat niets door en er is niets bewaard." in vera.text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(household))).all() == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("Sara 2", "geen cijfers"), ("een hele lange naam van iemand", "te lang"), ("!!", "Ik zie nog geen naam")],
)
async def test_what_is_no_first_name_is_asked_again(town: Town, typed: str, answer: str) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await vera.says(typed)
    assert answer in vera.text()


async def test_a_number_that_is_none_the_volunteers_own_and_a_text_that_is_too_long(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await vera.says("Sara")
    await vera.says("112")
    assert "Dit nummer lukt niet." in vera.text()
    await vera.shares_contact()
    assert "Dat is jouw eigen nummer." in vera.text()
    await vera.taps("Zonder nummer", "Verder")
    await vera.says("heel veel woorden " * 20)
    assert "Schrijf het in hoogstens 40 woorden." in vera.text()


async def test_a_volunteer_who_writes_of_danger_reads_whom_to_call_and_can_write_it_all_the_same(town: Town) -> None:
    katrien, vera = await town.coordinator(), await volunteer(town)
    await vera.taps("Meld een gezin aan", "Ja, het is bij mij", "Nederlands", "Het gezin zegt ja")
    await vera.says("Sara")
    await vera.taps("Via de bot", "Ja, dringend", "Eten of luiers", "Verder")
    await vera.says("Ze zegt: mijn man slaat mij.")
    assert "1712" in vera.text()
    await vera.taps("Ga verder")
    assert "Je tekst is nog niet bewaard." in vera.text()
    await vera.says("Ze zegt: mijn man slaat mij.")
    await vera.taps("Ja, verstuur")
    await claims(katrien, number_in(vera.text()))
    await katrien.taps("Lees wat nodig is")
    assert "Ze zegt: mijn man slaat mij." in katrien.text()


async def test_a_volunteer_does_not_take_the_file_of_a_family(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    await reports(vera)
    await vera.opens(code_in(vera))
    assert "Deze code is voor het gezin." in vera.text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(access))).all() == []


async def test_a_family_that_never_opens_its_link_is_not_forgotten(town: Town) -> None:
    """Nobody can ask it whether someone was in touch, so whoever has the report is asked, until there was a contact."""
    katrien, vera = await town.coordinator(), await volunteer(town)
    await reports(vera)
    number = number_in(vera.text())
    await claims(katrien, number)
    asked = f"{number}: er staat nog geen contact bij. Het gezin zit niet in de bot"
    for times in (1, 2, 3, 4):
        await town.passes(timedelta(days=4))
        assert katrien.all_text().count(asked) == times
    await claims(katrien, number)
    await katrien.taps("Meld contact", "Ja, er was contact")
    await town.passes(timedelta(days=9))
    assert katrien.all_text().count(asked) == 4


async def test_a_family_that_opens_its_link_is_asked_itself(town: Town) -> None:
    katrien, vera, sara = await town.coordinator(), await volunteer(town), town.phone("Sara")
    await reports(vera)
    await claims(katrien, number_in(vera.text()))
    await adopts(sara, code_in(vera), keep_helper=None)
    for _ in range(4):
        await town.passes(timedelta(days=4))
        assert sara.all_text().count("Heeft iemand al contact met je gehad?") == 1, (
            "a new one takes the old one's place"
        )
    assert "Het gezin zit niet in de bot" not in katrien.all_text()


async def test_a_card_greets_a_family_with_the_municipality_chosen(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, served=("ninove", "ronse")) as town:
        vera = await volunteer(town)
        await vera.taps("Toon mijn kaart")
        link = code_in(vera)
        assert scanned(vera, next(m for m in vera.messages() if link_in(m))) == [link]
        for name in ("Sara", "Samira"):
            parent = town.phone(name)
            await parent.opens(link)
            await parent.taps("Nederlands")
            assert "Verantwoordelijk: Ninove en het OCMW." in parent.text()
            await parent.taps("Ik begin")
        await parent.opens(link)
        assert "Is er nu" in parent.text() or parent.buttons(), "who has begun goes on"


async def test_the_leaflet_comes_as_a_document_that_can_be_printed(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True) as town:
        vera = await volunteer(town)
        await vera.taps("Stuur de folder")
        sent = next(message for message in vera.messages() if "document" in message.content)
        assert sent.content["document"]["file_name"] == "folder-ninove.pdf"
        file = town.stand_in.cloud.files.get(sent.content["document"]["file_id"])
        assert file is not None
        assert file.data.startswith(b"%PDF-")
        await vera.taps("Naar mijn taken")
        async with town.machine.db.write() as conn:
            assert (await conn.execute(select(outbox))).all() == []


async def test_a_volunteer_for_two_municipalities_chooses_which(tmp_path: Path) -> None:
    async with open_town(tmp_path, served=("ninove", "ronse")) as town:
        await town.coordinator("Rik", "ronse")
        vera = await volunteer(town)
        await joins(town, vera, municipality="ronse")
        await vera.taps("Meld een gezin aan", "Ja, het is bij mij", "Ronse")
        assert "In welke taal" in vera.text()
        await vera.says("/start")
        await vera.taps("Mijn rol", "Stop als vrijwilliger", "Ja, ik stop")
        assert vera.text().startswith("Dag, Vera"), "the other role is still there"
        await vera.taps("Mijn rol", "Stop als vrijwilliger", "Ja, ik stop")
        assert "In welke gemeente woon je?" in vera.text()


async def _writes_a_report(town: Town, words: str) -> Phone:
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Ja, het is bij mij", "Nederlands", "Het gezin zegt ja")
    await vera.says("Samira")
    await vera.taps("Via de bot", "Nee, niet dringend", "Formulieren", "Verder")
    return await vera.says(words)


async def test_the_last_look_shows_what_was_written(town: Town) -> None:
    vera = await _writes_a_report(town, "Er liggen veel brieven.")
    assert "Klopt dit?" in vera.text()
    assert "Tekst: Er liggen veel brieven." in vera.text().splitlines()
    await vera.taps("Verbeter", "De tekst")
    long = "Er liggen al weken veel brieven op de kast en niemand begrijpt ze."
    await vera.says(long)
    assert "Tekst: Er liggen al weken veel brieven op de…" in vera.text().splitlines()
    await vera.taps("Verbeter", "De tekst")
    assert long in vera.text(), "whole where it is corrected"


async def test_a_report_that_was_not_sent_is_hidden_after_a_quarter_of_an_hour(town: Town) -> None:
    vera = await _writes_a_report(town, "Er liggen veel brieven.")
    await town.passes(timedelta(minutes=14))
    assert "Samira" in vera.text()
    await vera.taps("Verbeter", "Terug")
    await town.passes(timedelta(minutes=14))
    assert "Samira" in vera.text(), "working on starts the quarter of an hour again"
    await town.passes(timedelta(minutes=2))
    assert "Samira" not in vera.all_text()
    assert "brieven" not in vera.all_text()
    assert "Wat je schreef, is hier verborgen." in vera.text()
    await town.restart()
    await vera.taps("Ga verder")
    assert "Voornaam: Samira" in vera.text()
    await vera.taps("Ja, verstuur")
    number_in(vera.text())


async def test_help_is_about_what_a_volunteer_does(town: Town) -> None:
    vera = await _writes_a_report(town, "Er liggen veel brieven.")
    await vera.says("/hulp")
    assert "Nog niet gevraagd? Maak een gesloten briefje." in vera.text()
    assert "welke rechten je gezin" not in vera.text()
    await vera.taps("Terug")
    assert "Klopt dit?" in vera.text(), "what was written is still there"


async def test_a_code_that_nobody_opened_yet_is_said_as_it_is(town: Town) -> None:
    bart, vera = await town.coordinator("Bart"), await _writes_a_report(town, "Er liggen veel brieven.")
    number = number_in((await vera.taps("Ja, verstuur")).text())
    await claims(bart, number)
    assert "Het gezin opende de code nog niet." in bart.text()
    assert "Niet bereikt" not in bart.text()
    await bart.taps("Meer", "Beloof iets")
    assert "Bellen" not in bart.buttons(), "there is no number"
    assert "Het gezin leest dit als het de code opent." in bart.text()
    await bart.taps("Langskomen", "Morgen", "Verstuur")
    assert "Beloofd. Het gezin leest dit als het de code opent." in bart.text()
    await town.passes(timedelta(days=8))
    await claims(bart, number)
    assert "De code van het gezin werkt niet meer." in bart.text()
    assert "Er is geen nummer. Vraag het aan de vrijwilliger." in bart.text()
