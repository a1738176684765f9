"""A family and its coordinator make a plan together: the family says yes or no to each line of it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rehearsal.town import Phone, Town
from storage.tables import careplan
from tests.laws.canary import in_files
from tests.stories.people import asks_for_help, begins, claims, closes
from tests.stories.test_story_own_data import files_in, takes_all

DAY = timedelta(days=1)


async def with_a_plan(town: Town) -> tuple[Phone, Phone, str]:
    """Katrien, who has the request of Sara open and begins a care plan; Sara; and the number."""
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await katrien.taps("Meld contact", "Ja, er was contact", "Meer", "Zorgplan", "Begin een zorgplan")
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
    await sara.taps("Dit wil ik liever niet")
    assert "Dank je. Je medewerker leest dit." in sara.text()
    assert f"{number}: het gezin antwoordde op het zorgplan." in katrien.messages()[-1].text
    await katrien.taps("Open het zorgplan", "Doelen en taken", "✕ Samen een brief lezen")
    assert "Het gezin wil dit liever niet." in katrien.text()
    assert "✅ Gedaan" not in katrien.buttons()
    await sara.says("/zorgplan")
    await sara.taps("✕ Samen een brief lezen")
    assert "Jij wil dit liever niet. Dat is goed." in sara.text()
    await sara.taps("Terug", "📄 Op papier")
    await katrien.taps("Naar de regels", "📄 Op papier")
    for phone in (sara, katrien):
        assert "Hierboven staat het plan op papier." in phone.text()
        assert [name.endswith(".pdf") for name in files_in(phone)] == [True]
    await town.passes(timedelta(minutes=16))
    assert not files_in(katrien), "it goes from the chat of staff again"


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


async def test_a_family_wishes_something_itself_and_reads_its_plan_in_its_own_data(town: Town) -> None:
    katrien, sara, number = await with_a_plan(town)
    await sara.says("/zorgplan")
    await sara.taps("Wat wil jij?")
    await sara.says("Een fiets voor de oudste")
    assert "Dit staat nu in je plan." in sara.text()
    assert "Een fiets voor de oudste" not in [message.text for message in sara.messages() if not message.from_bot]
    assert f"{number}: het gezin antwoordde op het zorgplan." in katrien.messages()[-1].text
    await katrien.taps("Open het zorgplan", "Doelen en taken", "○ Een fiets voor de oudste")
    assert "Het gezin zei ja." in katrien.text()
    await closes(await claimed(katrien, number))
    await sara.says("/zorgplan")
    assert "Er is nu geen zorgplan." in sara.text()
    told = await takes_all(sara)
    assert told.household is not None
    plan = told.household.requests[0].care_plan
    assert plan is not None
    assert [line.own.text for line in plan.lines if line.own] == ["Een fiets voor de oudste"]
    assert "Een fiets voor de oudste" in files_in(sara)["bestand.txt"].decode()
    assert not in_files(town.folder, {"wish": "Een fiets voor de oudste"}), "it is sealed on disk"
    await sara.says("/wissen")
    await sara.taps("Ja, wis alles")
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(careplan))).all() == []


async def claimed(katrien: Phone, number: str) -> Phone:
    """The request that she has, opened anew."""
    await katrien.says("/start")
    return await katrien.taps(number)


async def test_a_consultation_on_a_day_that_suits(town: Town) -> None:
    katrien, sara, _ = await with_a_plan(town)
    await katrien.taps("Overleg", "Wie komt er?")
    await katrien.says("CAW Oost-Vlaanderen")
    await katrien.taps("Naar het overleg", "Welke dagen?")
    await katrien.says("24/11 14u")
    await katrien.says("een dag")
    assert "Dat lukt niet." in katrien.text()
    await katrien.says("26/11 9:30")
    await katrien.taps("Naar het overleg", "Vraag het gezin")
    await sara.taps("Open het bericht", "donderdag 26/11")
    await sara.taps("Klaar")
    await katrien.taps("Open het zorgplan", "Overleg", "Wie komt er?", "CAW Oost-Vlaanderen", "donderdag 26/11")
    await katrien.taps("Naar het overleg", "Kies de dag")
    assert "past voor 2, ook voor het gezin." in katrien.text()
    await katrien.taps("donderdag 26/11")
    await sara.taps("Open het bericht", "Waarover praten we?")
    await sara.says("Over de school")
    await katrien.taps("Open het zorgplan", "Overleg", "Waarover?")
    assert "Over de school" in katrien.text()
    await katrien.taps("Naar het overleg", "Het overleg is geweest")
    assert "Zet wie wat doet als taak in het plan." in katrien.text()
    await katrien.taps("Welke dagen?")
    await katrien.says("1/12 10u")
    await katrien.says("2/12 10u")
    await katrien.taps("Naar het overleg", "Vraag het gezin", "Het gaat niet door")
    await sara.taps("Open het bericht")
    assert "Het overleg gaat niet door." in sara.text()


async def test_a_trajectory_is_looked_at_again_and_goes_on_with_a_yes(town: Town) -> None:
    katrien, sara, number = await with_a_plan(town)
    await katrien.taps("Fase", "Rechtenrapport")
    await katrien.says("20/11")
    assert "vrijdag 20/11" in katrien.text()
    await katrien.taps("Naar het zorgplan", "Traject", "Duurt 6 maanden")
    await town.passes(100 * DAY)
    assert f"{number}: het is tijd om samen terug te kijken." in katrien.all_text()
    await sara.taps("Open de vraag", "Ik wil iets veranderen")
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Zorgplan", "Wat het gezin zei")
    assert "Ik wil iets veranderen" in katrien.text()
    await town.passes(100 * DAY)
    assert f"{number}: het traject is om." in katrien.all_text()
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Zorgplan", "Vraag om verder te gaan")
    await sara.taps("Open het bericht", "Ja, ik wil verder")
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Zorgplan")
    assert "Fase: Kennismaken, sinds" in katrien.text()


async def test_a_colleague_reads_and_does_nothing(town: Town) -> None:
    katrien, _, number = await with_a_plan(town)
    await writes_a_goal_and_a_task(katrien)
    bart = await town.coordinator("Bart")
    await bart.says("/start")
    await bart.taps(number, "Meer", "Zorgplan")
    assert not {"Stuur naar het gezin", "Vraag om verder te gaan"} & {*bart.buttons()}
    await bart.taps("Doelen en taken")
    assert not {"Nieuw doel", "Nieuwe taak"} & {*bart.buttons()}
    await bart.taps("❓ Samen een brief lezen")
    assert bart.buttons() == ["Naar de regels", "Naar het zorgplan", "Menu"]
    await bart.says("Toch iets anders")
    assert "Toch iets anders" not in bart.text()
