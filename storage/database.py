"""The database: one engine, hardened where it is SQLite, and one way to write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import driver, postgresql
from storage.transaction import Transaction

__all__ = ["Database"]

MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """`write` opens a transaction; it is the only one at that time, of this process and of all others.

    `shared`: other processes may have it open too (PostgreSQL). One of them leads: it does the work, the others only
    store what comes in. `leading` is what `leads` said last.
    """

    def __init__(self, url: str) -> None:
        self.shared = make_url(url).get_backend_name() != "sqlite"
        options = postgresql.options() if self.shared else {"connect_args": {"async_creator_fn": driver.connect}}
        self.engine: AsyncEngine = create_async_engine(url, hide_parameters=True, **options)
        self.leading = not self.shared
        self._turnstile = asyncio.Lock()
        begin = postgresql.BEGIN if self.shared else driver.BEGIN
        event.listen(self.engine.sync_engine, "begin", lambda conn: conn.exec_driver_sql(begin))
        self._told: Callable[[], None] = lambda: None
        if self.shared:
            postgresql.listen(self.engine, self._hear)
        else:
            event.listen(self.engine.sync_engine, "connect", _harden)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end and rolls back on an exception.

        There is one writer: waiting in our own line is fair, never "database is locked", and takes one connection.
        """
        async with self._turnstile, self.engine.begin() as conn:
            transaction = Transaction(self.engine, conn.sync_connection)
            yield transaction
            await transaction.settle()

    async def leads(self, conn: AsyncConnection) -> bool:
        """Whether this process is the one that does the work. Asked in the transaction that does some: the lead ends
        with the connection, and then that transaction does too."""
        if self.shared:
            self.leading = bool(await conn.scalar(postgresql.LEAD))
        return self.leading

    async def tell(self, conn: AsyncConnection) -> None:
        """There is work for who leads, once this is committed."""
        if not self.leading:
            await conn.execute(postgresql.TELL)

    def listen(self, told: Callable[[], None]) -> None:
        """Calls `told` when another process stored work."""
        self._told = told

    def _hear(self) -> None:
        self._told()

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


def _is_newest(connection: Connection) -> bool:
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
