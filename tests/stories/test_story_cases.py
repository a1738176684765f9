"""A request on its way: how it stands, who has it, and that nobody is forgotten while somebody waits."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.town import Phone, Town
from tests.stories.files_of_families import taps_in_menu
from tests.stories.people import asks_for_help, begins, claims, closes

DAY = timedelta(days=1)
TWO_WEEKS = 4
"""The place of that day among the buttons."""
CONTACT = "Heeft iemand al contact"


async def sara_asks(town: Town, name: str = "Sara") -> tuple[Phone, str]:
    """A family in Ninove and the number of its request."""
    sara = town.phone(name)
    await begins(sara)
    return sara, await asks_for_help(sara)


async def stands(katrien: Phone, action: str) -> None:
    """From the card of a case: how it stands now."""
    await katrien.taps("Meer", "Hoe staat het?", action)


async def test_what_waits_for_the_family_goes_on_after_a_week(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    sara, number = await sara_asks(town)
    await claims(katrien, number)
    await stands(katrien, "Wacht op het gezin")
    assert "Wacht op het gezin. Dit is bij jou." in katrien.text()
    await sara.taps("Menu", "👤 Mijn aanmelding")
    assert "De medewerker wacht op een antwoord van jou." in sara.text()
    await town.restart()
    await town.passes(8 * DAY)
    assert f"{number}: het wachten is voorbij. Kijk wat nu kan." in katrien.all_text()
    await katrien.says("/start")
    await katrien.taps(number)
    assert "Zoekt contact. Dit is bij jou." in katrien.text()
    assert "Meld contact" in katrien.buttons()


async def test_a_case_is_put_aside_with_a_reason_that_stays_with_it(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    sara, number = await sara_asks(town)
    await claims(katrien, number)
    await stands(katrien, "Leg even stil")
    await katrien.says("woord " * 31)
    assert "Dit is niet bewaard." in katrien.text()
    await katrien.says("Ze is op reis tot kerst.")
    assert "Ligt even stil. Dit is bij jou." in katrien.text()
    assert "op reis" not in katrien.all_text(), "what was typed is gone from the chat"
    await katrien.taps("Lees de notities")
    assert "Ze is op reis tot kerst." in katrien.text()
    await katrien.taps("Terug", "Meer", "Hoe staat het?", "Ga verder")
    assert "Zoekt contact." in katrien.text()
    await sara.taps("Menu", "👤 Mijn aanmelding")
    assert "op reis" not in sara.text()


async def test_a_case_that_nobody_calls_about_goes_back_to_the_team(town: Town) -> None:
    katrien, mia = await town.coordinator("Katrien"), await town.coordinator("Mia")
    _, number = await sara_asks(town)
    await claims(katrien, number)
    await town.passes(3 * DAY)
    assert f"{number}: er staat nog geen contact bij. Lukt het niet?" in katrien.all_text()
    await town.passes(4 * DAY)
    assert f"{number}: staat weer in de lijst" in katrien.all_text()
    assert number in mia.all_text()
    await claims(mia, number)
    assert "Dit is bij jou." in mia.text()


async def test_a_family_takes_up_its_closed_request_again(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    sara, number = await sara_asks(town)
    await claims(katrien, number)
    await closes(katrien)
    await sara.taps("Er is nog hulp nodig")
    assert "Deze aanmelding is afgesloten." in sara.text()
    await sara.taps("Help me opnieuw")
    assert f"Je nummer is {number}." in sara.text()
    assert "Je aanmelding is weer open." in sara.text()
    assert f"{number}: is weer open. Jij volgde dit eerder op." in katrien.all_text()
    await claims(katrien, number)
    assert "Dit is bij jou." in katrien.text()


async def test_a_coordinator_opens_what_was_closed_by_mistake(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    sara, number = await sara_asks(town)
    await claims(katrien, number)
    await closes(katrien, "Was een vergissing")
    await taps_in_menu(katrien, "Mijn werk")
    await katrien.taps("Pas afgesloten", number)
    assert "Sara" not in katrien.text(), "nothing of what is in it"
    await katrien.says("Verkeerde knop.")
    await claims(katrien, number)
    await katrien.taps("Lees de notities")
    assert "Verkeerde knop." in katrien.text()
    await town.passes(4 * DAY)
    assert CONTACT in sara.all_text(), "the family is asked again whether somebody was in touch"


async def test_a_colleague_takes_over_when_she_says_yes(town: Town) -> None:
    katrien, mia = await town.coordinator("Katrien"), await town.coordinator("Mia")
    _, number = await sara_asks(town)
    await claims(katrien, number)
    await katrien.taps("Meer", "Geef aan een collega", "Mia: 0")
    assert "Tot een ja blijft alles zoals het is." in katrien.text()
    assert f"Een collega vraagt of jij {number} overneemt." in mia.text()
    assert "Katrien" not in mia.text()
    await mia.taps("Bekijk de vraag", "Naar de aanmelding")
    assert "Dit is bij Katrien." in mia.text()
    assert "Meld contact" not in mia.buttons(), "nobody acts before a yes"
    await mia.taps("Meer", "Neem jij dit over?", "Neem over")
    assert "Dit is bij jou." in mia.text()
    assert f"{number}: je collega neemt dit over." in katrien.all_text()
    await katrien.says("/start")
    await katrien.taps(number)
    assert "Dit is bij Mia." in katrien.text()
    assert "Meld contact" not in katrien.buttons()


async def test_an_offer_without_an_answer_changes_nothing(town: Town) -> None:
    katrien, mia = await town.coordinator("Katrien"), await town.coordinator("Mia")
    _, number = await sara_asks(town)
    await claims(katrien, number)
    await katrien.taps("Meld contact", "Ja, er was contact", "Meer", "Geef aan een collega", "Mia: 0")
    await town.passes(4 * DAY)
    assert f"{number}: je collega antwoordde niet." in katrien.all_text()
    await mia.taps("Bekijk de vraag")
    assert "Deze vraag geldt niet meer." in mia.text()
    await katrien.says("/start")
    await katrien.taps(number)
    assert "Dit is bij jou." in katrien.text()


async def test_somebody_who_is_away_is_not_told_and_gets_everything_back(town: Town) -> None:
    katrien, mia, els = [await town.coordinator(name) for name in ("Katrien", "Mia", "Els")]
    sara, number = await sara_asks(town)
    await claims(katrien, number)
    await katrien.taps("Meld contact", "Ja, er was contact")
    await taps_in_menu(katrien, "Mijn werk")
    await katrien.taps("Ik ben even weg")
    await katrien.taps(katrien.buttons()[TWO_WEEKS], "Mia")
    await mia.taps("Bekijk de vraag", "Ja, ik val in")
    assert "Een collega volgt jouw aanmeldingen als je weg bent." in katrien.all_text()
    before = katrien.all_text()
    await sara.says("/stop")
    assert f"{number}: het gezin krijgt nu geen berichten." in mia.all_text()
    assert katrien.all_text() == before, "who is away hears nothing"
    await mia.says("/start")
    await mia.taps(number)
    assert "Dit is bij Katrien. Jij valt in." in mia.text()
    await stands(mia, "Wacht op een partner")
    await els.says("/start")
    await els.taps(number)
    assert "Meer" not in els.buttons(), "a third one has no say"
    await town.passes(15 * DAY)
    assert "De afwezigheid is voorbij." in katrien.all_text()
    assert "De afwezigheid is voorbij." in mia.all_text()
    assert f"{number}: het wachten is voorbij." in katrien.all_text()
    await mia.says("/start")
    await mia.taps(number)
    assert "Jij valt in" not in mia.text()


async def test_a_family_that_asks_while_everybody_is_away_reads_when_somebody_is_back(town: Town) -> None:
    katrien = await town.coordinator()
    await taps_in_menu(katrien, "Mijn werk")
    await katrien.taps("Ik ben even weg")
    await katrien.says("27/11")
    sara, _ = await sara_asks(town)
    assert "Nu is er even niemand. Vanaf vrijdag 27/11/2026 is er weer iemand." in sara.text()
    await town.coordinator("Mia")
    await taps_in_menu(sara, "👤 Mijn aanmelding")
    assert "niemand" not in sara.text()


async def test_an_absence_begins_on_a_later_day_and_the_stand_in_is_told_then(town: Town) -> None:
    katrien, mia = [await town.coordinator(name) for name in ("Katrien", "Mia")]
    sara, number = await sara_asks(town)
    await claims(katrien, number)
    await taps_in_menu(katrien, "Mijn werk")
    await katrien.taps("Ik ben even weg", "Ik ga later weg")
    for typed, answer in (("straks", "Dat is geen datum."), ("01/01/2026", "Die dag is voorbij.")):
        await katrien.says(typed)
        assert answer in katrien.text()
    await katrien.says("19/11")
    assert "Je gaat weg op donderdag 19/11/2026." in katrien.text()
    await katrien.says("27/11")
    await katrien.taps("Mia")
    await mia.taps("Bekijk de vraag")
    assert "Katrien gaat weg op donderdag 19/11/2026 en komt terug op vrijdag 27/11/2026." in mia.text()
    await mia.taps("Ja, ik val in")
    await mia.says("/start")
    await mia.taps(number)
    assert "Jij valt in" not in mia.text(), "not before that day"
    await town.restart()
    await town.passes(3 * DAY)
    assert mia.messages()[-1].text == "Vanaf vandaag val je in voor een collega."
    before = katrien.all_text()
    await sara.says("/stop")
    assert f"{number}: het gezin krijgt nu geen berichten." in mia.all_text()
    assert katrien.all_text() == before
    await town.passes(8 * DAY)
    assert "De afwezigheid is voorbij." in mia.all_text()


async def test_who_leaves_sees_nothing_at_once_and_the_work_goes_back(town: Town) -> None:
    katrien, mia = await town.coordinator("Katrien"), await town.coordinator("Mia")
    _, number = await sara_asks(town)
    await claims(katrien, number)
    await taps_in_menu(katrien, "Mijn werk")
    await katrien.taps("Stop als medewerker", "Ja, stop in Ninove")
    assert "Nog niemand nam" in mia.all_text()
    await katrien.says("/wachtlijst")
    assert number not in katrien.text()
    await claims(mia, number)
    assert "Dit is bij jou." in mia.text()
