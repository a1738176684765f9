"""The life of a promise to a family: that something is done at the latest on a day.

Moving one closes it, and makes another with the same number: what was due on the old day stays known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from casework.states import Act, Edge, Role, StateTable, Timer
from followups import BRUSSELS, QUIET_FROM, due_at, is_working_day
from texts import Text, say

__all__ = [
    "PROMISE",
    "Promise",
    "PromiseAction",
    "PromiseState",
    "Reason",
    "Undertaking",
    "end_of",
    "in_order_of_days",
    "kept_in_time",
    "late_at",
    "working_days_from",
]

MOST_AHEAD: Final = 60
"""Calendar days: what lies further is no promise that anybody plans."""


class Undertaking(StrEnum):
    """What is promised."""

    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"
    DOCUMENT = "document"
    ANSWER = "answer"

    @property
    def label(self) -> Text:
        """On the button, and as the family reads it."""
        return _PURPOSES[self]


class PromiseState(StrEnum):
    """Where a promise stands. What is missed can still be done, or moved."""

    OPEN = "open"
    KEPT = "kept"
    MOVED = "moved"
    MISSED = "missed"
    DROPPED = "dropped"


class Reason(StrEnum):
    """Why a promise is let go. The family reads it."""

    FAMILY = "family"
    NOT_NEEDED = "not_needed"
    OTHERWISE = "otherwise"
    NOT_POSSIBLE = "not_possible"
    MISTAKE = "mistake"

    @property
    def label(self) -> Text:
        """On the button, and as the family reads it."""
        return _REASONS[self]


class PromiseAction(StrEnum):
    """What can be done with a promise."""

    KEEP = "keep"
    MOVE = "move"
    MISS = "miss"
    DROP = "drop"
    LET_GO = "let_go"


_PURPOSES: Final[Mapping[Undertaking, Text]] = {
    Undertaking.CALL: say("purpose", "Bellen"),
    Undertaking.MESSAGE: say("purpose", "Een bericht sturen"),
    Undertaking.VISIT: say("purpose", "Langskomen"),
    Undertaking.DOCUMENT: say("purpose", "Een document bezorgen"),
    Undertaking.ANSWER: say("purpose", "Antwoord geven"),
}

_REASONS: Final[Mapping[Reason, Text]] = {
    Reason.FAMILY: say("promise reason", "Het gezin vroeg dit"),
    Reason.NOT_NEEDED: say("promise reason", "Het is niet meer nodig"),
    Reason.OTHERWISE: say("promise reason", "Het kan op een andere manier"),
    Reason.NOT_POSSIBLE: say("promise reason", "Het lukt ons niet"),
    Reason.MISTAKE: say("promise reason", "Het was een vergissing"),
}

_STAFF: Final = (Role.COORDINATOR,)
_SYSTEM: Final = (Role.SYSTEM,)
TOLD_FOR: Final = timedelta(days=14)
"""So long a family reads of a promise that was let go."""
_S, _A = PromiseState, PromiseAction

PROMISE: Final = StateTable(
    name="promise",
    initial=_S.OPEN,
    states=tuple(_S),
    finals=(_S.KEPT, _S.MOVED, _S.DROPPED),
    edges=(
        Edge(_S.OPEN, _A.KEEP, _S.KEPT, _STAFF),
        Edge(_S.OPEN, _A.MOVE, _S.MOVED, _STAFF),
        # On the morning after its day.
        Edge(_S.OPEN, _A.MISS, _S.MISSED, _SYSTEM),
        # Its request is over.
        Edge(_S.OPEN, _A.DROP, _S.DROPPED, _SYSTEM, follows=True),
        # Who made it says why; the family is told so.
        Edge(_S.OPEN, _A.LET_GO, _S.DROPPED, _STAFF, outcomes=tuple(Reason)),
        Edge(_S.MISSED, _A.KEEP, _S.KEPT, _STAFF),
        Edge(_S.MISSED, _A.MOVE, _S.MOVED, _STAFF),
        Edge(_S.MISSED, _A.DROP, _S.DROPPED, _SYSTEM, follows=True),
        Edge(_S.MISSED, _A.LET_GO, _S.DROPPED, _STAFF, outcomes=tuple(Reason)),
    ),
    timers=(
        Timer("promise_day", "in_state"),
        Timer("promise_late", "in_state", Act(_A.MISS)),
        # The team hears of what is missed, whatever became of it short of its end.
        Timer("promise_team", "until_over"),
    ),
    starts=("promise_day", "promise_late", "promise_team"),
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, without anything of the family. `number` is its place among those of its request, from 1."""

    id: str
    municipality: str
    referral: str
    reference: str
    """The number of its request, as people say it."""
    number: int
    purpose: str
    owner: int | None
    """The chat of the coordinator who keeps it; None: whoever takes the request."""
    made_at: datetime
    due_at: datetime
    state: str = PromiseState.OPEN
    closed_at: datetime | None = None
    owner_name: str = ""
    reason: str | None = None
    """Of one that was let go: a `Reason`."""

    @property
    def day(self) -> date:
        """The last day on which it is in time, in Brussels."""
        return self.due_at.astimezone(BRUSSELS).date()

    @property
    def missed(self) -> bool:
        """Whether its day went by without it."""
        return self.state == PromiseState.MISSED

    def fence(self, kind: str) -> str:
        """The fence of a timer of it, as it stands now. Its only change short of its end is that it is missed."""
        return PROMISE.fence(kind, self.id, self.state, int(self.missed))

    def timers(self) -> tuple[tuple[str, datetime, str], ...]:
        """Kind, moment and fence of each timer of a new one."""
        start = datetime.combine(self.day, time(0), BRUSSELS)
        return tuple((kind, due_at(kind, start), self.fence(kind)) for kind in PROMISE.starts)


def end_of(day: date) -> datetime:
    """The last moment of a day on which a promise for that day is in time: the evening, when the quiet hours begin."""
    return datetime.combine(day, QUIET_FROM, BRUSSELS)


def late_at(day: date) -> datetime:
    """When a promise for this day counts as missed: at the end of the quiet hours of the working day after it. In
    UTC."""
    return due_at("promise_late", datetime.combine(day, time(0), BRUSSELS))


def kept_in_time(promise: Promise) -> bool:
    """Whether it was ticked before it counted as missed: who did it in the evening may tick it in the morning."""
    if promise.state != PromiseState.KEPT or promise.closed_at is None:
        return False
    return promise.closed_at < late_at(promise.day)


def in_order_of_days(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """What is missed first, then by day; the request settles ties."""
    return tuple(sorted(promises, key=lambda p: (not p.missed, p.day, p.reference, p.number)))


def working_days_from(now: datetime, n: int) -> tuple[date, ...]:
    """The next `n` days for which something can be promised, today among them as long as it lasts."""
    today = now.astimezone(BRUSSELS).date()
    days = (date.fromordinal(today.toordinal() + ahead) for ahead in range(MOST_AHEAD + 1))
    return tuple(day for day in days if is_working_day(day) and now < end_of(day))[:n]
