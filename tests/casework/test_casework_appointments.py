"""Appointments: what can be typed as a moment, when both sides are reminded, and the page that shows the table."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import APPOINTMENT, NotAMoment, Role, diagram, read_moment, reminded_at
from followups import BRUSSELS, first_allowed

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "appointments.md"
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("typed", ["23/11 14:30", " 23-11  14u30", "23.11 14.30", "23/11/2026 om 14h30"])
def test_a_moment_is_read_as_people_write_it(typed: str) -> None:
    assert read_moment(typed, NOW) == datetime(2026, 11, 23, 14, 30, tzinfo=BRUSSELS)


def test_a_day_that_is_over_is_next_year_s() -> None:
    assert read_moment("5/1 9u", NOW) == datetime(2027, 1, 5, 9, 0, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("volgende week", "unread"),
        ("31/2 10:00", "unread"),
        ("23/11", "unread"),
        ("16/11 9:00", "past"),
        ("1/6 10:00", "far"),
        ("22/11 10:00", "rest"),
        ("25/12 10:00", "rest"),
        ("23/11 7:00", "hour"),
        ("23/11 22:00", "hour"),
    ],
)
def test_what_is_no_moment_says_why(typed: str, why: str) -> None:
    with pytest.raises(NotAMoment) as refused:
        read_moment(typed, NOW)
    assert refused.value.why == why


@given(moments)
def test_a_reminder_comes_on_an_earlier_day_and_in_no_quiet_hour(moment: datetime) -> None:
    reminded = reminded_at(moment)
    assert first_allowed(reminded) == reminded
    day, before = moment.astimezone(BRUSSELS).date(), reminded.astimezone(BRUSSELS).date()
    assert before < day
    allowed_between = [
        first_allowed(datetime.combine(before + timedelta(days=n), time(12), BRUSSELS)).astimezone(BRUSSELS).date()
        for n in range(1, (day - before).days)
    ]
    assert all(later >= day for later in allowed_between), "no day on which something is sent lies between"


def test_a_family_never_marks_what_came_of_it_and_staff_never_answers_for_it() -> None:
    by_role = {role: {edge.action for edge in APPOINTMENT.edges if role in edge.roles} for role in Role}
    assert by_role[Role.FAMILY] == {"accept", "decline", "other", "cancel"}
    assert by_role[Role.COORDINATOR].isdisjoint({"accept", "decline"})
    assert not by_role[Role.VOLUNTEER]


def test_the_reference_page_shows_the_table_as_it_is() -> None:
    assert diagram(APPOINTMENT) in PAGE.read_text(), "put the diagram of the table on docs/reference/appointments.md"
