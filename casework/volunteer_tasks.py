"""A task of a care plan as the volunteer knows it who does it: the task, and of the family what it said yes to."""

from __future__ import annotations

from dataclasses import dataclass

from casework.careplan import Line

__all__ = ["Task"]


@dataclass(frozen=True, slots=True)
class Task:
    """A line that the family said yes to, of the request with this number, which the volunteer reported or for which
    they were picked. `first_name` and `phone`: only with the family's yes to that."""

    referral: str
    number: str
    municipality: str
    line: Line
    first_name: str = ""
    phone: str = ""
