"""What a notice in figures is about: a day and a municipality, in its ref."""

from __future__ import annotations

from datetime import date

__all__ = ["ALARM", "COUNTED", "DAILY", "TOGETHER", "WEEKLY", "at", "reads_counts", "ref_of"]

DAILY, WEEKLY, ALARM = "digest", "week", "alarm"
"""Kinds of notice in figures; the first two are kinds of follow-up as well."""
TOGETHER = "reminders"
"""The kind of notice that stands for many reminders (`gathering.py`); the figures of the day stand in it."""
COUNTED = frozenset({DAILY, WEEKLY})
"""Follow-ups of the bot itself that need the figures of every municipality."""


def reads_counts(kind: str) -> bool:
    """Whether a notice of this kind shows figures."""
    return kind in COUNTED or kind in (ALARM, TOGETHER)


def ref_of(municipality: str, day: date) -> str:
    """What a notice keeps: at most 40 characters."""
    return f"{day:%y%m%d}:{municipality}"[:40]


def at(ref: str) -> tuple[date, str] | None:
    """The day and the municipality behind a ref; None where it is none."""
    day, _, municipality = ref.partition(":")
    if len(day) != 6 or not day.isdigit() or not municipality:
        return None
    return date(2000 + int(day[:2]), int(day[2:4]), int(day[4:])), municipality
