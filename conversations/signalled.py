"""What a turn knows of signals, as far as it or its screen is about them. Storage loads it for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework import Barrier, Signal
from conversations.state import State

__all__ = ["FAMILY", "STAFF", "Count", "Signals", "named_in"]

FAMILY, STAFF = "signal", "signals"
"""The dialogs of a family and of a desk."""

Count = tuple[str, str, Barrier]
"""Municipality, right (empty: none in particular) and code."""


@dataclass(frozen=True, slots=True)
class Signals:
    """`mine`: those that the family wished to hear of, what was answered last first. `open`: those of the desk's
    municipalities that are not over, oldest first; own words only of the one that is looked at. `counts`: of the last
    months together. `due`: the one that a follow-up was made for."""

    mine: tuple[Signal, ...] = ()
    open: tuple[Signal, ...] = ()
    counts: Mapping[Count, int] = field(default_factory=dict)
    due: Signal | None = None

    def one(self, id: str) -> Signal | None:
        """An open signal of the desk."""
        return next((signal for signal in self.open if signal.id == id), None)


def named_in(state: State) -> str:
    """The signal that a desk looks at, else empty."""
    return state.text("signal") if state.dialog == STAFF else ""
