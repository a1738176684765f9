"""Who is suggested as the same family, and what of that stands in the file."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import MOST_ALIKE, ReferralState
from rights import Answer, Answers, Data, load_catalogue
from storage import closed, twins
from storage.housekeeping import tidy
from storage.keys import KeyRing, new_master_key, read_master_key
from storage.sealing import seal_answers, seal_json
from storage.tables import access, household, likeness, referral, shred, twin
from tests.storage.storage_room import MOMENT, database

CATALOGUE = load_catalogue()
MONTHS = ("2019-02", "2021-03", "2024-11")
NAMES = ("Fatima", "FÁTIMA", "Sara", "فاطمة")
TERM = CATALOGUE.terms[Data.LIKENESS].time


@dataclass(frozen=True)
class Family:
    """A request as it was told."""

    id: str
    town: str = "ninove"
    name: str = "Fatima"
    phone: str | None = "+32470998877"
    month: str = ""

    @property
    def answers(self) -> Answers:
        if not self.month:
            return Answers()
        year = int(self.month[:4])
        first = date(year, int(self.month[5:]), 1)
        asks = {q.asks: q.id for q in CATALOGUE.for_municipality(self.town).questions.values() if q.asks}
        last = (first + timedelta(days=27)).isoformat()
        return Answers(
            (
                Answer(asks["birth_years"], "household", str(year), None, "2026-11-16"),
                Answer(asks["birth_month"], "child.1", self.month, first.isoformat(), last),
            )
        )

    def alike(self, other: Family) -> bool:
        if self.town != other.town:
            return False
        plain = {"FÁTIMA": "Fatima"}
        same_name = plain.get(self.name, self.name) == plain.get(other.name, other.name)
        return (self.phone is not None and self.phone == other.phone) or (
            same_name and self.month != "" and self.month == other.month
        )


class Room:
    """A database and its keys."""

    def __init__(self, conn: AsyncConnection, keys: KeyRing) -> None:
        self.conn, self.keys = conn, keys

    async def comes(self, family: Family) -> None:
        owner = f"h-{family.id}"
        await self.keys.hold([owner])
        made = {"id": owner, "municipality": family.town, "plans": b"", "created_at": MOMENT, "touched_at": MOMENT}
        sealed = seal_answers(self.keys, owner, family.answers)
        await self.conn.execute(household.insert().values(**made, answers=sealed))
        body = {"first_name": family.name, "phone": family.phone}
        row = {"municipality": family.town, "kind": "asked_help", "urgency": "normal", "state": "submitted"}
        await self.conn.execute(
            referral.insert().values(
                **row,
                id=family.id,
                number=family.id,
                household_id=owner,
                submitted_at=MOMENT,
                body=seal_json(self.keys, owner, body, f"referral:{family.id}"),
            )
        )
        await self.compares(family.id)

    async def compares(self, referral_id: str) -> tuple[str, ...]:
        return await twins.compare(self.conn, self.keys, CATALOGUE, referral_id, MOMENT)

    async def pairs(self) -> set[tuple[str, str]]:
        rows = await self.conn.execute(select(twin.c.first_id, twin.c.second_id).where(twin.c.said == twins.OPEN))
        return {(row.first_id, row.second_id) for row in rows}

    async def count(self, table: object) -> int:
        return int(await self.conn.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


@asynccontextmanager
async def room(folder: Path) -> AsyncIterator[Room]:
    key = folder / "master.key"
    key.write_text(new_master_key())
    keys = await KeyRing.at(folder / "keys.sqlite", read_master_key(key))
    async with database(folder) as db, db.write() as conn:
        yield Room(conn, keys)
    await keys.close()


async def test_exactly_those_who_share_a_number_or_a_name_and_a_month_in_one_town_are_suggested(tmp_path: Path) -> None:
    chance = Random(7)
    phones = (None, "+32470000001", "+32470000002", "+32470000003", "+32470000004")
    families = [
        Family(
            f"r{n:02d}",
            chance.choice(("ninove", "ninove", "elsewhere")),
            chance.choice(NAMES),
            chance.choice(phones),
            chance.choice(("", *MONTHS)),
        )
        for n in range(14)
    ]
    expected = {(a.id, b.id) for a, b in combinations(families, 2) if a.alike(b)}
    async with room(tmp_path) as it:
        for family in families:
            await it.comes(family)
        assert await it.pairs() == expected
        assert 3 < len(expected) < 60, "both happen"
        assert [await it.compares(family.id) for family in families] == [()] * 14, "nothing is asked twice"


async def test_what_was_answered_is_not_asked_again_and_what_is_over_is_not_compared(tmp_path: Path) -> None:
    async with room(tmp_path) as it:
        for name in "abc":
            await it.comes(Family(name))
        await twins.say_of(it.conn, "b", "a", twins.OTHER, MOMENT)
        assert await it.pairs() == {("a", "c"), ("b", "c")}
        assert await it.compares("a") == await it.compares("b") == ()
        gone = {"d": ReferralState.CLOSED, "e": ReferralState.DUPLICATE}
        for name, state in gone.items():
            await it.comes(Family(name, phone="+32470111111"))
            await it.conn.execute(update(referral).where(referral.c.id == name).values(state=state))
        await it.comes(Family("f", phone="+32470111111"))
        assert not {pair for pair in await it.pairs() if "f" in pair}


async def test_a_number_that_many_give_is_no_family_s(tmp_path: Path) -> None:
    async with room(tmp_path) as it:
        for n in range(MOST_ALIKE + 1):
            await it.comes(Family(f"r{n}"))
        before = await it.pairs()
        await it.comes(Family("s"))
        assert await it.pairs() == before


async def test_without_the_key_a_mark_tells_nothing_and_another_town_has_another(tmp_path: Path) -> None:
    async with room(tmp_path) as it:
        here = Family("a", month="2021-03")
        await it.comes(here)
        await it.comes(replace(here, id="b", town="elsewhere"))
        marks = (await it.conn.execute(select(likeness.c.referral_id, likeness.c.mark))).all()
        assert len(marks) == len({row.mark for row in marks}) == 4
        guesses = ("phone|+32470998877", "ninove|phone|+32470998877", "+32470998877", "name|fatima|2021-03")
        plain = {hashlib.sha256(guess.encode()).hexdigest()[:32] for guess in guesses}
        assert not plain & {row.mark for row in marks}


async def test_marks_go_with_a_request_that_is_emptied_and_a_month_after_one_that_was_closed(tmp_path: Path) -> None:
    async with room(tmp_path) as it:
        for name in "abc":
            await it.comes(Family(name))
        await it.conn.execute(household.update().values(touched_at=MOMENT + timedelta(days=999)))
        await closed.empty(it.conn, ["c"])
        assert await it.pairs() == {("a", "b")}
        assert await it.count(likeness) == 2
        over = {"state": ReferralState.CLOSED, "closed_at": MOMENT}
        await it.conn.execute(update(referral).where(referral.c.id == "a").values(**over))
        await tidy(it.conn, MOMENT + TERM - timedelta(minutes=1), CATALOGUE.terms)
        assert await it.count(likeness) == 2
        await tidy(it.conn, MOMENT + TERM + timedelta(minutes=1), CATALOGUE.terms)
        assert (await it.count(likeness), await it.count(twin)) == (1, 0)


async def test_what_was_written_of_a_joined_family_without_a_chat_goes_and_a_family_s_own_file_stays(
    tmp_path: Path,
) -> None:
    async with room(tmp_path) as it:
        for name in "abc":
            await it.comes(Family(name))
        await it.conn.execute(household.update().values(touched_at=MOMENT + timedelta(days=999)))
        own = {"household_id": "h-c", "chat_id": 7, "kind": "own", "since": MOMENT}
        await it.conn.execute(access.insert().values(**own))
        joined = {"state": ReferralState.DUPLICATE, "merged_into": "a", "merged_at": MOMENT}
        await it.conn.execute(update(referral).where(referral.c.id.in_(["b", "c"])).values(**joined))
        await tidy(it.conn, MOMENT + TERM - timedelta(minutes=1), CATALOGUE.terms)
        assert await it.count(household) == 3
        await tidy(it.conn, MOMENT + TERM + timedelta(minutes=1), CATALOGUE.terms)
        rows = {row.id: row for row in (await it.conn.execute(select(referral))).all()}
        assert (rows["b"].household_id, rows["b"].body, rows["b"].state) == (None, None, "duplicate")
        assert rows["c"].household_id == "h-c"
        assert rows["c"].body is not None
        assert (await it.conn.execute(select(shred.c.owner))).scalars().all() == ["h-b"]
