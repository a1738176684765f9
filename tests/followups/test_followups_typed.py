"""What people type for a day and an hour."""

from __future__ import annotations

from datetime import date, time

import pytest

from followups import TypedDay, read_day, read_hour


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("23/11", TypedDay(23, 11)),
        (" 23 - 11 - 2026 ", TypedDay(23, 11, 2026)),
        ("23.11.26", TypedDay(23, 11, 2026)),
        ("23/11 14:30", TypedDay(23, 11, None, time(14, 30))),
        ("24/11 14u", TypedDay(24, 11, None, time(14))),
        ("26/11 9:30", TypedDay(26, 11, None, time(9, 30))),
        ("23/11/2026 om 9 uur", TypedDay(23, 11, 2026, time(9))),
        ("23/11, 14h15", TypedDay(23, 11, None, time(14, 15))),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed: str, read: TypedDay) -> None:
    assert read_day(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "morgen", "23", "23/11 25:00", "23/11 14:75", "23/11/20261", "23/11 vroeg", "1/2/3/4"]
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert read_day(typed) is None


def test_a_day_that_does_not_exist_is_none_in_any_year() -> None:
    assert TypedDay(31, 2).nearest(date(2026, 11, 22)) is None
    assert TypedDay(29, 2).nearest(date(2027, 11, 22)) == date(2028, 2, 29)
    assert TypedDay(2, 1).nearest(date(2026, 11, 22)) == date(2027, 1, 2)
    assert TypedDay(2, 1, 2026).nearest(date(2026, 11, 22)) == date(2026, 1, 2)


def test_an_hour_stands_alone_too() -> None:
    assert [read_hour(text) for text in ("14:30", "9u", "9 uur", "24:00", "half drie")] == [
        time(14, 30),
        time(9),
        time(9),
        None,
        None,
    ]
