"""The cloud's clock: real time plus an offset that tests and the page move."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["Bell", "Clock", "reach"]


def _real_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Time as the cloud and the bot see it, in UTC. It only moves forward."""

    def __init__(self, real_now: Callable[[], datetime] = _real_now) -> None:
        self._real_now = real_now
        self._watchers: list[Callable[[], None]] = []
        self.offset = timedelta(0)

    def now(self) -> datetime:
        """The present moment: real time plus the offset."""
        return self._real_now() + self.offset

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds at once and tell everyone who watches. ValueError when it would go back."""
        if seconds < 0:
            raise ValueError(f"The clock only moves forward: got {seconds} seconds, expected 0 or more.")
        self.offset += timedelta(seconds=seconds)
        for watcher in tuple(self._watchers):
            watcher()

    def move_to(self, moment: datetime) -> None:
        """Move on to this moment; a moment in the past leaves the clock where it is."""
        self.advance(max(0.0, (moment - self.now()).total_seconds()))

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after every move; the function returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)


class Bell:
    """Wakes everyone who waits for it at that moment."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake them all."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(self, seconds: float | None = None) -> bool:
        """Wait for the next ring, at most so many real seconds. True when it rang."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True


async def reach(clock: Clock, moment: datetime) -> None:
    """Return when the clock shows this moment, because time passed or because somebody moved it."""
    bell = Bell()
    unwatch = clock.watch(bell.ring)
    try:
        while (left := (moment - clock.now()).total_seconds()) > 0:
            await bell.wait(left)
    finally:
        unwatch()
