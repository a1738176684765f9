"""A volunteer has a task in the care plan of a family that they reported: only with that family's yes."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.town import Phone, Town
from tests.stories.people import claims, number_in
from tests.stories.volunteers import seals, volunteer


async def asked(town: Town) -> tuple[Phone, Phone, Phone, str]:
    """Katrien put a task for Vera, who reported Samira, in the plan, and asks Samira; and the number."""
    katrien, vera, samira = await town.coordinator(), await volunteer(town), town.phone("Samira")
    await samira.opens(await seals(vera, "Samira"))
    await samira.taps("Nederlands", "Kies ja of nee", "Ja, geef door")
    number = number_in(samira.text())
    await claims(katrien, number)
    await katrien.taps(
        "Meld contact", "Ja, er was contact", "Meer", "Zorgplan", "Begin een zorgplan", "Doelen en taken", "Nieuwe taak"
    )
    await katrien.taps("Samen een brief lezen", "Wie het gezin meldde", "Volgende week")
    await katrien.taps("Naar het zorgplan", "Stuur naar het gezin")
    return katrien, vera, samira, number


async def test_a_volunteer_reads_a_task_after_the_familys_yes_and_ticks_it(town: Town) -> None:
    katrien, vera, samira, number = await asked(town)
    assert "Er is een taak" not in vera.all_text()
    await samira.taps("Open het bericht")
    assert "Wie: de vrijwilliger die je aanmeldde. Zeg je ja? Dan leest die deze taak." in samira.text()
    await samira.taps("Dit is goed voor mij")
    notice = vera.messages()[-1].text
    assert "Er is een taak voor jou." in notice
    assert number not in notice
    await town.restart()
    await vera.taps("Bekijk de taak", f"○ {number}, taak 1")
    assert "Samen een brief lezen" in vera.text()
    assert "Samira" not in vera.text()
    await town.passes(timedelta(minutes=16))
    assert "Samen een brief lezen" not in vera.all_text(), "it does not stay in the chat"
    await vera.taps(f"○ {number}, taak 1", "✅ Dit is gedaan")
    assert "Dank je." in vera.text()
    assert f"{number}: een vrijwilliger deed een taak uit het zorgplan." in katrien.all_text()
    await samira.says("/zorgplan")
    assert "● Samen een brief lezen" in samira.buttons()
    await samira.says("/mijngegevens")
    await samira.taps("Wie las dit?")
    assert "Een vrijwilliger van Ninove las een taak uit je zorgplan" in samira.text()


async def test_a_yes_that_is_taken_back_takes_the_task_away(town: Town) -> None:
    katrien, vera, samira, number = await asked(town)
    await samira.taps("Open het bericht", "Dit is goed voor mij")
    await vera.taps("Bekijk de taak", f"○ {number}, taak 1")
    await samira.taps("○ Samen een brief lezen", "Dit wil ik liever niet")
    await vera.taps("✅ Dit is gedaan")
    assert "Samen een brief lezen" not in vera.text()
    assert "een vrijwilliger deed" not in katrien.all_text()
