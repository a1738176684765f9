"""The trajectory of a case: its phases, each with its day, the days on which it is looked at again, and its end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from casework.own_words import Own
from casework.states import Edge, Role, StateTable, apply
from texts import Text, say

__all__ = [
    "EVERY",
    "LASTS",
    "PHASES",
    "Entered",
    "Feeling",
    "Heard",
    "Phase",
    "PhaseAction",
    "Renewal",
    "Trajectory",
    "begun",
    "months_later",
]

LASTS: Final = (6, 12, 24, 36)
"""For how many months a trajectory may be planned: three years at most."""
EVERY: Final = (3, 6, 12)
"""Months between two reviews."""


class Phase(StrEnum):
    """Where a trajectory is."""

    VISIT = "visit"
    REPORT = "report"
    PLAN = "plan"
    TALKS = "talks"
    REVIEW = "review"
    ENDED = "ended"

    @property
    def label(self) -> Text:
        """As shown to staff and to the family."""
        return _PHASES[self]


class PhaseAction(StrEnum):
    """What a trajectory goes on to: named after the phase that begins."""

    REPORT = "report"
    PLAN = "plan"
    TALKS = "talks"
    REVIEW = "review"
    END = "end"


_PHASES: Final[Mapping[Phase, Text]] = {
    Phase.VISIT: say("care phase", "Kennismaken"),
    Phase.REPORT: say("care phase", "Rechtenrapport"),
    Phase.PLAN: say("care phase", "Zorgplan maken"),
    Phase.TALKS: say("care phase", "Opvolggesprekken"),
    Phase.REVIEW: say("care phase", "Samen terugkijken"),
    Phase.ENDED: say("care phase", "Afgerond"),
}

_STAFF: Final = (Role.COORDINATOR,)
_P, _A = Phase, PhaseAction

PHASES: Final = StateTable(
    name="trajectory",
    initial=_P.VISIT,
    states=tuple(_P),
    finals=(_P.ENDED,),
    edges=(
        Edge(_P.VISIT, _A.REPORT, _P.REPORT, _STAFF),
        Edge(_P.VISIT, _A.END, _P.ENDED, _STAFF),
        Edge(_P.REPORT, _A.PLAN, _P.PLAN, _STAFF),
        Edge(_P.REPORT, _A.END, _P.ENDED, _STAFF),
        Edge(_P.PLAN, _A.TALKS, _P.TALKS, _STAFF),
        Edge(_P.PLAN, _A.END, _P.ENDED, _STAFF),
        Edge(_P.TALKS, _A.REVIEW, _P.REVIEW, _STAFF),
        Edge(_P.TALKS, _A.END, _P.ENDED, _STAFF),
        # After a review the plan is made anew, or the talks go on as they were.
        Edge(_P.REVIEW, _A.PLAN, _P.PLAN, _STAFF),
        Edge(_P.REVIEW, _A.TALKS, _P.TALKS, _STAFF),
        Edge(_P.REVIEW, _A.END, _P.ENDED, _STAFF),
    ),
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A phase and the day on which it began."""

    phase: Phase
    on: date


class Feeling(StrEnum):
    """How it goes, as the family says at a review."""

    WELL = "well"
    CHANGE = "change"
    TALK = "talk"

    @property
    def label(self) -> Text:
        """On the family's buttons, and as shown to staff."""
        return _FEELINGS[self]


_FEELINGS: Final[Mapping[Feeling, Text]] = {
    Feeling.WELL: say("care review", "Het gaat goed zo"),
    Feeling.CHANGE: say("care review", "Ik wil iets veranderen"),
    Feeling.TALK: say("care review", "Ik wil praten"),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What the family said at a review: a button, or its own words."""

    on: date
    feeling: Feeling | None = None
    own: Own | None = None


class Renewal(StrEnum):
    """Whether the family wants to go on after the end."""

    ASKED = "asked"
    NO = "no"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Trajectory:
    """From `started` to `ends`, at most three years; looked at again every so many months (`every`)."""

    started: date
    ends: date
    every: int
    phases: tuple[Entered, ...]
    heard: tuple[Heard, ...] = ()
    renewal: Renewal | None = None

    @property
    def phase(self) -> Phase:
        """Where it is now."""
        return self.phases[-1].phase

    @property
    def months(self) -> int:
        """For how many months it is planned."""
        return (self.ends.year - self.started.year) * 12 + self.ends.month - self.started.month

    @property
    def reviews(self) -> tuple[date, ...]:
        """The days on which it is looked at again; the last look is the end itself."""
        return tuple(months_later(self.started, n) for n in range(self.every, self.months, self.every))

    def moved(self, action: PhaseAction, on: date) -> Trajectory:
        """Another phase began on that day. Raises CaseworkError."""
        phase = Phase(apply(PHASES, self.phase, action, Role.COORDINATOR))
        return replace(self, phases=(*self.phases, Entered(phase, on)))

    def dated(self, on: date) -> Trajectory:
        """The phase of now began on another day."""
        return replace(self, phases=(*self.phases[:-1], Entered(self.phase, on)))

    def planned(
        self, *, started: date | None = None, every: int | None = None, months: int | None = None
    ) -> Trajectory:
        """With another start, other reviews or another length. Raises ValueError for what is in neither list."""
        every, months = every or self.every, months or self.months
        if every not in EVERY or months not in LASTS:
            raise ValueError(f"a trajectory lasts {LASTS} months with a review every {EVERY}, not {months} and {every}")
        started = started or self.started
        return replace(self, started=started, every=every, ends=months_later(started, months))

    def anew(self, today: date) -> Trajectory:
        """The next one, as long and with the same reviews."""
        return begun(today, every=self.every, months=self.months)


def begun(today: date, *, every: int = 3, months: int = 12) -> Trajectory:
    """A trajectory that begins with getting to know each other."""
    return Trajectory(today, months_later(today, months), every, (Entered(Phase(PHASES.initial), today),))


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
