"""A promise: always in time until its morning after, on a working day, and counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import PROMISE, Promise, PromiseState, diagram
from casework.counting import due_and_kept, half_wait, week_of
from casework.promises import end_of, in_order_of_days, kept_in_time, late_at, working_days_from
from followups import is_working_day, next_morning, next_week

PAGE = Path(__file__).parent.parent.parent / "docs/reference/queue.md"
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
FRIDAY = date(2026, 11, 20)


def promised(day: date = FRIDAY, **more: object) -> Promise:
    made = datetime(2026, 11, 16, 9, tzinfo=UTC)
    one = Promise("a", "ninove", "r", "NIN-26-0001", 1, "call", 501, made, end_of(day))
    return replace(one, **more)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(moments)
def test_a_day_that_is_offered_is_a_working_day_with_its_reminders_in_order(now: datetime) -> None:
    days = working_days_from(now, 6)
    assert len(days) == 6
    for day in days:
        assert is_working_day(day)
        assert now < end_of(day)
        due = [moment for _, moment, _ in promised(day).timers()]
        assert due == sorted(due)
        assert due[0] < end_of(day) < due[1] == late_at(day)


@settings(max_examples=60)
@given(moments)
def test_a_team_hears_its_figures_on_every_working_day_and_once_a_week(now: datetime) -> None:
    morning, week = next_morning(now), next_week(now)
    assert now < morning <= week < now + timedelta(days=13)
    assert is_working_day(morning.date())
    start, end = week_of(week.date())
    assert end <= week < end + timedelta(days=5), "the week before is over"
    assert end.date() - start.date() == timedelta(days=7)


@pytest.mark.parametrize(
    ("state", "closed", "due", "kept"),
    [
        ("open", None, 1, 0),
        ("missed", None, 1, 0),
        ("kept", datetime(2026, 11, 20, 10, tzinfo=UTC), 1, 1),
        ("kept", datetime(2026, 11, 23, 7, 29, tzinfo=UTC), 1, 1),  # done on Friday evening, ticked before 08:30
        ("kept", datetime(2026, 11, 23, 7, 30, tzinfo=UTC), 1, 0),
        ("moved", datetime(2026, 11, 20, 10, tzinfo=UTC), 0, 0),
        ("moved", datetime(2026, 11, 23, 7, tzinfo=UTC), 1, 0),
        ("dropped", datetime(2026, 11, 19, 7, tzinfo=UTC), 0, 0),
    ],
)
def test_what_was_due_on_a_day_and_what_was_kept(state: str, closed: datetime | None, due: int, kept: int) -> None:
    one = promised(state=state, closed_at=closed)
    assert due_and_kept([one], FRIDAY) == (due, kept)
    assert due_and_kept([one], date(2026, 11, 19)) == (0, 0)
    assert kept_in_time(one) == bool(kept)


def test_what_is_missed_comes_first() -> None:
    late = promised(FRIDAY, id="late", state=PromiseState.MISSED)
    soon = promised(date(2026, 11, 17), id="soon")
    assert [one.id for one in in_order_of_days([soon, late])] == ["late", "soon"]


def test_a_reminder_fits_only_what_it_was_made_for() -> None:
    one = promised()
    missed = replace(one, state=PromiseState.MISSED)
    assert one.fence("promise_day") != missed.fence("promise_day")
    assert one.fence("promise_team") == missed.fence("promise_team")
    assert one.fence("promise_team") != replace(one, state=PromiseState.KEPT).fence("promise_team")


def test_half_of_nobody_waited_for_no_time() -> None:
    assert half_wait([]) is None
    assert half_wait([timedelta(hours=9), timedelta(hours=1), timedelta(hours=2)]) == timedelta(hours=2)


def test_the_reference_page_shows_the_table_as_it_is() -> None:
    assert diagram(PROMISE) in PAGE.read_text(), "put the diagram of the table on docs/reference/queue.md anew"
