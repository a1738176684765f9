"""The order in which requests wait for a coordinator, and for how long they have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from casework.choices import Urgency
from texts import Text, say, say_many

__all__ = ["Waiting", "in_order", "waiting"]

ONE_HOUR: Final = timedelta(hours=1)
ONE_DAY: Final = timedelta(days=1)


class Waiting(Protocol):
    """What the order of the queue depends on."""

    @property
    def lifted(self) -> bool:
        """The family said that nobody has been in touch."""

    @property
    def urgency(self) -> str:
        """A value of Urgency."""

    @property
    def claimed_by(self) -> int | None:
        """The chat of who has it; None: nobody."""

    @property
    def submitted_at(self) -> datetime:
        """When the family asked; it keeps its place when a coordinator hands it back."""

    @property
    def number(self) -> str:
        """The reference number; settles ties."""


Row = TypeVar("Row", bound=Waiting)


def in_order(rows: Iterable[Row], broken: Callable[[Row], bool] = lambda _: False) -> tuple[Row, ...]:
    """The queue: first those of which a promise was missed (`broken`), then those nobody has been in touch with, then
    urgent ones, then those that nobody has, then who waits longest. With forty families most of the list is in
    somebody's hands; who is new must not stand on its last page."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                not broken(row),
                not row.lifted,
                row.urgency != Urgency.URGENT,
                row.claimed_by is not None,
                row.submitted_at,
                row.number,
            ),
        )
    )


def waiting(now: datetime, since: datetime) -> Text:
    """How long somebody has waited, in words: whole hours on the first day, then whole days of 24 hours."""
    waited = now - since
    if waited < ONE_HOUR:
        return say("queue", "Wacht minder dan een uur")
    if waited < ONE_DAY:
        return say_many("queue", "Wacht {n} uur", "Wacht {n} uur", waited // ONE_HOUR)
    return say_many("queue", "Wacht {n} dag", "Wacht {n} dagen", waited // ONE_DAY)
