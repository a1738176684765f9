"""A family and its coordinator make a plan together: the family says yes or no to each line of it."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.town import Phone, Town
from tests.stories.people import asks_for_help, begins, claims

DAY = timedelta(days=1)


async def with_a_plan(town: Town) -> tuple[Phone, Phone, str]:
    """Katrien, who has the request of Sara open and begins a care plan; Sara; and the number."""
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await katrien.taps("Meer", "Zorgplan", "Begin een zorgplan")
    return katrien, sara, number


async def writes_a_goal_and_a_task(katrien: Phone, owner: str = "Het gezin", when: str = "Volgende week") -> None:
    """In the coordinator's own words, and a ready task under it; both are sent."""
    await katrien.taps("Doelen en taken", "Nieuw doel")
    await katrien.says("Minder zorgen over de huur")
    await katrien.taps("Nieuwe taak", "Samen een brief lezen", owner, when, "Naar het zorgplan", "Stuur naar het gezin")


async def test_a_line_is_in_force_only_after_the_familys_yes(town: Town) -> None:
    katrien, sara, number = await with_a_plan(town)
    await writes_a_goal_and_a_task(katrien)
    assert "2 regels wachten op het gezin." in katrien.text()
    notice = sara.messages()[-1].text
    assert "Er is een bericht voor je." in notice
    assert "huur" not in notice
    await sara.taps("Open het bericht")
    assert "Minder zorgen over de huur" in sara.text()
    await sara.taps("Dit is goed voor mij")
    assert "Samen een brief lezen" in sara.text()
    await sara.taps("Liever niet")
    assert "Dank je. Je medewerker leest dit." in sara.text()
    assert f"{number}: het gezin antwoordde op het zorgplan." in katrien.messages()[-1].text
    await katrien.taps("Open het zorgplan", "Doelen en taken", "✕ Samen een brief lezen")
    assert "Het gezin wil dit liever niet." in katrien.text()
    assert "✅ Gedaan" not in katrien.buttons()
    await sara.says("/zorgplan")
    await sara.taps("✕ Samen een brief lezen")
    assert "Jij wil dit liever niet. Dat is goed." in sara.text()


async def test_a_changed_line_needs_a_new_yes(town: Town) -> None:
    katrien, sara, _ = await with_a_plan(town)
    await writes_a_goal_and_a_task(katrien)
    await sara.taps("Open het bericht", "Dit is goed voor mij", "Dit is goed voor mij")
    await katrien.taps("Open het zorgplan", "Doelen en taken", "○ Samen een brief lezen", "Tegen wanneer?")
    await katrien.says("31/12")
    assert "Nog niet gestuurd." in katrien.text()
    await sara.says("/zorgplan")
    await sara.taps("✏️ Samen een brief lezen")
    assert "✅ Dit is gedaan" not in sara.buttons()
    await katrien.taps("Naar het zorgplan", "Stuur naar het gezin")
    await sara.taps("Open het bericht", "Dit is goed voor mij", "○ Samen een brief lezen", "✅ Dit is gedaan")
    assert "✅ Dit is gedaan." in sara.text()


async def test_due_days_are_told_the_evening_before_and_the_morning_itself(town: Town) -> None:
    katrien, sara, number = await with_a_plan(town)
    await writes_a_goal_and_a_task(katrien)
    await katrien.taps("Doelen en taken", "Nieuwe taak", "Samen bellen", "De coördinator", "Volgende week")
    await katrien.taps("Naar het zorgplan", "Stuur naar het gezin")
    await sara.taps("Open het bericht", *["Dit is goed voor mij"] * 3)
    await town.passes(timedelta(days=6))
    assert "Er komt een datum dichterbij. Kijk je even?" in sara.all_text()
    assert f"{number}: vandaag staat er iets" not in katrien.all_text()
    await town.passes(DAY)
    assert katrien.all_text().count(f"{number}: vandaag staat er iets in het zorgplan.") == 1
    await town.passes(5 * DAY)
    assert katrien.all_text().count(f"{number}: vandaag staat er iets in het zorgplan.") == 1, "once is enough"
