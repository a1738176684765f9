"""A last safe day comes near: a family that let us keep its answers is told in time, in words that tell nobody else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from followups import BRUSSELS
from rehearsal.town import Phone, Town
from tests.stories.people import NOTHING, answers_everything, begins, keeps_answers

DELIVERED = "Deze week"
NEAR = "Er komt een datum dichterbij."
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def screened(phone: Phone) -> Phone:
    """A family that had heating oil delivered this week, and answered everything."""
    await begins(phone)
    for _ in range(80):
        if DELIVERED in phone.buttons():
            await phone.taps(DELIVERED)
            return await answers_everything(phone)
        nothing = next((label for label in phone.buttons() if label in NOTHING), None)
        await phone.taps(nothing or phone.buttons()[0])
    raise AssertionError("nobody asked about the heating")


async def kept(phone: Phone) -> Phone:
    """The same, whose answers may be kept."""
    return await keeps_answers(await screened(phone))


def days_named(text: str) -> list[datetime]:
    """The days on a card, at midnight in Brussels."""
    found = re.findall(r"(\d\d)/(\d\d)/(\d{4})", text)
    return [datetime(int(year), int(month), int(day), tzinfo=BRUSSELS) for day, month, year in found]


async def first_told(town: Town, phone: Phone, most: int = 70) -> datetime:
    """When the family is told, day by day."""
    for _ in range(most):
        if NEAR in phone.all_text():
            calls = [c for c in town.stand_in.cloud.journal.of("sendMessage") if NEAR in c.params["text"]]
            return calls[0].time
        await town.passes(DAY)
    raise AssertionError("no date ever came near")


async def test_a_family_is_told_a_week_before_a_last_safe_day_and_reads_which(town: Town) -> None:
    sara = await kept(town.phone("Sara"))
    told = await first_told(town, sara)
    assert "ten laatste" not in sara.all_text().split(NEAR)[-1], "the message itself says nothing of the family"
    await sara.taps("Bekijk de datum")
    nearest, *_ = days_named(sara.text())
    left = nearest.date() - told.astimezone(BRUSSELS).date()
    assert timedelta(days=4) <= left <= timedelta(days=7), f"told on {told}, the day is {nearest}"
    await sara.taps(sara.buttons()[0])
    await sara.taps("Wat doe ik")
    assert nearest in days_named(sara.text()), "the card of the right names the same day"
    await sara.taps("Terug")
    assert nearest in days_named(sara.text()), "back to the dates"


async def test_each_day_is_told_once_and_survives_a_restart(town: Town) -> None:
    sara = await kept(town.phone("Sara"))
    await town.restart()
    told = await first_told(town, sara)
    await town.restart()
    await town.passes(2 * DAY)
    calls = [c for c in town.stand_in.cloud.journal.of("sendMessage") if NEAR in c.params["text"]]
    assert [call.time for call in calls] == [told]


@pytest.mark.parametrize("quiet", ["no", "stop"])
async def test_who_said_no_or_stop_is_not_told(town: Town, quiet: str) -> None:
    sara, omar = await kept(town.phone("Sara")), town.phone("Omar")
    if quiet == "stop":
        await kept(omar)
        await omar.says("/stop")
    else:
        await screened(omar)
        await omar.taps("Verder", "Nee, bewaar ze niet")
    await first_told(town, sara)
    await town.passes(DAY)
    assert NEAR not in omar.all_text()


async def test_nothing_is_said_of_dates_before_the_week_begins(town: Town) -> None:
    sara = await kept(town.phone("Sara"))
    asked = town.clock.now()
    assert asked < datetime(2026, 12, 1, tzinfo=UTC)
    await town.passes(HOUR - timedelta(minutes=1))
    assert NEAR not in sara.all_text()
