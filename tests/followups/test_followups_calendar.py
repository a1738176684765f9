"""People are left in peace at night, on Sundays and on holidays; offices count in working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from followups import BRUSSELS, NaiveMoment, add_working_days, first_allowed, is_working_day, late

# The ten legal holidays of 2026 and 2027, written out by hand and not through the package that is under test.
HOLIDAYS = {
    date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 21),
    date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 17), date(2027, 7, 21),
    date(2027, 8, 15), date(2027, 11, 1), date(2027, 11, 11), date(2027, 12, 25),
}  # fmt: skip

START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=720)).map(lambda passed: START + passed)


def brussels(text: str) -> datetime:
    """A moment as people in Brussels write it, such as "2026-11-20 15:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@given(moments)
@example(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))  # the night in which 02:30 does not exist
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))  # the night in which 02:30 comes twice: the first
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))  # and the second
@example(datetime(2027, 3, 27, 19, 0, tzinfo=UTC))  # Easter Saturday evening, before a night that loses an hour
@example(datetime(2026, 10, 31, 19, 0, tzinfo=UTC))  # 1 November 2026 is both a holiday and a Sunday
def test_nothing_unasked_at_night_on_sundays_or_on_holidays(moment: datetime) -> None:
    allowed = first_allowed(moment)
    local = allowed.astimezone(BRUSSELS)
    assert time(8, 30) <= local.time() < time(20, 0)
    assert local.strftime("%A") != "Sunday"
    assert local.date() not in HOLIDAYS
    assert allowed >= moment
    assert allowed.tzinfo is UTC
    assert first_allowed(allowed) == allowed


@given(moments)
def test_what_is_allowed_now_is_not_put_off(moment: datetime) -> None:
    local = moment.astimezone(BRUSSELS)
    peaceful = local.weekday() == 6 or local.date() in HOLIDAYS or not time(8, 30) <= local.time() < time(20, 0)
    assert (first_allowed(moment) > moment) == peaceful


@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)), st.integers(0, 12))
def test_who_comes_later_is_never_due_earlier(moment: datetime, wait: timedelta, n: int) -> None:
    assert first_allowed(moment) <= first_allowed(moment + wait)
    assert add_working_days(moment, n) <= add_working_days(moment + wait, n)


@given(moments, st.integers(0, 12), st.integers(0, 12))
def test_working_days_add_up(moment: datetime, first: int, then: int) -> None:
    end = add_working_days(moment, first + then)
    assert add_working_days(add_working_days(moment, first), then) == end
    assert is_working_day(end.astimezone(BRUSSELS).date())


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2026-11-19 19:59", "2026-11-19 19:59"),  # Thursday, just in time
        ("2026-11-19 20:00", "2026-11-20 08:30"),  # Thursday evening: Friday morning
        ("2026-11-20 08:29", "2026-11-20 08:30"),
        ("2026-11-20 08:30", "2026-11-20 08:30"),
        ("2026-11-21 12:00", "2026-11-21 12:00"),  # Saturday is allowed
        ("2026-11-21 21:00", "2026-11-23 08:30"),  # Saturday evening: Monday
        ("2026-04-04 22:00", "2026-04-07 08:30"),  # Easter: Saturday evening to Tuesday
        ("2027-03-27 22:00", "2027-03-30 08:30"),  # Easter in March, over the change of the clocks
        ("2026-11-01 12:00", "2026-11-02 08:30"),  # All Saints on a Sunday
        ("2026-12-24 20:30", "2026-12-26 08:30"),  # Christmas eve: the Saturday after
        ("2026-03-29 01:59", "2026-03-30 08:30"),
    ],
)
def test_first_allowed_moment(asked: str, allowed: str) -> None:
    assert first_allowed(brussels(asked)) == brussels(allowed)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-11-18 15:00", 1, "2026-11-19 15:00"),  # Wednesday to Thursday, the same hour
        ("2026-11-20 15:00", 1, "2026-11-23 15:00"),  # Friday to Monday
        ("2026-11-20 15:00", 2, "2026-11-24 15:00"),
        ("2026-11-21 15:00", 1, "2026-11-24 00:00"),  # Saturday: the whole of Monday counts
        ("2026-11-21 15:00", 0, "2026-11-23 00:00"),
        ("2026-11-10 09:00", 1, "2026-11-12 09:00"),  # Armistice Day in between
        ("2026-11-11 09:00", 1, "2026-11-13 00:00"),  # on Armistice Day
        ("2026-04-03 10:00", 1, "2026-04-07 10:00"),  # Good Friday is worked, Easter Monday is not
        ("2026-03-27 10:00", 1, "2026-03-30 10:00"),  # 10:00 stays 10:00 over the change of the clocks
        ("2026-10-23 10:00", 1, "2026-10-26 10:00"),
        ("2026-12-24 16:00", 2, "2026-12-29 16:00"),  # Christmas on a Friday
    ],
)
def test_working_days(start: str, n: int, end: str) -> None:
    assert add_working_days(brussels(start), n) == brussels(end)


def test_working_days_of_2026_and_2027() -> None:
    day = date(2026, 1, 1)
    while day < date(2028, 1, 1):
        assert is_working_day(day) == (day.strftime("%a") not in {"Sat", "Sun"} and day not in HOLIDAYS), day
        day += timedelta(days=1)


def test_moments_are_read_in_brussels_wherever_they_were_written() -> None:
    at_the_counter = brussels("2026-11-20 15:00")
    assert add_working_days(at_the_counter.astimezone(ZoneInfo("Asia/Kabul")), 1) == brussels("2026-11-23 15:00")
    assert add_working_days(at_the_counter, 1).tzinfo is UTC


def test_a_reminder_is_late_two_days_after_it_was_first_allowed() -> None:
    saturday_night = brussels("2026-11-21 23:00")
    assert not late(saturday_night, brussels("2026-11-25 08:30"))  # allowed on Monday 08:30, so Wednesday is still fine
    assert late(saturday_night, brussels("2026-11-25 08:31"))


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment, match="no time zone"):
        first_allowed(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001 - the naive moment is the point
    with pytest.raises(NaiveMoment):
        add_working_days(datetime(2026, 11, 20, 15, 0), 1)  # noqa: DTZ001


def test_working_days_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="n is 0 or more"):
        add_working_days(brussels("2026-11-20 15:00"), -1)
