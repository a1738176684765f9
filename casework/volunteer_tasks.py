"""A task of a care plan as the volunteer knows it who does it: the task, and nothing of the family."""

from __future__ import annotations

from dataclasses import dataclass

from casework.careplan import Line

__all__ = ["Task"]


@dataclass(frozen=True, slots=True)
class Task:
    """A line that the family said yes to, of the request with this number, which the volunteer reported."""

    referral: str
    number: str
    municipality: str
    line: Line
