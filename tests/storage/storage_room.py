"""An empty database in a folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database

__all__ = ["MOMENT", "database", "url"]

MOMENT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def url(folder: Path) -> str:
    """The address of the database in this folder."""
    return f"sqlite+aiosqlite:///{folder / 'rights.sqlite'}"


@asynccontextmanager
async def database(folder: Path) -> AsyncIterator[Database]:
    """Migrated to the newest version."""
    db = Database(url(folder))
    await db.migrate()
    try:
        yield db
    finally:
        await db.close()
