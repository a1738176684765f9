"""Two coordinators race for a thousand claims, and each is won once: `python -m benchmarks.claims`.

Both look at the same request and tap *claim* at the same moment; which tap is stored first is chance. The second one
finds that the case moved since it was looked at, and its turn is done again: it then reads who has the case.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, update

from casework import REFERRAL, NotPossibleNow, ReferralAction, ReferralState, Role, reference
from conversations import route
from conversations.context import Context
from conversations.events import Opened, Tap
from rights import Answers, load_catalogue
from storage.contexts import World, load
from storage.database import Database
from storage.keys import KeyRing
from storage.sealing import seal_answers, seal_json
from storage.tables import audit, household, member, referral
from storage.turns import keys_of_chats, save

__all__ = ["Raced", "race"]

TOWN = "ninove"
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
ONE, OTHER = 1, 2
AT_ONCE = 25
"""Requests that wait at the same time; the queue is read with every tap."""


@dataclass(frozen=True, slots=True)
class Raced:
    """How many requests were raced for, how many claims stand in the audit for each of them, how many each of the two
    won, and how often a turn was done again."""

    requests: int
    claims: Counter[str]
    won: Counter[int]
    again: int
    seconds: float


async def race(folder: Path, requests: int, seed: int = 0, address: str | None = None) -> Raced:
    """Every request is claimed by both at the same moment, on a database of its own: in the folder, or the empty one at
    this address, where each coordinator's claims come from a connection of their own."""
    here = address or f"sqlite+aiosqlite:///{folder / 'rights.sqlite'}"
    db, other = Database(here), Database(here)
    await db.migrate()
    keys = await KeyRing.at(folder / "keys.sqlite", secrets.token_bytes(32))
    room = _Room(db, other, keys, World(load_catalogue(), (TOWN,)), random.Random(seed))
    try:
        await room.staff()
        begun = time.perf_counter()
        for start in range(0, requests, AT_ONCE):
            ids = await room.asked(range(start + 1, min(start + AT_ONCE, requests) + 1))
            for one in ids:
                await room.both_claim(one)
            await room.put_away()
        async with db.write() as conn:
            rows = await conn.execute(select(audit.c.subject).where(audit.c.act == ReferralAction.CLAIM))
            claims = Counter(rows.scalars())
        return Raced(requests, claims, room.won, room.again, time.perf_counter() - begun)
    finally:
        await keys.close()
        await db.close()
        await other.close()


class _Room:
    """Two coordinators, their queue, and what happens to it."""

    def __init__(self, db: Database, other: Database, keys: KeyRing, world: World, chance: random.Random) -> None:
        self._db, self._keys, self._world, self._chance = db, keys, world, chance
        self._of = {ONE: db, OTHER: other}
        self.won: Counter[int] = Counter()
        self.again = 0

    async def staff(self) -> None:
        """Both join."""
        async with self._db.write() as conn:
            owners = await keys_of_chats(conn, self._keys, [ONE, OTHER])
            for chat in (ONE, OTHER):
                name = self._keys.seal(owners[chat], b"Els", f"member:{chat}")
                row = {"chat_id": chat, "municipality": TOWN, "role": Role.COORDINATOR, "name": name, "since": NOW}
                await conn.execute(member.insert().values(**row))

    async def asked(self, numbers: Sequence[int]) -> list[str]:
        """New requests, each of a household with a key of its own."""
        ids = {number: secrets.token_hex(12) for number in numbers}
        await self._keys.hold(ids.values())
        body: dict[str, object] = {
            "first_name": "Sara",
            "phone": None,
            "way": "through_bot",
            "when": "any_time",
            "about": [],
        }
        async with self._db.write() as conn:
            for number, one in ids.items():
                answers = seal_answers(self._keys, one, Answers())
                await conn.execute(
                    household.insert().values(
                        id=one, municipality=TOWN, answers=answers, plans=b"", created_at=NOW, touched_at=NOW
                    )
                )
                await conn.execute(
                    referral.insert().values(
                        id=one,
                        number=reference(TOWN, number, NOW.year),
                        household_id=one,
                        municipality=TOWN,
                        kind="asked_help",
                        urgency="normal",
                        state=REFERRAL.initial,
                        submitted_at=NOW,
                        body=seal_json(self._keys, one, {**body, "purpose": "help"}, f"referral:{one}"),
                    )
                )
        return list(ids.values())

    async def both_claim(self, one: str) -> None:
        """Both have the case on their card, and look once more before either claim is stored."""
        for chat in (ONE, OTHER):
            await self._turn(chat, Opened(f"desk-{one}", 1))
        tap = Tap(f"desk:case:{one}:claim", 1)
        first, second = self._chance.sample((ONE, OTHER), 2)
        async with self._db.write() as conn:
            seen = {chat: await load(conn, self._keys, self._world, chat, now=NOW, event=tap) for chat in (ONE, OTHER)}
        await asyncio.gather(*(self._claim(chat, tap, seen[chat]) for chat in (first, second)))
        async with self._db.write() as conn:
            self.won[await conn.scalar(select(referral.c.claimed_by).where(referral.c.id == one)) or 0] += 1

    async def _claim(self, chat: int, tap: Tap, seen: Context) -> None:
        turn = route.advance(tap, seen)
        try:
            async with self._of[chat].write() as conn:
                await save(conn, self._keys, seen, turn, by_person=True)
        except NotPossibleNow:
            self.again += 1
            await self._turn(chat, tap)

    async def _turn(self, chat: int, event: Opened | Tap) -> None:
        async with self._db.write() as conn:
            context = await load(conn, self._keys, self._world, chat, now=NOW, event=event)
            await save(conn, self._keys, context, route.advance(event, context), by_person=True)

    async def put_away(self) -> None:
        """What was raced for leaves the queue."""
        async with self._db.write() as conn:
            await conn.execute(update(referral).values(state=ReferralState.WITHDRAWN))


def main() -> None:
    """Races, and says whether each request was won once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1_000, help="requests to race for (1000)")
    parser.add_argument("--seed", type=int, default=0, help="who is stored first, each time (0)")
    parser.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database to race on (SQLite)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(race(Path(folder), given.requests, given.seed, given.postgres))
    once = sum(times == 1 for times in found.claims.values())
    print(f"{found.requests} requests, {once} claimed once, {found.again} turns done again, {found.seconds:.1f} s")
    print(f"won by the one: {found.won[ONE]}, by the other: {found.won[OTHER]}")
    if once != found.requests or sum(found.claims.values()) != found.requests:
        raise SystemExit("a request was claimed twice, or by nobody")


if __name__ == "__main__":
    main()
