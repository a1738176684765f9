"""On PostgreSQL, where one is at hand: the same tables, from empty and from every kept dump, one writer, one lead."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, create_engine, insert, select, text

from rehearsal import databases
from storage import audit
from storage.database import MIGRATIONS, Database
from storage.keys import KeyRing, OtherKeys, SealBroken, WrongMasterKey
from storage.outbox import mark_sending, show_card
from storage.same_keys import check
from storage.tables import audit as audit_table
from storage.tables import metadata, outbox, outcome, referral, work
from tests.storage.storage_room import MOMENT

HERE = Path(__file__).parent
PATIENCE = 30.0
"""Seconds after which a test that would hang fails."""


@asynccontextmanager
async def opened(folder: Path, server: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes' views of one new database."""
    await databases.make(folder, server)
    one, other = (Database(databases.address(folder, server)) for _ in range(2))
    try:
        yield one, other
    finally:
        await one.close()
        await other.close()
        await databases.remove(folder, server)


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


async def test_an_empty_database_gets_the_tables_of_the_code(tmp_path: Path, postgresql: str) -> None:
    async with opened(tmp_path, postgresql) as (db, other):
        await asyncio.gather(db.migrate(), other.migrate())  # two that start at once
        async with db.write() as conn:
            assert await conn.run_sync(_differences) == []
        assert await db.migrated()


def _as_it_was(connection: Connection, dump: Path, revision: str) -> None:
    """The tables of a revision, with the rows that a dump of SQLite has."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    with closing(sqlite3.connect(":memory:")) as file:
        file.executescript(dump.read_text())
        kept = create_engine("sqlite://", creator=lambda: file)
        old = MetaData()
        old.reflect(connection)
        for table in old.sorted_tables:
            with kept.connect() as conn:
                rows = [dict(row._mapping) for row in conn.execute(select(table))]
            if rows and table.name != "alembic_version":
                connection.execute(insert(table), rows)


@pytest.mark.parametrize("revision", ["0001", "0002"])
async def test_a_populated_older_database_opens(tmp_path: Path, postgresql: str, revision: str) -> None:
    await databases.make(tmp_path, postgresql, migrated=False)
    db = Database(databases.address(tmp_path, postgresql))
    async with db.write() as conn:
        await conn.run_sync(_as_it_was, HERE / f"populated_{revision}.sql", revision)
    await db.migrate()
    async with db.write() as conn:
        assert await conn.run_sync(_differences) == []
        row = (await conn.execute(select(referral))).one()
        assert (row.number, row.submitted_at, row.body) == ("NIN-26-0001", MOMENT, b"sealed")
        rights = (await conn.execute(select(outcome.c.right))).scalars().all()
        assert rights == (["leefloon"] if revision == "0002" else [])
    await db.close()
    await databases.remove(tmp_path, postgresql)


async def test_who_writes_sees_what_was_written_before_by_anybody(tmp_path: Path, postgresql: str) -> None:
    """The audit hangs each act from the last one: of ten writers at once none hangs it from an older one."""
    async with opened(tmp_path, postgresql) as both:

        async def acts(db: Database, n: int) -> None:
            async with db.write() as conn:
                await audit.record(conn, MOMENT, 7, "read", f"case {n}")

        await asyncio.gather(*(acts(both[n % 2], n) for n in range(10)))
        async with both[0].write() as conn:
            assert await audit.verify(conn)
            assert len((await conn.execute(select(audit_table.c.id))).all()) == 10


async def test_one_leads_until_its_connection_ends(tmp_path: Path, postgresql: str) -> None:
    async with opened(tmp_path, postgresql) as (one, other):

        async def leads(db: Database) -> bool:
            async with db.write() as conn:
                return await db.leads(conn)

        assert [await leads(db) for db in (one, other, one, other)] == [True, False, True, False]
        await one.engine.dispose()
        assert [await leads(db) for db in (other, one)] == [True, False]
        assert (one.leading, other.leading) == (False, True)


async def test_who_leads_hears_of_work_once_it_is_committed(tmp_path: Path, postgresql: str) -> None:
    async with opened(tmp_path, postgresql) as (one, other):
        heard = asyncio.Event()
        one.listen(heard.set)
        async with one.write() as conn:
            await one.leads(conn)
        async with other.write() as conn:
            await other.tell(conn)
            assert not heard.is_set()
        async with asyncio.timeout(PATIENCE):
            await heard.wait()


async def test_a_lost_connection_costs_one_transaction(tmp_path: Path, postgresql: str) -> None:
    async with opened(tmp_path, postgresql) as (one, other):
        async with one.write() as conn:
            mine = await conn.scalar(text("SELECT pg_backend_pid()"))
        async with other.write() as conn:
            await conn.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": mine})
        with pytest.raises(Exception, match="connection"):
            async with one.write() as conn:
                await conn.execute(select(work.c.id))
        async with one.write() as conn:
            assert (await conn.execute(select(work.c.id))).all() == []


async def test_a_card_joins_the_card_that_waits(tmp_path: Path, postgresql: str) -> None:
    async with opened(tmp_path, postgresql) as (one, other):
        for db in (one, other):
            async with db.write() as conn:
                await show_card(conn, 7, MOMENT, fresh=db is other)
        async with one.write() as conn:
            row = (await conn.execute(select(outbox))).one()
            assert row.fresh
            await mark_sending(conn, [row.id])
            await show_card(conn, 7, MOMENT, fresh=False)
            states = (await conn.execute(select(outbox.c.state).order_by(outbox.c.id))).scalars().all()
        assert states == ["sending", "pending"]


async def test_keys_in_a_database_of_their_own(tmp_path: Path, postgresql: str) -> None:
    await databases.make(tmp_path, postgresql, migrated=False)
    address = databases.address(tmp_path, postgresql)
    here, there = await asyncio.gather(*(KeyRing.at(address, b"m" * 32) for _ in range(2)))
    await asyncio.gather(here.hold(["sara"]), there.hold(["sara"]))
    sealed = here.seal("sara", b"two children", "answers:1")
    assert there.open("sara", sealed, "answers:1") == b"two children"
    assert await here.mark() == await there.mark()
    await here.shred(["sara"])
    there.let_go()
    assert await there.hold(["sara"], make=False) == frozenset()
    with pytest.raises(SealBroken):
        there.open("sara", sealed, "answers:1")
    with pytest.raises(WrongMasterKey):
        await KeyRing.at(address, b"x" * 32)
    for keys in (here, there):
        await keys.close()
    await databases.remove(tmp_path, postgresql)


async def test_a_process_with_other_keys_is_refused(tmp_path: Path, postgresql: str) -> None:
    async with opened(tmp_path, postgresql) as (one, other):
        mine, others = [await KeyRing.at(tmp_path / name, b"m" * 32) for name in ("a.sqlite", "b.sqlite")]
        async with one.write() as conn:
            await check(conn, mine)
            await check(conn, mine)
        with pytest.raises(OtherKeys, match="KEYS_DATABASE_URL"):
            async with other.write() as conn:
                await check(conn, others)
        for keys in (mine, others):
            await keys.close()
