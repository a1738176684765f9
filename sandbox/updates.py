"""The queue of what the bot has not yet confirmed, with Telegram's rules for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.model import Json

__all__ = ["Update", "Updates"]

KEPT = timedelta(hours=24)
# Kinds that come only to a bot that asks for them by name.
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Update:
    """One update that waits. `chat` is what keeps order among webhook deliveries."""

    id: int
    chat: int
    body: Json
    made_at: datetime
    twice: bool = False


class Updates:
    """Updates in order of their id; they stay until confirmed, at most 24 hours."""

    def __init__(self, clock: Clock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._waiting: list[Update] = []
        self._next_id = 100_001
        self._watchers: list[Callable[[], None]] = []
        self._done_watchers: list[Callable[[], None]] = []
        self.allowed: tuple[str, ...] = ()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Which kinds are made from now on: None keeps what was, an empty list is the default."""
        if kinds is not None:
            self.allowed = tuple(kinds)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` for every new update."""
        self._watchers.append(watcher)

    def watch_done(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever the bot has confirmed updates: it now has work that it did not have before."""
        self._done_watchers.append(watcher)

    def add(self, kind: str, payload: Json, chat: int) -> None:
        """Something happened that the bot may want to know."""
        wanted = kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST
        if not wanted:
            return
        body: Json = {"update_id": self._next_id, kind: payload}
        twice = self._faults.take_duplicate(chat)
        self._waiting.append(Update(self._next_id, chat, body, self._clock.now(), twice))
        self._next_id += 1
        for watcher in self._watchers:
            watcher()

    def confirm(self, offset: int) -> None:
        """What `offset` of getUpdates says: all below it is done; a negative one keeps only the last so many."""
        waiting = self.waiting()
        if offset < 0:
            self._waiting = waiting[offset:]
        else:
            self._waiting = [update for update in waiting if update.id >= offset or self._comes_again(update)]
        if len(self._waiting) < len(waiting):
            self._tell_done()

    def done(self, update: Update) -> None:
        """This one was accepted by the webhook."""
        if not self._comes_again(update):
            self._waiting = [other for other in self._waiting if other.id != update.id]
        self._tell_done()

    def _tell_done(self) -> None:
        for watcher in self._done_watchers:
            watcher()

    @staticmethod
    def _comes_again(update: Update) -> bool:
        """Whether a fault makes this confirmed update come once more."""
        again, update.twice = update.twice, False
        return again

    def waiting(self) -> list[Update]:
        """All unconfirmed ones not older than a day, oldest first."""
        oldest = self._clock.now() - KEPT
        self._waiting = [update for update in self._waiting if update.made_at >= oldest]
        return list(self._waiting)

    def forget(self) -> None:
        """Drop all that wait."""
        self._waiting.clear()
