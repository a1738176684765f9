"""A volunteer who did not report the family is picked for a task: what they read is what the family said yes to."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rehearsal.town import Phone, Town
from storage.tables import audit, care_helper
from tests.stories.people import asks_for_help, begins, claims, number_in
from tests.stories.volunteers import volunteer

DAY = timedelta(days=1)
NEXT_WEEK = "Volgende week"


async def asks_by_phone(phone: Phone) -> str:
    await phone.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
    await phone.says("Sara")
    await phone.taps("Per telefoon")
    await phone.shares_contact()
    await phone.taps("Altijd goed", "Ja, verstuur")
    return number_in(phone.text())


async def picked(town: Town, *, phone: bool = False) -> tuple[Phone, Phone, Phone, str]:
    """Sara came by herself; Katrien picked Vera for a task and asks Sara, who says yes to it; and the number."""
    katrien, vera, sara = await town.coordinator(), await volunteer(town), await begins(town.phone())
    number = await (asks_by_phone(sara) if phone else asks_for_help(sara))
    await claims(katrien, number)
    await katrien.taps(
        "Meld contact", "Ja, er was contact", "Meer", "Zorgplan", "Begin een zorgplan", "Doelen en taken", "Nieuwe taak"
    )
    await katrien.taps("Samen een brief lezen", "Een vrijwilliger", "Vera", NEXT_WEEK)
    await katrien.taps("Naar het zorgplan", "Stuur naar het gezin")
    await sara.taps("Open het bericht")
    assert "Wie: Vera, vrijwilliger. Zeg je ja? Dan leest Vera deze taak." in sara.text()
    assert "taak" not in vera.messages()[-1].text
    await sara.taps("Dit is goed voor mij")
    assert "Mag Vera je daarbij helpen?" in sara.text()
    return katrien, vera, sara, number


async def test_the_task_without_whose_it_is_and_after_a_yes_the_first_name(town: Town) -> None:
    _, vera, sara, number = await picked(town)
    await vera.taps("Bekijk de taak", f"○ {number}, taak 1")
    assert "Samen een brief lezen" in vera.text()
    assert "Je ziet niet voor wie dit is." in vera.text()
    assert "Sara" not in vera.text()
    assert "Ja, met mijn nummer" not in sara.buttons(), "she gave none"
    await sara.taps("Ja, alleen mijn voornaam")
    await town.restart()
    await vera.says("/start")
    await vera.taps("Taken voor jou", f"○ {number}, taak 1")
    assert "Voor Sara. De medewerker brengt jullie samen." in vera.text()

    await sara.says("/mijngegevens")
    await sara.taps("Waar ik ja op zei", "Vrijwilliger bij een taak: ja", "Trek mijn ja in")
    await vera.says("/start")
    assert "Taken voor jou" not in vera.buttons(), "what is taken back is gone"
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(care_helper))).all() == []
        acts = set((await conn.execute(select(audit.c.act))).scalars())
    assert {"read:task", "consent:task"} <= acts


async def test_a_volunteer_is_reminded_cannot_and_the_coordinator_hears_it(town: Town) -> None:
    katrien, vera, sara, number = await picked(town)
    await sara.taps("Nee, liever niet")
    await vera.says("/start")
    assert "Taken voor jou" not in vera.buttons()
    await sara.taps("○ Samen een brief lezen")
    assert "Wie: nog niemand. Vera liever niet, zei jij." in sara.text()
    await sara.taps("Wie helpt je?", "Ja, alleen mijn voornaam")
    told = vera.all_text().count("Er is een taak voor jou.")
    await town.passes(7 * DAY)
    assert vera.all_text().count("Er is een taak voor jou.") == told + 1, "on its day"
    await vera.taps("Bekijk de taak", f"○ {number}, taak 1", "Ik kan niet")
    assert "De medewerker zoekt iemand anders." in vera.text()
    assert f"{number}: een vrijwilliger kan een taak niet doen." in katrien.all_text()
    await katrien.taps("Open het zorgplan", message=katrien.message_with("Open het zorgplan"))
    await katrien.taps("Doelen en taken", "○ Samen een brief lezen")
    assert "Wie: nog niemand. Vera kan dit niet doen." in katrien.text()


async def test_who_leaves_or_pauses_is_not_asked_and_whose_task_it_was_is_told(town: Town) -> None:
    katrien, vera, sara, number = await picked(town)
    await sara.taps("Ja, alleen mijn voornaam")
    mira = await volunteer(town, "Mira")
    await mira.says("/stop")
    await vera.says("/start")
    await vera.says("/wissen")
    await vera.taps("Ja, wis alles")
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(care_helper))).all() == [], "nothing names who erased everything"
    assert f"{number}: een vrijwilliger kan een taak niet doen." in katrien.all_text()
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Zorgplan", "Doelen en taken", "○ Samen een brief lezen")
    assert "Wie: nog niemand. De vrijwilliger kan dit niet doen." in katrien.text()
    await katrien.taps("Wie doet het?")
    await katrien.taps("Een vrijwilliger")
    assert "Er is nu geen vrijwilliger die je hier kan vragen." in katrien.text()
    assert katrien.buttons()[0] == "Iemand anders"


async def test_an_erase_takes_the_task_away(town: Town) -> None:
    _, vera, sara, number = await picked(town, phone=True)
    await sara.taps("Ja, met mijn nummer")
    await vera.taps("Bekijk de taak", f"○ {number}, taak 1")
    assert f"Voor Sara, 0{sara.user.phone[3:6]}" in vera.text() if sara.user.phone else False
    await sara.says("/wissen")
    await sara.taps("Ja, wis alles")
    await vera.says("/start")
    assert "Taken voor jou" not in vera.buttons()
    assert "Sara" not in vera.all_text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(care_helper))).all() == []
