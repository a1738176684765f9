"""Links, the audit, moments, the line of work and the numbers of referrals."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.context import Chat, Context
from conversations.effects import SubmitReferral
from rights import load_catalogue
from storage import audit, links, outbox, work
from storage.effects import Turnover, apply_effects
from storage.keys import KeyRing
from storage.sealing import seal_json
from storage.tables import audit as audit_table
from storage.tables import counter, household, link, referral
from storage.tables import outbox as outbox_table
from storage.tables import work as work_table
from tests.storage.storage_room import MOMENT, database

HOUR = timedelta(hours=1)


async def test_a_link_serves_once_until_it_is_too_old_and_is_not_stored(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        token = await links.issue(conn, "invite", "ninove:coordinator", MOMENT + HOUR)
        stored = (await conn.execute(select(link))).one()
        assert token not in str(stored)
        found = await links.look_up(conn, token, MOMENT)
        assert found is not None
        assert found.subject == "ninove:coordinator"
        assert await links.look_up(conn, token, MOMENT + HOUR) is None
        assert not await links.redeem(conn, token, MOMENT + HOUR)
        assert await links.redeem(conn, token, MOMENT)
        assert not await links.redeem(conn, token, MOMENT)
        assert await links.look_up(conn, token, MOMENT) is None
        assert await links.look_up(conn, "", MOMENT) is None


async def test_of_two_people_with_one_link_one_gets_in(tmp_path: Path) -> None:
    async with database(tmp_path) as db:
        async with db.write() as conn:
            token = await links.issue(conn, "invite", "ninove:coordinator", MOMENT + HOUR)

        async def come() -> bool:
            async with db.write() as conn:
                return await links.redeem(conn, token, MOMENT)

        assert sorted(await asyncio.gather(come(), come())) == [False, True]


@pytest.mark.parametrize(
    "harm",
    [
        update(audit_table).where(audit_table.c.id == 2).values(actor=9),
        update(audit_table).where(audit_table.c.id == 2).values(subject="another"),
        update(audit_table).where(audit_table.c.id == 2).values(at=MOMENT + HOUR),
        delete(audit_table).where(audit_table.c.id == 2),
    ],
)
async def test_the_audit_shows_that_a_row_was_changed_or_taken_out(tmp_path: Path, harm: Any) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        for subject in ("a", "b", "c"):
            await audit.record(conn, MOMENT, 1, "read", subject)
        assert await audit.verify(conn)
        await conn.execute(harm)
        assert not await audit.verify(conn)


async def test_a_moment_without_a_time_zone_is_refused(tmp_path: Path) -> None:
    async with database(tmp_path) as db:
        with pytest.raises(StatementError, match="pass an aware datetime"):
            async with db.write() as conn:
                await outbox.put(conn, 1, "card", datetime(2026, 11, 16, 9, 0))  # noqa: DTZ001
        async with db.write() as conn:
            paris = MOMENT.astimezone()
            await outbox.put(conn, 1, "card", paris)
            assert await outbox.next_due(conn) == MOMENT
            stored = (await conn.execute(select(outbox_table.c.due_at))).scalar_one()
        assert stored.tzinfo is UTC


async def add(conn: AsyncConnection, stream: str, *hours: int) -> None:
    """Work for a stream, due so many hours from the beginning."""
    rows = [{"stream": stream, "kind": "resume", "due_at": MOMENT + hour * HOUR} for hour in hours]
    await work.add(conn, rows)


async def claimed(conn: AsyncConnection, now: datetime) -> list[tuple[str, float]]:
    return [(row.stream, (row.due_at - MOMENT) / HOUR) for row in await work.claim(conn, now, 10)]


async def test_work_is_taken_in_order_within_a_stream_and_side_by_side_across_streams(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        await add(conn, "chat:1", 3, 1)
        await add(conn, "chat:2", 2, 9)
        assert await claimed(conn, MOMENT) == []
        assert await claimed(conn, MOMENT + 5 * HOUR) == [("chat:1", 1), ("chat:2", 2)]
        await work.done(conn, [row.id for row in await work.claim(conn, MOMENT + 5 * HOUR, 10)], MOMENT)
        assert await claimed(conn, MOMENT + 5 * HOUR) == [("chat:1", 3)]
        assert await work.next_due(conn) == MOMENT + 3 * HOUR


async def test_what_failed_holds_up_its_stream_until_its_next_try_and_only_that_stream(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        await add(conn, "chat:1", 1, 2)
        await add(conn, "chat:2", 3)
        now = MOMENT + 5 * HOUR
        (first, _) = await work.claim(conn, now, 10)
        assert not await work.failed(conn, first, "RuntimeError", now)
        assert await claimed(conn, now) == [("chat:2", 3)]
        await work.done(conn, [row.id for row in await work.claim(conn, now, 10)], now)
        assert await work.next_due(conn) == now + timedelta(seconds=2)
        assert await claimed(conn, now + timedelta(seconds=2)) == [("chat:1", 1)]


async def test_the_id_of_a_row_that_was_deleted_is_not_used_again(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        for table, again in ((work_table, lambda: add(conn, "chat:1", 1)), (outbox_table, _card(conn))):
            await again()
            first = await conn.scalar(select(func.max(table.c.id)))
            await conn.execute(delete(table))
            await again()
            assert await conn.scalar(select(func.max(table.c.id))) > first


def _card(conn: AsyncConnection) -> Any:
    return lambda: outbox.show_card(conn, 1, MOMENT, fresh=False)


async def test_a_card_goes_back_to_its_place_or_into_the_newer_one(tmp_path: Path) -> None:
    async with database(tmp_path) as db, db.write() as conn:
        await outbox.show_card(conn, 1, MOMENT, fresh=True)
        await outbox.put(conn, 1, "delete", MOMENT, ref="5")
        (card, _) = await outbox.claim(conn, MOMENT, 10, waiting=(), blocked=())
        await outbox.mark_sending(conn, [card.id])
        await outbox.back_to_pending(conn, card, MOMENT, "429")
        kinds = [row.kind for row in await outbox.claim(conn, MOMENT, 10, waiting=(), blocked=())]
        assert kinds == ["card", "delete"]

        await outbox.mark_sending(conn, [card.id])
        await outbox.show_card(conn, 1, MOMENT, fresh=False)
        await outbox.back_to_pending(conn, card, MOMENT, "429")
        (_, newer) = await outbox.claim(conn, MOMENT, 10, waiting=(), blocked=())
        assert (newer.kind, newer.fresh, newer.attempts) == ("card", True, 1)
        assert newer.id != card.id


async def test_numbers_of_referrals_grow_per_municipality_and_year(tmp_path: Path) -> None:
    keys = await KeyRing.at(tmp_path / "keys.sqlite", b"m" * 32)
    catalogue = load_catalogue()
    ids = iter(range(100))

    async def asks(conn: AsyncConnection, place: str, at: datetime) -> str:
        id_ = f"h{next(ids)}"
        await keys.hold([id_])
        empty = {name: seal_json(keys, id_, [], f"{name}:{id_}") for name in ("answers", "plans")}
        await conn.execute(household.insert().values(id=id_, municipality=place, created_at=at, touched_at=at, **empty))
        turnover = Turnover(conn, keys, Context(at, Chat(1), catalogue), 1, id_)
        request = SubmitReferral(
            id=id_,
            kind="asked_help",
            urgency="normal",
            first_name="Sara",
            phone=None,
            way="bot",
            when="any",
            about=(),
            recipient=place,
            purpose="help",
            text_version="1",
            language="nl",
        )
        await apply_effects(turnover, (request,))
        number: str = (await conn.execute(select(referral.c.number).where(referral.c.id == id_))).scalar_one()
        return number

    async with database(tmp_path) as db, db.write() as conn:
        assert await asks(conn, "ninove", MOMENT) == "NIN-26-0001"
        assert await asks(conn, "ninove", MOMENT) == "NIN-26-0002"
        assert await asks(conn, "ninoveke", MOMENT) == "NIN-26-0001"
        new_year_in_brussels = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
        assert await asks(conn, "ninove", new_year_in_brussels) == "NIN-27-0001"
        assert await asks(conn, "ninove", MOMENT) == "NIN-26-0003"
        assert await conn.scalar(select(func.count()).select_from(counter)) == 0
    await keys.close()
