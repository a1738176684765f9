"""The last safe days of what a family may ask: which come near, and when it is told that one does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from casework import StepState
from conversations import findings
from conversations.context import Context
from conversations.effects import Schedule
from followups import BRUSSELS, due_at
from rights import Verdict

__all__ = ["NEAR", "dated", "looked_at_again", "near"]

NEAR = timedelta(days=7)
"""So long before the last safe day a family is told: a week has days on which a desk is open."""

SETTLED = (StepState.APPLIED, StepState.DROPPED)

AT = time(8, 0)


def dated(context: Context) -> tuple[Verdict, ...]:
    """What the family may ask and has a last safe day, the nearest first; not what it asked for already, or let go."""
    steps = findings.household_of(context).steps
    settled = {key for key, step in steps.items() if step.state in SETTLED}
    found = [v for v in findings.follows(findings.report_of(context)) if v.key not in settled]
    return tuple(sorted((v for v in found if v.until is not None), key=lambda v: (v.until or date.max, v.key)))


def near(context: Context) -> tuple[Verdict, ...]:
    """Those of which the last safe day is at most a week away."""
    return tuple(v for v in dated(context) if v.until is not None and v.until <= context.today + NEAR)


def looked_at_again(context: Context, household: str, *, near_too: bool) -> tuple[Schedule, ...]:
    """When the dates of a household are looked at next: in two weeks without a word, and before that where a day comes
    near. `near_too`: those that are near already are told as well, at the first allowed hour."""
    quiet = Schedule("dates", due_at("dates", context.now), household)
    moments = [_told_at(verdict.until) for verdict in dated(context) if verdict.until is not None]
    due = [due_at("deadline", max(at, context.now)) for at in moments if near_too or at > context.now]
    told = min(due, default=None)
    if told is None or told > quiet.due_at:
        return (quiet,)
    return (Schedule("deadline", told, household),)


def _told_at(until: date) -> datetime:
    return datetime.combine(until - NEAR, AT, BRUSSELS)
