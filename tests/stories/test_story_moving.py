"""A family from a town that the bot does not serve, and one that moves while somebody helps it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.town import Town, open_town
from tests.stories.files_of_families import adopts
from tests.stories.people import answers_everything, asks_for_help, begins, claims
from tests.stories.volunteers import code_in, reports, volunteer

TO_MOVE = ("Menu", "Meer", "Er is iets veranderd", "🏠 Verhuisd", "Nee, andere gemeente")
"""The way of a family that answered something."""


@pytest.fixture
async def two_towns(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, over_http=True, served=("ninove", "denderleeuw")) as town:
        yield town


async def test_who_lives_elsewhere_finds_what_holds_everywhere_and_passes_nothing_on(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    await begins(sara, town="Een andere gemeente")
    await answers_everything(sara)
    assert "Wat we vonden" in sara.text()
    await sara.taps("Menu", "👤 Vraag hulp")
    assert "Ik geef niets door" in sara.text()
    assert "elsewhere" not in sara.all_text()


async def test_a_request_is_passed_on_to_the_new_town(two_towns: Town) -> None:
    town = two_towns
    katrien = await town.coordinator()
    dirk = await town.coordinator("Dirk", "denderleeuw")
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)

    await sara.taps(*TO_MOVE, "Denderleeuw")
    assert "Mag ik die vraag doorgeven?" in sara.text()
    await sara.taps("Ja, geef door")
    assert "doorgegeven aan Denderleeuw" in sara.text()
    assert f"{number}: het gezin is verhuisd" in katrien.all_text()
    await katrien.says("/start")
    assert number not in katrien.text()
    await dirk.says("/start")
    await dirk.taps("DEN-26-0001")
    assert "Sara" in dirk.text()


async def test_a_request_ends_where_nobody_helps(two_towns: Town) -> None:
    town = two_towns
    katrien = await town.coordinator()
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    number = await asks_for_help(sara)
    await sara.taps(*TO_MOVE, "Een andere gemeente")
    assert "Die vraag stopt dan." in sara.text()
    await sara.taps("Ja, stop mijn vraag", "Ga verder")
    assert "Wat we vonden" in sara.text()
    await katrien.says("/start")
    assert number not in katrien.text()


async def test_a_mistaken_tap_changes_nothing(two_towns: Town) -> None:
    sara = two_towns.phone("Sara")
    await begins(sara)
    await sara.taps("Menu", "Meer", "🏠 Verhuisd", "Denderleeuw", "Nee, niet verhuisd")
    await sara.taps("Menu", "Meer", "🏠 Verhuisd")
    assert "Ninove" not in sara.buttons(), "she still lives there"


async def test_what_a_volunteer_wrote_goes_along_and_the_volunteer_hears_of_it_as_before(two_towns: Town) -> None:
    town = two_towns
    await town.coordinator()
    dirk = await town.coordinator("Dirk", "denderleeuw")
    vera, sara = await volunteer(town), town.phone("Sara")
    await reports(vera, words="Er is een brief van de kinderbijslag.")
    await adopts(sara, code_in(vera), keep_helper=None)
    await sara.taps("Menu", "Meer", "🏠 Verhuisd", "Denderleeuw", "Ja, geef door")
    await dirk.says("/start")
    await dirk.taps("DEN-26-0001", "Neem dit op je", "Lees wat nodig is")
    assert "kinderbijslag" in dirk.text()
    assert "Goed nieuws: iemand volgt een melding van jou op." in vera.all_text()
