"""What a turn knows of signals, as far as it or its screen is about them. Storage loads it for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework import Signal
from casework.tally import Sheet
from conversations.state import State

__all__ = ["COUNTS", "FAMILY", "STAFF", "Signals", "named_in"]

FAMILY, STAFF, COUNTS = "signal", "signals", "policy"
"""The dialogs of a family, of a desk, and of who brings counts to policy."""


@dataclass(frozen=True, slots=True)
class Signals:
    """`mine`: those that the family wished to hear of, what was answered last first. `open`: those of the desk's
    municipalities that are not over, oldest first; own words only of the one that is looked at. `asks`: the day on
    which is asked what policy said to that one. `sheet`: how often what was met, in a half-year. `due`: the one that a
    follow-up was made for."""

    mine: tuple[Signal, ...] = ()
    open: tuple[Signal, ...] = ()
    asks: date | None = None
    sheet: Sheet | None = None
    due: Signal | None = None

    def one(self, id: str) -> Signal | None:
        """An open signal of the desk."""
        return next((signal for signal in self.open if signal.id == id), None)


def named_in(state: State) -> str:
    """The signal that a desk looks at, else empty."""
    return state.text("signal") if state.dialog == STAFF else ""
