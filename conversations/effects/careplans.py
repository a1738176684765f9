"""What is done to the care plan of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework import CarePlan, Role

__all__ = ["AgreeHelper", "FinishTask", "RefuseTask", "RemindFamily", "SaveCarePlan"]


@dataclass(frozen=True, slots=True)
class SaveCarePlan:
    """The care plan of a request, all of it. `by`: who changed it; None: the bot, which only noted what it told."""

    referral: str
    plan: CarePlan
    by: Role | None = None


@dataclass(frozen=True, slots=True)
class RemindFamily:
    """A follow-up about the household of a request, in the family's own chat, whoever's turn this is."""

    referral: str
    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class FinishTask:
    """The volunteer in this chat did a task of a care plan, which is theirs."""

    referral: str
    line: str


@dataclass(frozen=True, slots=True)
class RefuseTask:
    """The volunteer in this chat cannot do a task of a care plan, which is theirs."""

    referral: str
    line: str


@dataclass(frozen=True, slots=True)
class AgreeHelper:
    """The family's yes or no to a volunteer who does a task knowing whose it is."""

    recipient: str
    given: bool
    version: str
    language: str
