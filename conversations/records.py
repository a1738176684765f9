"""What is kept of a family beside its answers: each yes and no, each reading, each request. Storage loads it for the
screens about it and for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from casework import Appointment, CarePlan, Handover, Message, Signal

__all__ = ["SHOWN_IN", "ConsentGiven", "Doer", "Done", "Records", "Request", "Seen", "Undertaken"]

SHOWN_IN = "mydata"
"""The dialog whose screens show it."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A yes or a no, as it was recorded. `helped`: a helper or volunteer read the text out."""

    purpose: str
    recipient: str
    version: str
    language: str
    given: bool
    at: datetime
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody read it: staff of a municipality (never by name), or a file was made in a chat that has this dossier."""

    at: datetime
    municipality: str = ""
    """Whose staff; empty: a file was made."""
    what: str = ""
    """What staff read, by the step of the desk that shows it; `take`: the report as a file. Empty: that is unknown."""
    partner: str = ""
    """Which partner of that municipality, where it was one."""

    def on(self, at: datetime) -> Seen:
        """The same reader at another moment."""
        return replace(self, at=at)


class Doer(StrEnum):
    """Who did something with a request; never by name."""

    FAMILY = "family"
    STAFF = "staff"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Done:
    """Something was done with a request, by the act in the audit."""

    at: datetime
    by: Doer
    act: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Undertaken:
    """What was promised to the family, for at the latest which day, and what came of it; never by whom."""

    at: datetime
    purpose: str
    day: date
    state: str
    reason: str | None = None
    """Why it was let go."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request for help, open or over. `told`: what stands in it, as long as it is kept."""

    number: str
    municipality: str
    kind: str
    state: str
    submitted_at: datetime
    closed_at: datetime | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    promised: tuple[Undertaken, ...] = ()
    care: CarePlan | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """All of it, newest first. `plans`: which rights are followed and what came of them, as it is stored."""

    consents: tuple[ConsentGiven, ...] = ()
    seen: tuple[Seen, ...] = ()
    done: tuple[Done, ...] = ()
    """Left out unless the family reads alone: it tells who talks with whom."""
    requests: tuple[Request, ...] = ()
    handovers: tuple[Handover, ...] = ()
    """To partners, by request, oldest first; what went along is left out unless the family reads alone."""
    signals: tuple[Signal, ...] = ()
    """That the family wished to hear of; what it told is left out unless it reads alone."""
    plans: Mapping[str, Any] = field(default_factory=dict)
    alone: bool = True
    """Nobody else has this file in a chat of their own; else what who asked for help said of themselves is left out."""

    @property
    def now(self) -> tuple[ConsentGiven, ...]:
        """What stands now: of each purpose and recipient the last word, newest first."""
        last: dict[tuple[str, str], ConsentGiven] = {}
        for told in self.consents:
            last.setdefault((told.purpose, told.recipient), told)
        return tuple(last.values())
