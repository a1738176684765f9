"""What is promised to a family and what becomes of it, and the charts that a coordinator asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["EndPromise", "MakePromise", "MovePromise", "SendChart"]


@dataclass(frozen=True, slots=True)
class MakePromise:
    """Something is done for a family at the latest on `day`, by whoever has its request: this chat. With its timers.

    `id` is the context's `fresh_id`.
    """

    id: str
    referral: str
    purpose: str
    day: date


@dataclass(frozen=True, slots=True)
class EndPromise:
    """An action of the state table of promises (`casework.promises`), already checked against it. `reason`: why it is
    let go."""

    promise: str
    action: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MovePromise:
    """Another day: the promise is closed as moved, and one with the same number takes its place under `id`, which is
    the context's `fresh_id`."""

    promise: str
    id: str
    day: date


@dataclass(frozen=True, slots=True)
class SendChart:
    """A chart of a municipality, as a picture: a name in `conversations.charts`. Made when it is sent."""

    municipality: str
    chart: str
