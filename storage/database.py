"""The database: one engine, hardened where it is SQLite, and one way to write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import driver
from storage.transaction import Transaction

__all__ = ["Database"]

MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """`write` opens a transaction; in SQLite it is the only one of this process at that time."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        own_driver = {"async_creator_fn": driver.connect} if self.is_sqlite else {}
        self.engine: AsyncEngine = create_async_engine(url, hide_parameters=True, connect_args=own_driver)
        self._turnstile = asyncio.Lock()
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _harden)
            event.listen(self.engine.sync_engine, "begin", _begin)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end and rolls back on an exception.

        SQLite has one writer: waiting in our own line is fair and never "database is locked".
        """
        async with self._turnstile if self.is_sqlite else nullcontext(), self.engine.begin() as conn:
            transaction = Transaction(self.engine, conn.sync_connection)
            yield transaction
            await transaction.settle()

    async def migrate(self) -> None:
        """Brings the schema to the newest version."""
        async with self.write() as conn:
            await conn.run_sync(_upgrade)

    async def migrated(self) -> bool:
        """Whether the schema is at the newest version; changes nothing."""
        async with self.write() as conn:
            return await conn.run_sync(_is_newest)

    async def close(self) -> None:
        """Ends the connections."""
        await self.engine.dispose()


def _harden(connection: object, _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "busy_timeout=10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(driver.BEGIN)


def _is_newest(connection: Connection) -> bool:
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
