"""A coordinator and a family agree on a moment: nothing in the notices, nothing forgotten, nobody else's business."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar
from sqlalchemy import func, select

from rehearsal.town import Phone, Town, open_town
from storage.tables import appointment, audit
from tests.stories.files_of_families import taps_in_menu, two_parents
from tests.stories.people import asks_for_help, begins, claims, closes, number_in

DAY = timedelta(days=1)
EXAMPLE = "Voorbeeldstad (verzonnen)"


async def asked_and_claimed(town: Town, *, place: str = "Ninove") -> tuple[Phone, Phone]:
    """Katrien, who has Sara's request, and Sara."""
    municipality = "ninove" if place == "Ninove" else "voorbeeldstad"
    katrien, sara = await town.coordinator(municipality=municipality), town.phone("Sara")
    await begins(sara, town=place)
    await claims(katrien, await asks_for_help(sara))
    return katrien, sara


async def proposes(katrien: Phone, *moments: str, what: str = "Kennismaken, thuis") -> Phone:
    """From the case's card: moments that are typed, and sent."""
    await katrien.taps("Meer", "📅 Afspraak", what)
    for moment in moments:
        await katrien.says(moment)
    if "Klaar" in katrien.buttons():
        await katrien.taps("Klaar")
    return await katrien.taps("Verstuur")


def calendars(town: Town, phone: Phone) -> list[Calendar]:
    """The calendar files in a chat, oldest first."""
    ids = [m.content["document"]["file_id"] for m in phone.messages() if "document" in m.content]
    files = [town.stand_in.cloud.files.get(file_id) for file_id in ids]
    return [Calendar.from_ical(file.data) for file in files if file is not None]


async def test_a_talk_at_the_office_with_a_map_and_both_calendars(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, served=("voorbeeldstad",)) as town:
        katrien, sara = await asked_and_claimed(town, place=EXAMPLE)
        await katrien.taps("Meer", "📅 Afspraak", "Gesprek op kantoor", "Sociaal Huis")
        await katrien.says("morgen")
        assert "kon ik niet lezen" in katrien.text()
        await katrien.says("24/11 14:30")
        await katrien.says("22/11 10:00")
        assert "geen werkdag" in katrien.text()
        assert "24/11/2026 om 14:30" in katrien.text(), "nothing that was chosen is lost"
        await katrien.taps("dinsdag 17/11", "Namiddag", "16:30", "Klaar", "Verstuur")
        assert sara.text() == "Er is een bericht voor je.", "whoever sees the phone learns nothing"
        await sara.taps("Open het bericht", "dinsdag 24/11/2026 om 14:30")
        assert "Voorbeeldstraat 1" in sara.text()
        assert "maandag" in sara.text(), "when the door is open"
        await sara.taps("📍 Toon op de kaart")
        [venue] = [m.content["venue"] for m in sara.messages() if "venue" in m.content]
        assert venue["address"] == "Voorbeeldstraat 1, 0000 Voorbeeldstad"
        await sara.taps("📅 In mijn agenda")
        [hers] = calendars(town, sara)
        [event] = hers.walk("VEVENT")
        assert (str(event["summary"]), event.decoded("dtstart")) == (
            "Niet vergeten",
            datetime(2026, 11, 24, 13, 30, tzinfo=UTC),
        )
        assert "Voorbeeld" not in hers.to_ical().decode()
        await taps_in_menu(katrien, "Mijn afspraken")
        assert "24/11/2026 om 14:30, Sociaal Huis" in katrien.text()
        assert "Sara" not in katrien.text()
        await katrien.taps("📅 In mijn agenda")
        [theirs] = calendars(town, katrien)
        number = number_in(katrien.text())
        assert [str(one["summary"]) for one in theirs.walk("VEVENT")] == [f"Afspraak {number}"]
        async with town.machine.db.write() as conn:
            row = (await conn.execute(select(appointment))).one()
            assert b"office" not in row.body
            acts = (await conn.execute(select(audit.c.act).where(audit.c.actor == katrien.id))).scalars().all()
        assert {"meet:propose", "read:meet"} <= {*acts}


async def test_both_are_reminded_and_what_was_missed_is_nobody_s_fault(town: Town) -> None:
    katrien, sara = await asked_and_claimed(town)
    await proposes(katrien, "24/11 10:00")
    await sara.says("/afspraken")
    await sara.taps("dinsdag 24/11")
    await town.restart()
    await town.passes(7 * DAY - timedelta(minutes=1))
    assert "gepland" not in sara.all_text()
    await town.passes(timedelta(minutes=2))
    assert "Morgen staat er iets gepland." in sara.all_text()
    assert "er komt een afspraak aan" in katrien.all_text()
    await town.passes(2 * DAY)
    assert sara.all_text().count("gepland") == 1
    await katrien.taps("Open de afspraak", "Ze ging niet door")
    assert "Dat gebeurt." in katrien.text()
    await katrien.taps("Kennismaken, thuis")
    await katrien.says("30/11 10:00")
    await katrien.taps("Klaar", "Verstuur")
    await sara.says("/afspraken")
    assert "maandag 30/11/2026 om 10:00" in sara.buttons()


