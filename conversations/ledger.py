"""What staff may know of promises and of figures: loaded by storage as far as a screen or a follow-up is about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework import DayCounts, Promise, PromiseState, WeekCounts
from conversations.state import State

__all__ = ["PROMISED", "Counts", "Ledger", "names_team"]

PROMISED = "promised"
"""The dialog in which a family reads what was promised to it; only there its promises are read."""

Counts = DayCounts | WeekCounts

NAMING = ("load", "ledger", "pledge")
"""Steps of a desk on which colleagues are named."""


def names_team(state: State) -> bool:
    """Whether the names of the team stand on what a chat shows now."""
    return state.dialog == "desk" and state.step in NAMING


@dataclass(frozen=True, slots=True)
class Ledger:
    """`promises`: those that are neither kept, moved nor dropped, of the requests that this chat or this follow-up is
    about. `days` and `weeks`: the figures of each municipality, for a follow-up that posts them. `team`: the first
    names of the coordinators, by chat, for the screen that shows who has how much. `tally`: the raw numbers of one
    chart, by name."""

    promises: tuple[Promise, ...] = ()
    days: Mapping[str, DayCounts] = field(default_factory=dict)
    weeks: Mapping[str, WeekCounts] = field(default_factory=dict)
    team: Mapping[int, str] = field(default_factory=dict)
    tally: Mapping[str, int] = field(default_factory=dict)

    def promise(self, promise_id: str) -> Promise | None:
        """One of the promises; None where it ended, or is not this chat's to see."""
        return next((promise for promise in self.promises if promise.id == promise_id), None)

    def of(self, referral: str) -> tuple[Promise, ...]:
        """Those of one request."""
        return tuple(promise for promise in self.promises if promise.referral == referral)

    @property
    def broken(self) -> frozenset[str]:
        """The requests of which a promise was missed."""
        return frozenset(p.referral for p in self.promises if p.state == PromiseState.MISSED)
