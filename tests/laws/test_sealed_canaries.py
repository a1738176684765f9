"""Before the family's yes nobody can read a sealed report: not with every byte of every file and the master key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.town import Phone, Town, open_town
from tests.laws.canary import Canaries, found_in, in_files
from tests.laws.thief import Thief
from tests.stories.people import begins
from tests.stories.volunteers import code_in, volunteer


@dataclass
class Sealing:
    """A volunteer, a family, and what the one writes about the other."""

    town: Town
    vera: Phone
    told: dict[str, str]
    sara: Phone = field(init=False)

    def __post_init__(self) -> None:
        self.sara = self.town.phone("S", phone="+32499887766")

    async def writes(self) -> None:
        """Up to the last look at the report."""
        await self.vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
        await self.vera.says(self.told["first_name"])
        await self.vera.says(self.told["phone"])
        await self.vera.taps("Eten of luiers", "Verder")
        await self.vera.says(self.told["words"])

    async def seals(self) -> str:
        """Closes it; returns the link."""
        await self.vera.taps("Sluit het briefje")
        link = code_in(self.vera)
        self.told["token"] = link.rpartition("=")[2]
        return link

    def stolen(self) -> set[str]:
        """What a thief reads now."""
        return Thief(self.town.folder).reads(self.told)


async def sealing(town: Town) -> Sealing:
    """Everybody is there, and nothing was written yet."""
    canaries = Canaries()
    await town.coordinator(canaries.staff_name)
    told = {"first_name": canaries.first_name, "phone": canaries.phone, "words": canaries.note}
    return Sealing(town, await volunteer(town), told)


async def test_a_sealed_report_is_unreadable_from_the_moment_it_is_closed(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.writes()
        assert it.stolen() == {"first_name", "phone", "words"}, "until then the thief reads along: the search works"
        await it.seals()
        assert it.stolen() == set()
        assert it.vera.text().startswith("🔒 Het briefje is dicht")
        assert not found_in(it.vera.all_text(), {name: it.told[name] for name in ("first_name", "phone", "words")})


async def test_opening_the_link_changes_nothing_of_that_nor_does_what_the_family_types(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.writes()
        await it.sara.opens(await it.seals())
        assert it.stolen() == set(), "asked for a language"
        await it.sara.taps("Nederlands")
        assert it.told["first_name"] in it.sara.text()
        await it.sara.taps("Lees de tekst")
        assert it.told["words"] in it.sara.text()
        assert it.stolen() == set()
        changed = Canaries()
        it.told |= {"new_name": changed.first_name, "new_phone": changed.phone}
        await it.sara.taps("Kies ja of nee", "Verander naam of nummer", "Mijn voornaam")
        await it.sara.says("4 cijfers")
        await it.sara.says(changed.first_name)
        await it.sara.taps("Verander naam of nummer", "Mijn nummer")
        await it.sara.says(changed.phone)
        await it.sara.taps("Terug")
        assert changed.first_name in it.sara.text()
        assert it.stolen() == set(), "changed, and still sealed"
        await it.sara.taps("Kies ja of nee", "Ja, geef door")
        assert it.stolen() == {"new_name", "new_phone", "words"}, "from the yes on it is a request like any other"


async def test_nor_does_a_restart(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.writes()
        link = await it.seals()
        await it.sara.opens(link)
        await it.sara.taps("Nederlands")
        await town.restart()
        await it.sara.says("/menu")
        await it.sara.taps("Terug")
        assert it.told["first_name"] not in it.sara.text()
        assert "Open de link nog eens" in it.sara.text(), "the program forgot the link, as it should"
        await it.sara.opens(link)
        assert it.told["first_name"] in it.sara.text()
        assert it.stolen() == set()


@pytest.mark.parametrize("away", ["Gooi dit weg", "Menu"])
async def test_a_report_that_is_thrown_away_or_left_is_gone(tmp_path: Path, away: str) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.writes()
        await it.vera.taps(away)
        if away == "Menu":
            assert it.stolen() == {"first_name", "phone", "words"}, "the menu leads back to it"
            await it.vera.taps("Naar mijn taken")
        assert it.stolen() == set()


async def test_a_no_and_two_weeks_without_an_answer_leave_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.writes()
        link = await it.seals()
        await it.sara.opens(link)
        await it.sara.taps("Nederlands", "Kies ja of nee", "Nee, wis het")
        assert it.stolen() == set()
        await it.vera.taps("Naar mijn taken")
        await it.writes()
        late = await it.seals()
        await town.passes(timedelta(days=15))
        assert in_files(town.folder, it.told) == {}
        await it.sara.opens(late)
        assert it.told["first_name"] not in it.sara.all_text()
        assert "Deze link werkt niet meer." in it.sara.text()


async def test_a_link_that_is_opened_in_a_shut_chat_leaves_no_trace(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.writes()
        await begins(it.sara)
        await it.sara.taps("Menu", "Meer", "Code op deze chat")
        await it.sara.says("2580")
        await it.sara.says("2580")
        await it.sara.taps("Menu", "Verberg dit")
        await it.sara.opens(await it.seals())
        assert "Typ je code" in it.sara.text()
        assert it.stolen() == set()


async def test_a_report_that_a_phone_hides_by_itself_is_gone(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        it = await sealing(town)
        await it.vera.taps("Menu", "Code op deze chat")
        await it.vera.says("2580")
        await it.vera.says("2580")
        await it.vera.taps("Ga verder")
        await it.writes()
        assert it.stolen() == {"first_name", "phone", "words"}
        await town.passes(timedelta(minutes=16))
        assert it.vera.text() == "Tot straks."
        assert it.stolen() == set()