async def test_what_is_moved_or_called_off_reminds_nobody(town: Town) -> None:
    katrien, sara = await asked_and_claimed(town)
    await proposes(katrien, "24/11 10:00")
    await sara.taps("Open het bericht", "dinsdag 24/11", "Verzet", "Namiddag", "Klaar")
    assert "Past beter: Namiddag" in katrien.all_text()
    old = sara.message_with("Zeg af")
    await katrien.taps("Stel momenten voor")
    await katrien.says("25/11 14:00")
    await katrien.taps("Klaar", "Verstuur")
    await sara.taps("Zeg af", message=old)
    await sara.says("/afspraken")
    assert "woensdag 25/11/2026 om 14:00" in sara.buttons(), "a button of what stood there before does nothing"
    await sara.taps("woensdag 25/11", "Zeg af", "Ja, zeg af")
    assert "de afspraak gaat niet door" in katrien.all_text()
    await town.passes(10 * DAY)
    assert "gepland" not in sara.all_text()
    assert "hoe ging de afspraak" not in katrien.all_text()
    assert "Heeft iemand al contact" in sara.all_text(), "nobody met after all, so the check on staff goes on"


async def test_who_goes_away_reads_what_falls_in_those_days(town: Town) -> None:
    katrien, sara = await asked_and_claimed(town)
    await proposes(katrien, "24/11 10:00")
    await katrien.taps("Terug")
    assert katrien.text().startswith("Meer bij"), "back leads to where she came from"
    await sara.taps("Open het bericht", "dinsdag 24/11")
    await taps_in_menu(katrien, "Mijn werk")
    await katrien.taps("Ik ben even weg")
    await katrien.says("24/11")
    assert "In die dagen: 1 aanmelding bij jou." in katrien.text(), "on the day of the appointment she is back"
    await katrien.taps("Ik ben terug", "Ik ben even weg")
    await katrien.says("25/11")
    assert "In die dagen: 1 afspraak en 1 aanmelding bij jou." in katrien.text()
    await katrien.taps("Vraag een collega")
    assert "Er is nog geen collega die kan invallen." in katrien.text()
    await katrien.taps("Terug", "Toon de afspraken")
    assert "dinsdag 24/11/2026 om 10:00" in katrien.text()


async def test_an_agreed_appointment_is_contact(town: Town) -> None:
    katrien, sara = await asked_and_claimed(town)
    await proposes(katrien, "18/11 10:00")
    await sara.taps("Open het bericht", "woensdag 18/11")
    await taps_in_menu(sara, "👤 Mijn aanmelding")
    assert "Je hebt een afspraak op woensdag 18/11/2026 om 10:00." in sara.text()
    await sara.taps("Wat is beloofd?")
    assert "Een afspraak op woensdag 18/11/2026 om 10:00." in sara.text()
    await sara.taps("Terug")
    assert "Je hebt een afspraak" in sara.text()
    await town.passes(2 * DAY + timedelta(hours=1))
    await taps_in_menu(katrien, "Naar de wachtlijst")
    await katrien.taps(number_in(katrien.text()))
    assert "Contact gehad, we helpen" in katrien.text()
    assert "Meld contact" not in katrien.buttons()
    await katrien.taps("Meer", "📅 Afspraak", "Ze ging door")
    await taps_in_menu(sara, "👤 Mijn aanmelding")
    assert "nam al contact" in sara.text()
    await town.passes(8 * DAY)
    assert "Heeft iemand al contact" not in sara.all_text()


async def test_the_other_parent_answers_too_and_a_pin_keeps_it_shut(town: Town) -> None:
    katrien = await town.coordinator()
    sara, omar = await two_parents(town)
    await claims(katrien, await asks_for_help(sara))
    await taps_in_menu(sara, "Code op deze chat")
    await sara.says("2580")
    await sara.says("2580")
    await sara.taps("Ga verder", "Menu", "Verberg dit")
    await proposes(katrien, "24/11 10:00")
    await sara.taps("Open het bericht")
    assert "Typ je code" in sara.text()
    await sara.says("/afspraken")
    assert "24/11" not in sara.all_text()
    await omar.taps("Open het bericht", "dinsdag 24/11")
    assert "Afgesproken." in katrien.all_text()
    await town.passes(7 * DAY + timedelta(minutes=1))
    for parent in (sara, omar):
        assert "Morgen staat er iets gepland." in parent.all_text()


async def test_a_colleague_and_an_old_button_propose_nothing(town: Town) -> None:
    katrien, sara = await asked_and_claimed(town)
    await katrien.taps("Meer", "📅 Afspraak", "Kennismaken, thuis")
    await katrien.says("24/11 10:00")
    await katrien.taps("Klaar")
    send = next(b.data for b in katrien.inline(katrien.card()) if katrien.plain(b.text) == "Verstuur")
    lotte = await town.coordinator("Lotte")
    await lotte.says("/start")
    await lotte.taps(number_in(lotte.text()))
    assert "Meer" not in lotte.buttons()
    assert send is not None
    await lotte.forges(send)
    assert "bericht voor je" not in sara.all_text()
    await katrien.taps("Verstuur")
    await katrien.forges(send)
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(appointment)) == 1


async def test_what_was_agreed_ends_with_the_request(town: Town) -> None:
    katrien, sara = await asked_and_claimed(town)
    await proposes(katrien, "24/11 10:00")
    await sara.taps("Open het bericht", "dinsdag 24/11")
    await katrien.taps("Terug", "Terug")
    await closes(katrien)
    assert "gaat niet door" in sara.all_text()
    await sara.taps("Bekijk")
    assert "Er staat nu niets gepland." in sara.text()
    await sara.says("/start")
    await claims(katrien, await asks_for_help(sara))
    await proposes(katrien, "25/11 10:00")
    await sara.says("/wissen")
    await sara.taps("Ja")
    assert "de afspraak gaat niet door" in katrien.all_text()
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(appointment)) == 0
    await town.passes(12 * DAY)
    assert "gepland stond" not in katrien.all_text()
