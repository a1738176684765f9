"""What is written later is there for whoever reads, and what was read ahead is never older than what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, func, select, update

from storage import ahead, outbox
from storage.tables import chat, household
from storage.tables import outbox as outbox_table
from storage.transaction import later
from tests.storage.storage_room import MOMENT, database


async def test_rows_that_wait_are_read_and_committed_in_their_order(tmp_path: Path) -> None:
    async with database(tmp_path) as db:
        async with db.write() as conn:
            await outbox.put(conn, 1, "delete", MOMENT, ref="5")
            await outbox.show_card(conn, 1, MOMENT, fresh=True)
            await outbox.put(conn, 2, "ack", MOMENT, ref="6")
            assert await conn.scalar(select(func.count()).select_from(outbox_table)) == 3
            await outbox.put(conn, 1, "ack", MOMENT, ref="7")
        async with db.write() as conn:
            rows = (await conn.execute(select(outbox_table).order_by(outbox_table.c.id))).all()
    assert [(row.chat_id, row.kind, row.ref) for row in rows] == [
        (1, "delete", "5"),
        (1, "card", ""),
        (2, "ack", "6"),
        (1, "ack", "7"),
    ]


async def test_of_a_transaction_that_fails_nothing_stays_that_waited(tmp_path: Path) -> None:
    async with database(tmp_path) as db:

        async def fails() -> None:
            async with db.write() as conn:
                await outbox.put(conn, 1, "delete", MOMENT, ref="5")
                raise LookupError("a defect")

        with pytest.raises(LookupError):
            await fails()
        async with db.write() as conn:
            assert await conn.scalar(select(func.count()).select_from(outbox_table)) == 0


async def test_whatever_changes_a_row_takes_out_what_was_read_ahead(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        home = {"id": "h", "municipality": "ninove", "answers": b"", "plans": b""}
        await conn.execute(household.insert().values(**home, created_at=MOMENT, touched_at=MOMENT))
        rows = [{"id": number, "key_id": "k", "state": b"", "household_id": "h"} for number in (1, 2)]
        await conn.execute(chat.insert(), rows)

        async def language() -> str | None:
            row = await ahead.chat_row(conn, 1)
            assert row is not None
            found: str | None = row.language
            return found

        await ahead.fetch(conn, [1, 2])
        assert await language() is None
        await conn.execute(update(chat).where(chat.c.id == 1).values(language="nl"))
        assert await language() == "nl"
        speaks = update(chat).where(chat.c.id == bindparam("of")).values(language=bindparam("speaks"))
        await later(conn, speaks, {"of": 1, "speaks": "ar"}, changes=("chat", 1))
        assert await language() == "ar"
        assert await ahead.household_row(conn, "h") is not None
        await conn.execute(delete(household).where(household.c.id == "h"))
        assert await ahead.household_row(conn, "h") is None
        row = await ahead.chat_row(conn, 2)
        assert row is not None
        assert row.household_id is None, "the delete of the household changed the chats, too"
