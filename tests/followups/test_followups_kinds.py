"""Every promise has a date, and staff cannot silence a check on staff."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followups import BRUSSELS, KINDS, NaiveMoment, UnknownKind, due_at, expired, fence, first_allowed, kind_named

START = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=3650)).map(lambda passed: START + passed)
names = st.sampled_from(sorted(KINDS))


def brussels(text: str) -> datetime:
    """A moment as people in Brussels write it."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("name", "since", "due"),
    [
        ("resume", "2026-11-18 19:30", "2026-11-19 19:30"),  # left on Wednesday evening
        ("resume", "2026-11-18 23:30", "2026-11-20 08:30"),  # left in the night
        ("resume", "2026-11-21 10:00", "2026-11-23 08:30"),  # left on Saturday: not on Sunday
        ("contacted", "2026-11-16 10:00", "2026-11-19 10:00"),
        ("contacted", "2026-11-19 10:00", "2026-11-23 08:30"),  # three days on is a Sunday
        ("unclaimed_1", "2026-11-20 15:00", "2026-11-23 15:00"),
        ("unclaimed_1", "2026-11-21 15:00", "2026-11-24 08:30"),  # asked on Saturday: Monday counts, Tuesday morning
        ("unclaimed_2", "2026-11-20 15:00", "2026-11-24 15:00"),
        ("step_open", "2026-11-20 15:00", "2026-12-04 15:00"),
        ("step_open", "2026-12-11 15:00", "2026-12-26 08:30"),  # not on Christmas
        ("deadline", "2026-12-24 08:00", "2026-12-24 09:00"),
        ("deadline", "2026-12-25 08:00", "2026-12-26 08:30"),  # a week before New Year's Day is Christmas
        ("dates", "2026-11-20 23:00", "2026-12-04 23:00"),  # a look, without a message
        ("wipe", "2026-11-21 23:00", "2026-11-28 23:00"),  # no message, so no quiet hours
        ("neutralise", "2026-11-22 23:50", "2026-11-23 00:05"),
        ("figures", "2026-11-20 15:00", "2026-12-01 08:30"),
        ("figures", "2026-12-01 08:29", "2027-01-04 08:30"),  # that of December was promised in November
        ("figures", "2026-12-31 23:59", "2027-01-04 08:30"),  # after New Year's Day and a weekend
        ("figures", "2027-04-30 12:00", "2027-05-03 08:30"),  # the first of May
        ("housekeeping", "2026-11-22 02:00", "2026-11-22 03:00"),
    ],
)
def test_when_a_promise_is_kept(name: str, since: str, due: str) -> None:
    assert due_at(name, brussels(since)) == brussels(due)


@given(names, moments)
def test_what_nobody_asked_for_is_due_in_the_day(name: str, since: datetime) -> None:
    due = due_at(name, since)
    assert due > since
    assert due.tzinfo is UTC
    if KINDS[name].unasked:
        assert first_allowed(due) == due
        assert time(8, 30) <= due.astimezone(BRUSSELS).time() < time(20, 0)


@given(names, moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_who_asked_first_is_followed_up_first(name: str, since: datetime, later: timedelta) -> None:
    assert due_at(name, since) <= due_at(name, since + later)


@given(names, moments)
def test_only_an_informational_reminder_expires(name: str, since: datetime) -> None:
    due = due_at(name, since)
    assert not expired(name, due, due + timedelta(days=2))
    assert expired(name, due, due + timedelta(days=2, seconds=1)) == (name in {"resume", "digest", "week"})


def test_an_unknown_kind_says_which_are_known() -> None:
    with pytest.raises(UnknownKind, match=r"'birthday'; known are resume, contacted"):
        kind_named("birthday")


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        due_at("wipe", datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001 - the naive moment is the point


parts = st.lists(st.text() | st.integers(), max_size=4)


@given(parts, parts)
def test_a_fence_holds_for_its_own_state_only(made_for: list[str | int], now: list[str | int]) -> None:
    same = [str(part) for part in made_for] == [str(part) for part in now]
    assert (fence(*made_for) == fence(*now)) == same
    assert len(fence(*now)) == 16


def test_a_fence_does_not_run_parts_together() -> None:
    assert fence("a", "bc") != fence("ab", "c")
    assert fence(7, "x") == fence("7", "x")
