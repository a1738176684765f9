"""The clock's door: APScheduler as a plain ticker. It keeps no jobs; what is due stands in the table of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage import work
from storage.database import Database

__all__ = ["Ticker"]


class Ticker:
    """Wakes the machine every second, and puts the hourly housekeeping in the table of work."""

    def __init__(self, db: Database, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._db = db
        self._now = now
        self._wake = wake
        self._hour = ""
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(self.tick, "interval", seconds=1)

    async def tick(self) -> None:
        """One tick: the hour's housekeeping, under a key that is unique over all workers, and a wake."""
        now = self._now()
        hour = now.strftime("%Y-%m-%dT%H")
        if hour != self._hour:
            try:
                async with self._db.write() as conn:
                    row = {
                        "stream": "system:",
                        "kind": "housekeeping",
                        "due_at": now,
                        "dedupe_key": f"housekeeping:{hour}",
                    }
                    await work.add(conn, [row])
            except asyncio.CancelledError:  # the machine stops; APScheduler would call that an error of ours
                return
            self._hour = hour
        self._wake()

    def start(self) -> None:
        """Starts ticking."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stops ticking."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
