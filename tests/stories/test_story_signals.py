"""What made a right hard: told with a wish to hear of it or without a name, brought to policy, and answered."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rehearsal.town import Phone, Town
from storage.tables import audit
from tests.stories.people import answers_everything, begins, keeps_answers

HOURS, PAPERS = "De uren passen niet", "Te veel papieren"
TELL = "Laat weten wat moeilijk was"
DAY = timedelta(days=1)


async def refused(town: Town, name: str = "Fatima") -> Phone:
    """A mother whose first step was refused, with the offer to tell what was hard on her card."""
    mother = await keeps_answers(await answers_everything(await begins(town.phone(name))), 0)
    await mother.says("/plan")
    await mother.taps(mother.buttons()[0])
    return await mother.taps("Het werd geweigerd")


async def tells(mother: Phone, *, words: str = "", yes: str) -> Phone:
    """Two things were hard; then a yes."""
    await mother.taps(TELL, PAPERS, "Toon meer", HOURS, "Klaar")
    await (mother.says(words) if words else mother.taps("Nee, ga verder"))
    return await mother.taps(yes)


async def rows(town: Town, table: object) -> list[object]:
    async with town.machine.db.write() as conn:
        return list((await conn.execute(select(table))).all())


async def test_a_mother_hears_what_came_of_it(town: Town) -> None:
    katrien, mother = await town.coordinator(), await refused(town)
    await tells(mother, words="Het loket is open als ik werk.", yes="Ja, en laat iets horen")
    assert "Het antwoord komt in deze chat." in mother.text()
    assert "Het loket is open" not in mother.all_text()

    await katrien.says("/signalen")
    assert "1 signaal wacht." in katrien.text()
    assert "te veel stappen en uren" in katrien.text()
    assert "Fatima" not in katrien.all_text()
    await katrien.taps("1")
    assert "Het loket is open als ik werk." in katrien.text()
    await katrien.taps("Naar het beleid gebracht")
    assert "Het is naar het beleid gebracht." in katrien.text()
    await town.restart()
    await katrien.taps("Antwoord geven")
    await katrien.says("Vanaf januari is er ook een avond.")
    assert "Dit leest het gezin:" in katrien.text()
    await katrien.taps("Verstuur")

    await town.passes(DAY)
    assert "avond" not in mother.all_text()
    await mother.taps("Open het bericht", message=mother.message_with("Open het bericht"))
    assert "Antwoord van Ninove:" in mother.text()
    assert "Moeilijk was: Te veel papieren en De uren passen niet." in mother.text()
    await mother.says("/taal")
    await mother.taps("العربية")
    assert "Vanaf januari is er ook een avond." in mother.text()
    assert "الهولندية" in mother.text()
    acts = [row.act for row in await rows(town, audit)]
    assert {"signal", "signal_bring", "signal_answer", "read:one", "read:list"} <= {*acts}
