"""SQLite as the driver of this process: statements run where they stand, only what may wait goes to a thread.

A statement of ours takes some ten microseconds; handing each step of it to a thread and back takes ten times that.
Beginning (another process may hold the write lock) and committing (the disk) do wait, so they keep their thread; so
does rolling back, which must come after a commit that was cancelled halfway. Measured, and why this is safe:
docs/decisions/0005-statements-without-a-thread.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import aiosqlite

__all__ = ["BEGIN", "connect"]

BEGIN = "BEGIN IMMEDIATE"
"""Takes the write lock at once: an upgrade halfway can deadlock."""
_ROWS_A_CHUNK = 64
"""aiosqlite's own default, which it keeps to `aiosqlite.connect`."""


class _Connection(aiosqlite.Connection):
    """aiosqlite's connection; SQLAlchemy sees no difference."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn in (self._conn.commit, self._conn.rollback, self._conn.close) or args[:1] == (BEGIN,):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)


def connect(path: str, **options: Any) -> aiosqlite.Connection:
    """A connection to a file, to be awaited. It is used by one task at a time: that is what the engine's pool gives."""
    return _Connection(partial(sqlite3.connect, path, **{**options, "check_same_thread": False}), _ROWS_A_CHUNK)
