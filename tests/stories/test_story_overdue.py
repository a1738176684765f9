"""Figures that nobody checked in time: the coordinators of a municipality are told once a month, and read which."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from followups import BRUSSELS
from rehearsal.town import Phone, Town, open_town
from rights import load_catalogue
from rights.reviewing import overdue
from tests.stories.people import asks_for_help, begins

TOLD = "werden niet op tijd nagekeken."
FRESH = datetime(2019, 9, 16, 8, 0, tzinfo=UTC)
"""Before any figure of the catalogue had to be checked again."""
LONG_AFTER = datetime(2034, 1, 16, 9, 0, tzinfo=UTC)
"""Whoever checks the figures of today: by then all of them are to be checked again."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def late_town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, over_http=True, start=LONG_AFTER) as town:
        yield town


def told(town: Town) -> list[tuple[int | None, datetime]]:
    """Who was told that figures are late, and when on the clock of Brussels."""
    calls = [call for call in town.stand_in.cloud.journal.of("sendMessage") if TOLD in call.params["text"]]
    return [(call.chat, call.time.astimezone(BRUSSELS)) for call in calls]


def days(*when: str) -> list[datetime]:
    return [datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS) for moment in when]


async def every_hour(town: Town, time: timedelta) -> None:
    """Time goes by while the ticker ticks; twelve hours at once show the same as each."""
    for _ in range(time // (12 * HOUR)):
        await town.machine.ticker.tick()
        await town.passes(12 * HOUR)


async def pages(phone: Phone) -> list[str]:
    """Every page of the list, as it reads."""
    read = [phone.text()]
    while "Toon meer" in phone.buttons():
        await phone.taps("Toon meer")
        read.append(phone.text())
    return read


async def test_every_coordinator_is_told_on_the_first_working_morning_and_reads_which_figures(late_town: Town) -> None:
    katrien, bart = await late_town.coordinator(), await late_town.coordinator("Bart")
    await late_town.month_begins()
    assert told(late_town) == [(phone.id, *days("2034-02-01 08:30")) for phone in (katrien, bart)]
    late = overdue(load_catalogue().for_municipality("ninove"), date(2034, 2, 1))
    assert f"Ninove: {len(late)} cijfers {TOLD}" in katrien.text()

    await katrien.taps("Bekijk de cijfers")
    assert "Cijfers van Ninove" in katrien.text()
    read = await pages(katrien)
    lines = [line for page in read for line in page.splitlines() if re.search(r"\d\d/\d\d/\d{4}\.$", line)]
    assert sum(int(n[1]) if (n := re.search(r", (\d+) cijfers: ", line)) else 1 for line in lines) == len(late)
    assert any(line.startswith("Maximumfactuur") for line in lines), "the right that reads them"
    assert any(line.startswith("de inkomensgrens bij je ziekenfonds") for line in lines), "what many rights read"
    assert "maf_low" not in "".join(read)
    checked = [datetime.strptime(line[-11:-1], "%d/%m/%Y").replace(tzinfo=BRUSSELS) for line in lines]
    assert checked == sorted(checked), "what was longest not looked at first"
    await katrien.taps("Naar het begin")
    assert katrien.text() == read[0]
    await katrien.taps("Naar de lijst")
    assert "Aanmeldingen" in katrien.text()


async def test_it_comes_once_a_month_whatever_the_machine_goes_through(late_town: Town) -> None:
    katrien = await late_town.coordinator()
    for _ in range(8):
        await every_hour(late_town, 10 * DAY)
        await late_town.restart()
    mornings = days("2034-02-01 08:30", "2034-03-01 08:30", "2034-04-03 08:30")
    assert told(late_town) == [(katrien.id, morning) for morning in mornings]


async def test_a_machine_that_stood_still_tells_it_once_when_it_is_back(late_town: Town) -> None:
    katrien = await late_town.coordinator()
    await every_hour(late_town, 2 * DAY)
    late_town._set_clock(datetime(2034, 4, 12, 12, 0, tzinfo=UTC))
    await late_town.restart()
    await every_hour(late_town, 3 * DAY)
    assert told(late_town) == [(katrien.id, *days("2034-04-12 14:00"))]
    await late_town.month_begins()
    assert told(late_town)[1:] == [(katrien.id, *days("2034-05-02 08:30"))]


async def test_nobody_is_told_when_all_was_checked_in_time(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, start=FRESH) as town:
        katrien = await town.coordinator()
        before = len(katrien.messages())
        await town.month_begins()
        assert told(town) == []
        assert len(katrien.messages()) == before


async def test_a_family_a_volunteer_and_the_queue_hear_nothing_of_it(late_town: Town) -> None:
    katrien, sara, vera = await late_town.coordinator(), late_town.phone("Sara"), late_town.phone("Vera")
    await vera.opens(await late_town.invitation(role="volunteer"))
    await begins(sara)
    number = await asks_for_help(sara)
    await late_town.month_begins()
    assert {chat for chat, _ in told(late_town)} == {katrien.id}
    [notice] = [message for message in katrien.messages() if TOLD in message.text]
    assert "Sara" not in notice.text
    assert number not in notice.text
    await katrien.says("/start")
    assert "1 open aanmelding" in katrien.text()
