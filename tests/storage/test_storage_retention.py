"""What is older than its term goes, what is younger stays, and the chain of the audit holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rights import Data, load_catalogue
from storage import audit, tables
from storage.housekeeping import tidy
from tests.storage.storage_room import MOMENT, database

TERMS = load_catalogue().terms
MINUTE = timedelta(minutes=1)
HOUSEHOLD = {"id": "h", "municipality": "ninove", "answers": b"", "plans": b"", "created_at": MOMENT}


def _referral(at: datetime, **more: Any) -> dict[str, Any]:
    asked = {"id": "r", "number": "NIN-26-0001", "municipality": "ninove", "kind": "asked_help", "urgency": "normal"}
    over = {"state": "closed", "submitted_at": at, "closed_at": at, "body": b"told", "claimed_by": 5, "reported_by": 6}
    return {**asked, **over, **more}


def _notice(at: datetime) -> dict[str, Any]:
    return {"id": "n", "chat_id": 7, "kind": "closed", "ref": "r", "at": at}


def _work(at: datetime, state: str) -> dict[str, Any]:
    return {"stream": "chat:7", "kind": "update", "due_at": at, "done_at": at, "state": state}


def _outbox(at: datetime) -> dict[str, Any]:
    return {"chat_id": 7, "kind": "notice", "due_at": at, "state": "unsure"}


ROWS: Mapping[str, tuple[Data, Table, Any]] = {
    "a file that nobody opened": (Data.UNOPENED_FILE, tables.household, lambda at: {**HOUSEHOLD, "touched_at": at}),
    "a notice": (Data.NOTICES, tables.notice, _notice),
    "work that is done": (Data.WORK_IDS, tables.work, lambda at: _work(at, "done")),
    "work that was given up": (Data.UNDELIVERED, tables.work, lambda at: _work(at, "parked")),
    "a message that may not have arrived": (Data.UNDELIVERED, tables.outbox, _outbox),
    "a chat with nothing in it": (
        Data.EMPTY_CHAT,
        tables.chat,
        lambda _: {"id": 7, "key_id": "k", "state": b"", "language": "nl"},
    ),
}


async def _count(conn: AsyncConnection, table: Table) -> int:
    return int(await conn.scalar(select(func.count()).select_from(table)) or 0)


@pytest.mark.parametrize("what", ROWS)
async def test_what_is_older_than_its_term_goes_and_no_sooner(tmp_path: Path, what: str) -> None:
    data, table, row = ROWS[what]
    async with database(tmp_path) as db, db.write() as conn:
        await conn.execute(table.insert().values(**row(MOMENT)))
        if data is Data.EMPTY_CHAT:  # when it was last used is known from its work
            await conn.execute(tables.work.insert().values(**_work(MOMENT, "done")))
        await tidy(conn, MOMENT + TERMS[data].time - MINUTE, TERMS)
        assert await _count(conn, table) == 1
        await tidy(conn, MOMENT + TERMS[data].time + MINUTE, TERMS)
        assert await _count(conn, table) == 0


async def test_figures_go_by_their_month(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        counted = {"municipality": "ninove", "right": "uitpas", "month": "2026-11", "outcome": "granted"}
        await conn.execute(tables.outcome.insert().values(**counted))
        await tidy(conn, MOMENT + TERMS[Data.OUTCOMES].time, TERMS)
        assert await _count(conn, tables.outcome) == 1
        await tidy(conn, MOMENT + TERMS[Data.OUTCOMES].time + timedelta(days=31), TERMS)
        assert await _count(conn, tables.outcome) == 0


async def test_of_a_closed_request_the_number_stays_and_leads_to_nobody(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        await conn.execute(tables.household.insert().values(**HOUSEHOLD, touched_at=MOMENT + timedelta(days=999)))
        await conn.execute(tables.referral.insert().values(**_referral(MOMENT, household_id="h")))
        await conn.execute(tables.note.insert().values(referral_id="r", author=5, at=MOMENT, body=b"noted"))
        await conn.execute(tables.message.insert().values(id="m", referral_id="r", phrase="hello", sent_at=MOMENT))
        for late in (-MINUTE, MINUTE):
            await tidy(conn, MOMENT + TERMS[Data.CLOSED_REQUEST].time + late, TERMS)
            kept = (await _count(conn, tables.note), await _count(conn, tables.message))
            row = (await conn.execute(select(tables.referral))).one()
            assert (kept == (1, 1)) is (row.body is not None) is (late < timedelta(0))
        assert (row.number, row.claimed_by, row.reported_by, row.household_id) == ("NIN-26-0001", None, None, "h")


async def test_an_open_request_and_its_notices_stay_however_old(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        await conn.execute(tables.household.insert().values(**HOUSEHOLD, touched_at=MOMENT))
        opened = _referral(MOMENT, household_id="h", state="claimed", closed_at=None)
        await conn.execute(tables.referral.insert().values(**opened))
        await conn.execute(tables.notice.insert().values(**_notice(MOMENT)))
        await tidy(conn, MOMENT + timedelta(days=900), TERMS)
        assert (await conn.execute(select(tables.referral.c.body))).scalar_one() == b"told"
        assert await _count(conn, tables.notice) == await _count(conn, tables.household) == 1


@pytest.mark.parametrize("table", [tables.member, tables.access, tables.outbox], ids=lambda table: str(table.name))
async def test_a_chat_that_is_somebody_s_stays(tmp_path: Path, table: Table) -> None:
    rows = {
        "member": {"chat_id": 7, "municipality": "ninove", "role": "coordinator", "name": b"", "since": MOMENT},
        "access": {"household_id": "h", "chat_id": 7, "kind": "helper", "since": MOMENT},
        "outbox": {"chat_id": 7, "kind": "commands", "due_at": MOMENT},
    }
    async with database(tmp_path) as db, db.write() as conn:
        await conn.execute(tables.chat.insert().values(id=7, key_id="k", state=b""))
        await conn.execute(tables.household.insert().values(**HOUSEHOLD, touched_at=MOMENT))
        await conn.execute(table.insert().values(**rows[table.name]))
        await tidy(conn, MOMENT + timedelta(days=4), TERMS)
        assert await _count(conn, tables.chat) == 1


async def test_the_chain_of_the_audit_holds_when_its_beginning_goes(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        for day in range(6):
            await audit.record(conn, MOMENT + timedelta(days=day), 5, "read", f"r{day}")
        for left in (4, 3):  # and once more, from where it ends now
            await tidy(conn, MOMENT + TERMS[Data.AUDIT].time + timedelta(days=6 - left, minutes=1), TERMS)
            rows = (await conn.execute(select(tables.audit).order_by(tables.audit.c.id))).all()
            assert (rows[0].actor, rows[0].subject) == (audit.BOT, ""), "the end it hangs from is empty"
            assert [row.subject for row in rows[1:]] == [f"r{day}" for day in range(7 - left, 6)]
            assert await audit.verify(conn)
        await audit.record(conn, MOMENT + timedelta(days=800), 5, "read", "later")
        assert await audit.verify(conn)
        await conn.execute(tables.audit.update().where(tables.audit.c.subject == "r5").values(actor=9))
        assert not await audit.verify(conn), "a changed row still shows"
