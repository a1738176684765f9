"""Moving time on, from one due moment of the bot to the next, so that nothing that would have happened is skipped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.clock import Bell, Clock
from sandbox.errors import ActError

__all__ = ["Walk"]

REPORT_WAITS = 25.0  # real seconds
PATIENCE = 10.0  # real seconds that a bot at work may be silent during a walk before it counts as gone
IN_STEP = timedelta(seconds=2)  # how far the bot's clock may differ because of the way a report travels


class Walk:
    """Knows when the bot is idle and what it is due to do next, and moves the clock no further than that at once."""

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._bell = Bell()
        self._reports = 0
        self._waiting = False
        self._heard = False
        self._to_next_due = False
        self.target: datetime | None = None
        self.next_due: datetime | None = None
        clock.watch(self._moved)

    def _moved(self) -> None:
        self._bell.ring()
        self._changed()

    def move(self, seconds: float) -> None:
        """Move on by so many seconds: in steps where a bot reports, else at once. ActError when it would go back."""
        if seconds < 0:
            raise ActError("The clock only moves forward.")
        if not self._heard:
            self._clock.advance(seconds)
            return
        self.target = (self.target or self._clock.now()) + timedelta(seconds=seconds)
        self._begin()

    def move_to_next_due(self) -> None:
        """Move on to the next moment at which the bot has something to do. ActError when it told none."""
        if self.next_due is None:
            raise ActError("The bot has nothing due.")
        if not self._heard:
            self._clock.move_to(self.next_due)
            return
        self._to_next_due = True
        self._begin()

    @property
    def walking(self) -> bool:
        """Whether a move is under way."""
        return self.target is not None or self._to_next_due

    def refresh(self) -> None:
        """What the bot told may no longer hold: answer it, so that it reports again once it is idle."""
        self._bell.ring()

    def _begin(self) -> None:
        """The first step waits for a fresh report: since the last one something new may have become due."""
        self.refresh()
        self._expect()
        self._changed()

    def _step(self) -> None:
        """The bot is idle: move to its next due moment, or to the target where that comes first."""
        if self._to_next_due:
            self._to_next_due = False
            self.target = self.target or self.next_due
        if self.target is None:
            return
        if self._clock.now() >= self.target:
            self.target = None
            self._changed()
            return
        landing = self.target if self.next_due is None else min(self.target, self.next_due)
        self._clock.move_to(landing)

    async def report(self, now: datetime, next_due: datetime | None) -> timedelta:
        """The bot is idle at its `now`.

        Returns the offset: when the clock moves, when the bot has to report anew, or after 25 seconds.
        """
        self._reports += 1
        number = self._reports
        self._heard = True
        known, self.next_due = self.next_due, next_due if next_due is not None and next_due > now else None
        if known != self.next_due:
            self._changed()
        if abs(self._clock.now() - now) > IN_STEP:
            self._expect()
            return self._clock.offset
        self._step()
        if self.target is not None:
            self._expect()
            return self._clock.offset
        self._waiting = True
        try:
            await self._bell.wait(REPORT_WAITS)
        except asyncio.CancelledError:
            if number == self._reports:
                self.gone()
            raise
        finally:
            if number == self._reports:
                self._waiting = False
        self._expect()
        return self._clock.offset

    def gone(self) -> None:
        """The bot is away: a walk that had begun ends at its target at once."""
        self._heard = self._waiting = False
        self._finish()

    def close(self) -> None:
        """Answer whoever waits."""
        self._bell.ring()

    def _finish(self) -> None:
        target = self.target or (self.next_due if self._to_next_due else None)
        self.target, self._to_next_due = None, False
        if target is not None:
            self._clock.move_to(target)
            self._changed()

    def _expect(self) -> None:
        """During a walk, do not wait for ever for a bot that has gone without a word."""
        if self.walking:
            asyncio.get_running_loop().call_later(PATIENCE, self._give_up, self._reports)

    def _give_up(self, reports: int) -> None:
        if reports == self._reports and not self._waiting:
            self.gone()
