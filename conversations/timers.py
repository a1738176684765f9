"""The timers of a referral, as its state table declares them: made when it changes state, void when it moved on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from casework import REFERRAL
from conversations.context import Referral
from conversations.effects import Schedule
from conversations.events import Due
from followups import due_at

__all__ = ["IN_THE_CHAT", "asked_again", "fences_in_chat", "fits", "in_its_stream", "started", "timers"]

IN_THE_CHAT = {"contacted"}
"""Asked of the family, in its own stream; the others are about staff, in the stream of the referral."""
_KINDS = frozenset(timer.kind for timer in REFERRAL.timers)


def timers(kinds: Iterable[str], referral: str, state: str, *, moves: int, since: datetime) -> tuple[Schedule, ...]:
    """Timers of a referral that is in `state` after `moves` changes of state."""
    return tuple(
        Schedule(
            kind,
            due_at(kind, since),
            REFERRAL.fence(kind, referral, state, moves),
            "chat" if kind in IN_THE_CHAT else _stream(referral),
        )
        for kind in kinds
    )


def started(referral: str, since: datetime) -> tuple[Schedule, ...]:
    """The timers of a new referral."""
    return timers(REFERRAL.starts, referral, REFERRAL.initial, moves=0, since=since)


def asked_again(referral: Referral, now: datetime) -> tuple[Schedule, ...]:
    """*Has someone been in touch?*, once more: nobody was."""
    return timers(["contacted"], referral.id, referral.state, moves=referral.revision, since=now)


def in_its_stream(timers: Iterable[Schedule], referral: str) -> tuple[Schedule, ...]:
    """The same timers, for a family that may have no chat: they run in the stream of the referral."""
    return tuple(replace(timer, subject=_stream(referral)) for timer in timers)


def _stream(referral: str) -> str:
    return f"referral:{referral}"


def fits(event: Due, referral: Referral | None) -> bool:
    """Whether a timer's fence still fits: the referral is as it was when the timer was made. One about something else
    fits none."""
    if referral is None or event.kind not in _KINDS:
        return False
    return event.fence == REFERRAL.fence(event.kind, referral.id, referral.state, referral.revision)


def fences_in_chat(referral: str, state: str, moves: int) -> tuple[str, ...]:
    """The fences of the timers about a referral that run in the family's own chat."""
    return tuple(REFERRAL.fence(kind, referral, state, moves) for kind in sorted(IN_THE_CHAT))
