"""How fast we send: 30 messages a second overall, one a second per private chat, 20 a minute per group.

Short bursts are allowed where Telegram allows them: a person who taps quickly is answered quickly. Seconds come in as
values of a monotonic clock, so that tests need no sleep.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["GROUP", "PRIVATE", "Pace", "Pacing"]


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second to one chat, and how many may go at once after a silence."""

    rate: float
    room: float


PRIVATE = Pace(1.0, 3.0)
GROUP = Pace(20 / 60, 5.0)
_ROUNDING = 1e-9
"""What sums of fractions lack of a whole message: a wait so short moves no clock on."""


@dataclass(slots=True)
class _Bucket:
    rate: float
    room: float
    level: float
    at: float

    def fill(self, now: float) -> None:
        self.level = min(self.room, self.level + (now - self.at) * self.rate)
        self.at = now

    def wait(self, now: float) -> float:
        self.fill(now)
        lacks = 1.0 - self.level
        return lacks / self.rate if lacks > _ROUNDING else 0.0


class Pacing:
    """Says who may be sent to now, and when the next one may."""

    def __init__(self, per_second: int, private: Pace = PRIVATE) -> None:
        self._private = private
        self._all = _Bucket(per_second, per_second, per_second, 0.0)
        self._chats: dict[int, _Bucket] = {}
        self._blocked: dict[int, float] = {}

    def block(self, chat_id: int, seconds: float, now: float) -> None:
        """Telegram asked to leave this chat alone for exactly so long."""
        self._blocked[chat_id] = now + seconds

    def blocked(self, now: float) -> Collection[int]:
        """The chats that may get nothing at all now, not even the answer to a tap."""
        self._blocked = {chat: until for chat, until in self._blocked.items() if until > now}
        return self._blocked.keys()

    def take(self, chat_id: int, now: float) -> bool:
        """Whether a message may go to this chat now; if so it counts."""
        bucket = self._bucket(chat_id, now)
        if self._all.wait(now) > 0 or bucket.wait(now) > 0 or self._blocked.get(chat_id, 0) > now:
            return False
        self._all.level -= 1
        bucket.level -= 1
        return True

    def waiting(self, now: float) -> Collection[int]:
        """The chats that may get no message now. Those whose silence was long enough are forgotten."""
        slow = {chat for chat, bucket in self._chats.items() if bucket.wait(now) > 0}
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if bucket.level < bucket.room}
        return slow | set(self.blocked(now))

    def next_free(self, now: float) -> float | None:
        """Seconds until something that waits now may go; None if nothing waits."""
        waits = [until - now for until in self._blocked.values() if until > now]
        waits += [wait for bucket in self._chats.values() if (wait := bucket.wait(now)) > 0]
        if (wait := self._all.wait(now)) > 0:
            waits.append(wait)
        return min(waits, default=None)

    def _bucket(self, chat_id: int, now: float) -> _Bucket:
        if chat_id not in self._chats:
            pace = self._private if chat_id > 0 else GROUP
            self._chats[chat_id] = _Bucket(pace.rate, pace.room, pace.room, now)
        return self._chats[chat_id]
