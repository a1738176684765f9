"""A family without a number that does not open its code: its volunteer hears so, and nobody is told that it was
reached."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rehearsal.town import open_town
from tests.stories.files_of_families import adopts
from tests.stories.people import claims, number_in
from tests.stories.volunteers import code_in, reports, volunteer

NEWS = "Er is nieuws over een melding van jou."


async def test_only_the_volunteer_can_bring_the_code_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        katrien, vera, sara = await town.coordinator(), await volunteer(town), town.phone("Sara")
        await reports(vera, number="")
        number, first = number_in(vera.text()), code_in(vera)
        assert "Opent het gezin de code? Dan kan een medewerker schrijven." in vera.text()
        assert "neemt contact op" not in vera.text()

        await claims(katrien, number)
        assert "Er is geen nummer. Vraag het aan de vrijwilliger." in katrien.text()
        await katrien.taps("Schrijf via de bot")
        await katrien.taps(katrien.buttons()[0])
        await katrien.taps(katrien.buttons()[0])
        await katrien.taps("Verstuur")
        assert "Klaar. Het gezin leest dit als het de code opent." in katrien.text()
        assert "De code werkt tot maandag 23/11/2026" in katrien.text()
        assert "Nog geen antwoord" not in katrien.text()
        await katrien.taps("Terug", "Sluit af", "Recht in orde")
        assert "Het gezin zit niet in de bot en krijgt geen bericht." in katrien.text()

        await town.passes(timedelta(days=3))
        assert vera.all_text().count(NEWS) == 1
        assert number not in next(message.text for message in vera.messages() if NEWS in message.text)
        await town.restart()
        await vera.taps("Bekijk de melding")
        assert f"De code van {number} is nog niet geopend." in vera.text()
        await vera.taps("Mijn meldingen")
        assert "wordt opgevolgd. Code nog niet geopend." in vera.text()
        await vera.taps(f"Nieuwe code {number}", "Maak een nieuwe code")
        assert "Hierboven staat een nieuwe code." in vera.text()
        again = code_in(vera)
        assert again != first
        await sara.opens(first)
        assert "Deze link werkt niet meer." in sara.text()

        await adopts(sara, again, keep_helper=None)
        await sara.taps("Open het bericht")
        assert sara.text().startswith("Bericht van je gemeente"), "what was written before is read now"
        await town.passes(timedelta(days=7))
        assert vera.all_text().count(NEWS) == 1, "the code was opened"
        await vera.taps("Mijn meldingen")
        assert "Code nog niet geopend" not in vera.text()


async def test_the_volunteer_hears_it_twice_and_not_of_a_family_with_a_number(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.coordinator()
        vera, piet = await volunteer(town), await volunteer(town, "Piet")
        await reports(vera, number="")
        await reports(piet)
        await town.passes(timedelta(days=14))
        assert vera.all_text().count(NEWS) == 2
        assert NEWS not in piet.all_text()
