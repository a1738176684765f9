"""A law: whatever asks to write, and whenever, no family is written to more often than it said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations import nagging
from conversations.context import Context, Told
from followups import first_allowed
from tests.conversations.staff_town import FATIMA, MONDAY, Town

HOURS = st.lists(st.integers(0, 40 * 24), min_size=1, max_size=40)


@cache
def fatima() -> Context:
    town = Town()
    town.family(FATIMA, kept=True)
    return town.context(FATIMA)


def at(pace: str, told: tuple[Told, ...], now: datetime) -> Context:
    family = fatima().household
    assert family is not None
    lately = tuple(one for one in told if one.at > now - nagging.COUNTED_FOR)
    return replace(fatima(), household=replace(family, pace=pace), told=lately, now=now)


@pytest.mark.parametrize("pace", ["", *nagging.PACES])
@given(moments=HOURS)
def test_what_asks_to_write_waits_until_it_fits(pace: str, moments: list[int]) -> None:
    """Each asks at its moment; one that does not fit asks again at the moment it is given, and not before."""
    most, days, _ = nagging.PACES[pace or nagging.USUAL]
    told: tuple[Told, ...] = ()
    waiting = sorted(first_allowed(MONDAY + timedelta(hours=hour)) for hour in moments)
    end = MONDAY + timedelta(days=200)
    while waiting:
        now = waiting.pop(0)
        free = nagging.free_at(at(pace, told, now))
        if free is None or free > end:
            continue
        if free > now:
            waiting = sorted([*waiting, free])
        else:
            told = (*told, Told("outcomes", now))
    assert most > 0 or not told
    for first, over in zip(told, told[most:], strict=False):
        assert over.at - first.at >= timedelta(days=days)


def test_a_family_that_was_not_written_to_can_be_written_to_at_once() -> None:
    assert nagging.free_at(at("", (), MONDAY)) == MONDAY


def test_one_that_was_written_to_twice_this_week_waits_until_the_first_is_a_week_ago() -> None:
    told = (Told("deadline", MONDAY - timedelta(days=3)), Told("outcomes", MONDAY - timedelta(days=1)))
    free = nagging.free_at(at("", told, MONDAY))
    assert free is not None
    assert free - told[0].at >= timedelta(days=7)
