"""Where a town keeps its data: SQLite in its folder, or a database of its own on a PostgreSQL server.

A new town begins with an empty database. Migrating takes longer than most stories: it is done once, and copied.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.database import MIGRATIONS, Database

__all__ = ["address", "make", "remove"]

_EMPTY: list[bytes] = []
_MAKING = 7_236_415_100
"""The advisory lock of who makes a database on the server: several processes test there."""


def address(folder: Path, server: str | None) -> str:
    """The address of the database of this folder; `server` is that of any database on a PostgreSQL server, or None."""
    if server is None:
        return f"sqlite+aiosqlite:///{folder / 'rights.sqlite'}"
    return make_url(server).set(database=_name(folder)).render_as_string(hide_password=False)


async def make(folder: Path, server: str | None, *, migrated: bool = True) -> None:
    """Makes the database of this folder, unless it is there."""
    if server is None:
        file = folder / "rights.sqlite"
        if migrated and not file.exists():
            file.write_bytes(await _empty_file())
        return
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as conn:
            await conn.execute(text(f"SELECT pg_advisory_lock({_MAKING})"))
            if not await _is_there(conn, _name(folder)):
                source = await _template(conn, server) if migrated else "template0"
                await conn.execute(text(f'CREATE DATABASE "{_name(folder)}" TEMPLATE "{source}"'))
    finally:
        await engine.dispose()


async def remove(folder: Path, server: str | None) -> None:
    """Takes the database of this folder off the server. A file goes with its folder."""
    if server is None:
        return
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as conn:
            await conn.execute(text(f'DROP DATABASE IF EXISTS "{_name(folder)}" WITH (FORCE)'))
    finally:
        await engine.dispose()


def _name(folder: Path) -> str:
    return f"town_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"


async def _is_there(conn: AsyncConnection, name: str) -> bool:
    return bool(await conn.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}))


async def _template(conn: AsyncConnection, server: str) -> str:
    """A migrated database to copy; one that was begun and not finished is made anew."""
    name = f"empty_{ScriptDirectory(str(MIGRATIONS)).get_current_head()}"
    if not await _is_there(conn, name):
        begun = f"{name}_begun"
        await conn.execute(text(f'DROP DATABASE IF EXISTS "{begun}"'))
        await conn.execute(text(f'CREATE DATABASE "{begun}" TEMPLATE template0'))
        db = Database(make_url(server).set(database=begun).render_as_string(hide_password=False))
        await db.migrate()
        await db.close()
        await conn.execute(text(f'ALTER DATABASE "{begun}" RENAME TO "{name}"'))
    return name


async def _empty_file() -> bytes:
    if not _EMPTY:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "empty.sqlite"
            db = Database(f"sqlite+aiosqlite:///{file}")
            await db.migrate()
            await db.close()
            _EMPTY.append(file.read_bytes())
    return _EMPTY[0]
