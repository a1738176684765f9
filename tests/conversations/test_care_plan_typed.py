"""Days and hours as coordinators type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from conversations.desk.careplan.room import day_in, moment_in
from followups import BRUSSELS

TODAY = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("typed", "nearest", "ahead"),
    [
        ("24/12", date(2026, 12, 24), date(2027, 12, 24)),
        (" 7-1 ", date(2027, 1, 7), date(2027, 1, 7)),
        ("7.1.27", date(2027, 1, 7), date(2027, 1, 7)),
        ("24/12/2025", date(2025, 12, 24), date(2025, 12, 24)),
        ("29/2", date(2028, 2, 29), date(2028, 2, 29)),
        ("31/4", None, None),
        ("24/12 om 9 uur", None, None),
        ("morgen", None, None),
    ],
)
def test_a_day(typed: str, nearest: date | None, ahead: date | None) -> None:
    assert day_in(typed, TODAY) == nearest
    assert day_in(typed, TODAY, ahead=True) == ahead


@pytest.mark.parametrize("typed", ["7/1 14u30", "7/1 14:30", "7-1-2027 om 14.30 uur", "7/1/27 14u30"])
def test_a_moment(typed: str) -> None:
    assert moment_in(typed, TODAY) == datetime(2027, 1, 7, 14, 30, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("typed", "hour"), [("7/1 9u", 9), ("7/1 9 uur", 9), ("7/1 9", 9), ("7/1 25u", None), ("7/1", None)]
)
def test_a_whole_hour_or_none(typed: str, hour: int | None) -> None:
    found = moment_in(typed, TODAY)
    assert (found.hour if found is not None else None) == hour
