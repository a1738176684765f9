"""Words of danger over the whole machine: whom to call at once, and not a trace of what was typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from conversations import privacy
from rehearsal.town import Phone, Town
from storage.tables import chat, consent, counter, household
from tests.laws.canary import found_in
from tests.stories.people import answers_everything, asks_for_help, begins, claims, confirmed_group, said_in

HIT = "Mijn man slaat mij, en wuzozamifo heet hij"
CANARY = {"typed": "wuzozamifo"}


async def counted(town: Town) -> dict[str, int]:
    async with town.machine.db.write() as conn:
        return {row.name: row.n for row in await conn.execute(select(counter.c.name, counter.c.n))}


async def households(town: Town) -> list[bool | None]:
    """Whether each household that there is may be kept."""
    async with town.machine.db.write() as conn:
        return list((await conn.execute(select(household.c.kept))).scalars())


def on_disk(folder: Path) -> set[str]:
    """Files that hold what was typed, in whatever form."""
    return {file.name for file in folder.rglob("*") if file.is_file() and found_in(file.read_bytes(), CANARY)}


async def team(town: Town) -> tuple[Phone, int]:
    katrien = town.phone("Katrien")
    await katrien.opens(await town.invitation())
    await katrien.says("Katrien")
    return katrien, await confirmed_group(town, katrien)


async def test_what_was_typed_is_nowhere_and_nobody_is_told(town: Town, tmp_path: Path) -> None:
    katrien, group = await team(town)
    before, told = katrien.all_text(), said_in(town, group)
    nadia = town.phone("Nadia")
    await begins(nadia)
    await nadia.says(HIT)
    assert "1712" in nadia.text()
    assert "wuzozamifo" not in nadia.text()
    await nadia.taps("Wis dit bericht")
    assert "wuzozamifo" not in nadia.all_text(), "also not in the chat"
    await nadia.taps("Ga verder")
    assert "Weet ik niet" in nadia.buttons(), "and the question waited"
    await town.passes(timedelta(hours=2))
    assert (katrien.all_text(), said_in(town, group)) == (before, told)
    assert (await counted(town))["danger:violence:2026-11-16"] == 1
    assert on_disk(tmp_path) == set()


async def test_on_a_yes_the_team_hears_that_it_cannot_wait(town: Town, tmp_path: Path) -> None:
    katrien, _ = await team(town)
    nadia = town.phone("Nadia")
    await begins(nadia)
    await nadia.says(HIT)
    await nadia.taps("👤 Bel mij", "Ja, dat mag")
    await nadia.says("Nadia")
    await nadia.taps("Via deze chat", "Ja, verstuur")
    await katrien.says("/start")
    assert "NIN-26-0001" in "".join(katrien.buttons())
    await claims(katrien, "NIN-26-0001")
    assert "Dringend" in katrien.all_text()
    assert "slaat" not in katrien.all_text(), "she reads that it cannot wait, not what was typed"
    assert on_disk(tmp_path) == set()


async def test_a_coordinator_notes_what_a_family_told(town: Town) -> None:
    katrien, _ = await team(town)
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    await claims(katrien, await asks_for_help(sara))
    await katrien.taps("Lees de notities")
    await katrien.says("Haar man slaat haar. Hij slaat de kinderen niet.")
    assert "1712" not in katrien.text()
    assert "slaat haar" in katrien.all_text()


async def test_a_phone_with_a_pin_still_shows_whom_to_call_and_nothing_else(town: Town) -> None:
    await team(town)
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    await sara.taps("Menu", "Meer", "Code op deze chat")
    await sara.says("2580")
    await sara.says("2580")
    await sara.taps("Ga verder", "Menu", "Verberg dit")
    await sara.says(HIT)
    assert "1712" in sara.text()
    await sara.taps("👤 Bel mij")
    assert "Typ je code" in sara.text()


@pytest.mark.parametrize(("typed", "reads"), [("زوجي يضربني", "1712"), ("أمي فاقدة الوعي", "112")])
async def test_in_an_arabic_chat_too(town: Town, typed: str, reads: str) -> None:
    nour = town.phone("Nour")
    await nour.says("/start")
    await nour.taps("العربية")
    await nour.says(typed)
    assert reads in nour.text()


async def test_a_young_mother_leaves_nothing_until_she_asks(town: Town) -> None:
    await team(town)
    noor = town.phone("Noor")
    await noor.says("/start")
    await noor.taps("Nederlands", "Ik ben jonger dan 18", "13 tot 17 jaar", "Ik verwacht of heb een kind")
    await noor.taps("Geld en werk", "Leefloon")
    assert await households(town) == []
    await noor.taps("👤 Vraag hulp", "Ja, ik wil hulp", "Ninove", "Ik vraag hulp", "Nee, nu niet")
    assert "Jouw rechten" in noor.text()
    assert await households(town) == [], "a second thought leaves nothing either"
    await noor.taps("👤 Vraag hulp", "Ja, ik wil hulp", "Ninove", "Ik vraag hulp", "Ja, dat mag")
    await noor.says("Noor")
    await noor.taps("Via deze chat", "Ja, verstuur")
    assert await households(town) == [False]


async def test_a_wish_is_counted_once_per_chat_and_gone_with_it(town: Town) -> None:
    await team(town)
    ana = town.phone("Ana")
    await ana.says("/start")
    await ana.taps("🌐❓", "Türkçe", "Terug", "Română", "Terug", "Română")
    assert {name: n for name, n in (await counted(town)).items() if name.startswith("wish:") and n} == {"wish:ro": 1}
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(chat.c.wish).where(chat.c.id == ana.id)) == "ro"
    await ana.taps("Nederlands", "Menu", "Meer", "Wis alles", "Ja, wis alles")
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(chat.c.wish).where(chat.c.id == ana.id)) is None


async def test_the_coordinator_reads_which_interpreter(town: Town) -> None:
    katrien, _ = await team(town)
    ana = town.phone("Ana")
    await ana.says("/start")
    await ana.taps("🌐❓", "Română", "👤 Tolk", "Ninove", "Ik vraag hulp", "Ja, dat mag")
    await ana.says("Ana")
    await ana.taps("Per telefoon")
    await ana.shares_contact()
    await ana.taps("Altijd goed", "Ja, verstuur")
    await claims(katrien, "NIN-26-0001")
    assert "Vraagt een tolk: Roemeens." in katrien.all_text()


async def test_the_version_that_was_read_is_kept_with_the_consent(town: Town) -> None:
    await begins(town.phone("Sara"))
    async with town.machine.db.write() as conn:
        versions = set((await conn.execute(select(consent.c.text_version))).scalars())
    assert versions == {privacy.VERSION}
