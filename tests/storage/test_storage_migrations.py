"""The migrations make exactly the tables of the code, twice is once, and an older database still opens."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select

from casework import REFERRAL
from followups import KINDS
from storage.database import MIGRATIONS, Database
from storage.tables import metadata, outcome, work
from storage.tables import referral as referral_table
from tests.storage.storage_room import MOMENT, database, url

HERE = Path(__file__).parent
FIRST, SECOND = HERE / "populated_0001.sql", HERE / "populated_0002.sql"
"""Dumps of a database of that revision with a row in every table that a referral needs; of the second, also with what
came of a right, and the one question that a family was promised."""


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


async def test_an_empty_database_gets_the_tables_of_the_code(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        assert await conn.run_sync(_differences) == []


def test_the_tables_are_said_in_the_words_of_postgresql_too() -> None:
    """Without a server: what would be sent to one. PostgreSQL takes no number for a yes or no."""
    words = StringIO()
    says = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": words})
    with Operations.context(says):
        for revision in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())):
            revision.module.upgrade()
    tables = re.findall(r"CREATE TABLE (\w+)", words.getvalue())
    assert {*metadata.tables} <= {*tables}
    assert re.findall(r"BOOLEAN DEFAULT \d", words.getvalue()) == []


async def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    async with database(tmp_path) as db:
        with closing(sqlite3.connect(tmp_path / "rights.sqlite")) as file:
            before = list(file.iterdump())
            await db.migrate()
            assert list(file.iterdump()) == before


async def test_a_populated_database_of_the_first_revision_opens(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rights.sqlite")) as file:
        file.executescript(FIRST.read_text())
    async with database(tmp_path) as db, db.write() as conn:
        assert await conn.run_sync(_differences) == []
        row = (await conn.execute(select(referral_table))).one()
        assert (row.number, row.submitted_at, row.body) == ("NIN-26-0001", MOMENT, b"sealed")


async def test_a_populated_database_of_the_second_revision_keeps_what_it_promised(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rights.sqlite")) as file:
        file.executescript(SECOND.read_text())
    async with database(tmp_path) as db, db.write() as conn:
        assert await conn.run_sync(_differences) == []
        told = (await conn.execute(select(outcome.c.right, outcome.c.outcome, outcome.c.band))).one()
        assert tuple(told) == ("leefloon", "granted", "")
        kinds = (
            (await conn.execute(select(work.c.kind).where(work.c.fence == "h1").order_by(work.c.id))).scalars().all()
        )
        assert kinds == ["resume", "step_open"]
        assert {*kinds} <= {*KINDS}, "no promise is of a kind that nobody knows"


async def test_the_file_is_hardened(tmp_path: Path) -> None:
    db = Database(url(tmp_path))
    async with db.engine.connect() as conn:
        found = {
            name: (await conn.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "trusted_schema", "synchronous")
        }
    await db.close()
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "synchronous": 2,
    }


async def test_a_request_in_somebody_s_hands_keeps_its_reminders(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rights.sqlite")) as file:
        file.executescript(SECOND.read_text())
        file.execute("UPDATE referral SET state = 'contacted', revision = 2")
        file.commit()
    async with database(tmp_path) as db, db.write() as conn:
        row = (await conn.execute(select(referral_table))).one()
        assert row.state == "in_support"
        fence = REFERRAL.fence("in_support", row.id, row.state, row.revision)
        waits = select(work.c.kind).where(work.c.stream == f"referral:{row.id}", work.c.fence == fence)
        assert (await conn.execute(waits)).scalars().all() == ["in_support"]
