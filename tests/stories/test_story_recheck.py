"""A family that said yes is looked at again: it hears once of what is new and why, and nobody else hears anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rehearsal.figures import raised
from rehearsal.town import Phone, Town, open_town
from rights import Catalogue, load_catalogue
from rights.screening import Described, go_through
from storage.tables import consent, household, watch, work
from tests.laws.canary import in_files
from tests.stories.files_of_families import adopts, gives, helps, in_dutch, takes_up
from tests.stories.people import begins
from tests.stories.test_story_households import answers_as

NEW = "Er is iets nieuws over je rechten."
YES, NO = "Ja, kijk opnieuw", "Nee, dank je"
DAY = timedelta(days=1)
TODAY = date(2026, 11, 16)
CEILING = "st_ceiling_mid"
HAVE = ("leefloon", "ivt_it_igo", "verhoogde_tegemoetkoming", "out_of_work", "debts", "self_employed", "student")
SPECIAL = ("extra_needs", "any_care", "foster", "orphan")


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def with_income(income: int | None, born: date = date(2019, 5, 5)) -> Described:
    """Two working parents with one child, and one income, or none that they tell."""
    facts = {"pregnant": "no", "papers": "in_order", "employee": "yes", "home": "own", "heating": "other"}
    nothing = dict.fromkeys((*HAVE, *SPECIAL), "no")
    amounts = {"adults": Decimal(2), "wage": Decimal(3000), **({"income_year": Decimal(income)} if income else {})}
    return Described("ninove", {**facts, **nothing, **amounts, "income_drop": "no"}, ({"birth": born},))


BABY = with_income(None, date(2023, 12, 5))
"""Three years old in December."""


async def kept(phone: Phone, family: Described, again: str = YES, follows: int = 0) -> Phone:
    """A family that answered everything and lets us keep it; whether it may be looked at again is `again`."""
    await begins(phone)
    await answers_as(phone, go_through(catalogue().for_municipality("ninove"), family, TODAY))
    await phone.taps("Verder", "Ja, bewaar ze")
    for place in range(follows):
        await phone.taps(phone.buttons()[place])
    return await phone.taps("Klaar", again)


def times_told(town: Town, phone: Phone) -> list[datetime]:
    """When the family was told that there is something new."""
    sent = town.stand_in.cloud.journal.of("sendMessage")
    return [call.time for call in sent if NEW in call.params["text"] and int(call.params["chat_id"]) == phone.id]


async def test_a_baby_turns_three_and_the_family_hears_it_once(town: Town) -> None:
    nadia, emre = await kept(town.phone("Nadia"), BABY), await kept(town.phone("Emre"), BABY, NO)
    await town.passes(14 * DAY)
    assert times_told(town, nadia) == []
    await town.restart()
    await town.passes(2 * DAY)
    [told] = times_told(town, nadia)
    assert told.date() == date(2026, 12, 1)
    assert "3 jaar" not in nadia.all_text(), "the message itself says nothing of the family"
    await nadia.taps("Bekijk het nieuws")
    assert "Kleutertoeslag: je kind wordt 3 jaar." in nadia.text()
    await town.passes(60 * DAY)
    assert times_told(town, nadia) == [told]
    assert times_told(town, emre) == []


@pytest.mark.parametrize("how", ["withdrawn", "not kept"])
async def test_who_takes_the_yes_back_hears_nothing(town: Town, how: str) -> None:
    nadia = await kept(town.phone("Nadia"), with_income(54_500, date(2023, 12, 5)))
    assert await rows(town) > 0
    await nadia.says("/mijngegevens")
    await nadia.taps("Waar ik ja op zei")
    await nadia.taps("Later opnieuw kijken" if how == "withdrawn" else "Antwoorden bewaren", "Trek mijn ja in")
    assert await rows(town) == 0
    async with town.machine.db.write() as conn:
        asked = select(consent.c.given).where(consent.c.purpose == "recheck").order_by(consent.c.id)
        assert list((await conn.execute(asked)).scalars()) == [True, False]
    await town.passes(20 * DAY)
    assert times_told(town, nadia) == []


async def test_after_stop_nothing_is_said_and_after_start_it_is_told_all_the_same(town: Town) -> None:
    nadia = await kept(town.phone("Nadia"), BABY)
    await nadia.says("/stop")
    await town.passes(20 * DAY)
    assert times_told(town, nadia) == []
    await nadia.says("/start")
    await town.passes(40 * DAY)
    assert len(times_told(town, nadia)) == 1


@pytest.mark.reads_the_file
async def test_after_an_erase_no_index_row_is_left_in_the_files(town: Town) -> None:
    nadia = await kept(town.phone("Nadia"), with_income(54_500))
    async with town.machine.db.write() as conn:
        marks = {mark: mark for mark in (await conn.execute(select(watch.c.mark))).scalars()}
    assert marks
    assert in_files(town.folder, marks), "a search that cannot find proves nothing"
    await nadia.says("/wissen")
    await nadia.taps("Ja, wis alles")
    await town.restart()
    assert not in_files(town.folder, marks)
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(household.c.id))).all() == []
        assert (await conn.execute(select(work.c.id).where(work.c.kind == "recheck"))).all() == []


async def rows(town: Town) -> int:
    async with town.machine.db.write() as conn:
        return int(await conn.scalar(select(func.count()).select_from(watch)) or 0)


async def looks(town: Town) -> int:
    """How many households were looked at again until now."""
    async with town.machine.db.write() as conn:
        done = select(func.count()).where(work.c.kind == "recheck", work.c.state == "done")
        return int(await conn.scalar(done) or 0)


async def test_a_higher_limit_reaches_the_family_that_it_touches_and_no_other(town: Town) -> None:
    near = await kept(town.phone("Nadia"), with_income(54_500))
    low = await kept(town.phone("Omar"), with_income(20_000))
    said_no = await kept(town.phone("Emre"), with_income(54_500), NO)
    await town.passes(2 * DAY)
    before = await looks(town)
    await town.restart(catalogue=raised(catalogue(), {CEILING: Decimal("1.1")}, date(2026, 11, 18)))
    await town.passes(DAY)
    assert await looks(town) == before + 1
    [told] = times_told(town, near)
    await near.taps("Bekijk het nieuws")
    assert "sinds woensdag 18/11/2026 is de grens hoger" in near.text()
    assert times_told(town, low) == times_told(town, said_no) == []
    await town.restart()
    await town.passes(2 * DAY)
    assert times_told(town, near) == [told], "a start without a change tells nothing"


async def test_what_is_new_within_a_month_waits_for_the_next(town: Town) -> None:
    near = await kept(town.phone("Nadia"), with_income(54_500, date(2023, 12, 5)))
    await town.passes(DAY)
    await town.restart(catalogue=raised(catalogue(), {CEILING: Decimal("1.1")}, TODAY + DAY))
    await town.passes(2 * DAY)
    [first] = times_told(town, near)
    await town.passes(45 * DAY)
    [_, second] = times_told(town, near)
    assert second - first >= timedelta(days=29)
    await near.taps("Bekijk het nieuws", message=near.message_with("Bekijk het nieuws"))
    assert "je kind wordt 3 jaar" in near.text()


async def test_it_gives_way_to_another_message_of_the_same_day(tmp_path: Path) -> None:
    start = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)  # two weeks before the first day of December
    async with open_town(tmp_path, start=start, over_http=True) as town:
        nadia = await kept(town.phone("Nadia"), BABY, follows=1)
        await town.passes(20 * DAY)
        sent = [c for c in town.stand_in.cloud.journal.of("sendMessage") if c.time > start + DAY]
        days = [call.time.date() for call in sent]
        assert "Ik beloofde te vragen hoe het ging." in nadia.all_text()
        assert times_told(town, nadia)[0].date() == date(2026, 12, 2)
        assert len(days) == len(set(days)), "never two on one day"


async def test_that_a_new_year_begins_is_no_news(town: Town) -> None:
    """A limit that was known when the family looked itself is not *higher since*, however old its figure grows."""
    near = [await kept(town.phone(f"Nadia{n}"), with_income(n)) for n in (48_000, 55_000)]
    await town.passes(60 * DAY)
    assert [times_told(town, phone) for phone in near] == [[], []]


async def test_who_helps_does_not_take_the_look_away_from_the_family(town: Town) -> None:
    ines, nadia = await in_dutch(town.phone("Ines")), town.phone("Nadia")
    await helps(ines, "Het gezin")
    await answers_as(ines, go_through(catalogue().for_municipality("ninove"), BABY, TODAY))
    await ines.taps("Verder", "Ja, bewaar ze", "Klaar", YES)
    await adopts(nadia, await gives(ines))
    await takes_up(ines, "Het gezin")
    await ines.says("/antwoorden")
    await ines.taps(ines.buttons()[0])
    await ines.taps(ines.buttons()[0])
    await ines.taps(ines.buttons()[0])
    await town.passes(20 * DAY)
    assert len(times_told(town, nadia)) == 1
    assert times_told(town, ines) == []
