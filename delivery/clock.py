"""What time it is for the bot. Only a sandbox can move it; a live bot has the plain clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["Clock"]


class Clock:
    """The real time, plus an offset that only the sandbox sets."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC) + self.offset
