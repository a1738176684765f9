"""The clock's door: APScheduler as a plain ticker. It keeps no jobs; what is due stands in the table of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from followups import BRUSSELS, due_at
from storage import work
from storage.database import Database

__all__ = ["Ticker"]

STREAM = "system:"
"""Of what the bot does for itself, in no chat."""
TOLD = {"figures": "%Y-%m", "digest": "%Y-%m-%d", "week": "%Y-%m-%d"}
"""What is told to the staff of every municipality, and the time in which that is done once."""


class Ticker:
    """Wakes the machine every second. Every hour it puts in the table of work the hour's housekeeping, what is compared
    once a day, and the next of what is told to a team day by day, week by week or month by month, unless one waits."""

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
        """One tick: what a new hour brings, under keys that are unique over all workers, and a wake."""
        now = self._now()
        hour = now.strftime("%Y-%m-%dT%H")
        if hour != self._hour:
            try:
                async with self._db.write() as conn:
                    rows = [_row("housekeeping", now, hour), _row("watch", now, f"{now.astimezone(BRUSSELS):%Y-%m-%d}")]
                    for kind, once_in in TOLD.items():
                        if not await work.promised(conn, kind):
                            due = due_at(kind, now)
                            rows.append(_row(kind, due, due.strftime(once_in)))
                    await work.add(conn, rows)
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


def _row(kind: str, due: datetime, once_in: str) -> dict[str, object]:
    return {"stream": STREAM, "kind": kind, "due_at": due, "dedupe_key": f"{kind}:{once_in}"}
