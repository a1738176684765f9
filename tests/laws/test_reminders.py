"""Whatever falls due for a coordinator, and whenever: at most one message an hour besides what is urgent, and no
reminder is lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert, select

from conversations.gathering import APART, GATHERED, WHY
from conversations.registry import NOTICES
from followups import first_allowed
from rehearsal.town import Phone, Town, open_town
from storage import audiences, gathering
from storage.tables import notice, referral
from tests.stories.people import asks_for_help, begins

HOUR = timedelta(hours=1)
REQUESTS, WAVES, IN_A_WAVE = 40, 5, 16
ABOUT_A_PROMISE = {"promise_due", "promise_missed"}
KINDS = sorted({*WHY} - ABOUT_A_PROMISE)


def test_every_kind_that_goes_together_is_a_notice() -> None:
    assert {*WHY, *APART} <= NOTICES.keys()


async def many_ask(town: Town, chance: Random) -> list[str]:
    """The numbers of requests in which somebody is in danger and nobody was in touch. All are copies of one."""
    await asks_for_help(await begins(town.phone()))
    urgent = []
    async with town.machine.db.write() as conn:
        one = dict((await conn.execute(select(referral))).mappings().one())
        for n in range(REQUESTS):
            danger, contacted = chance.random() < 0.1, chance.random() < 0.5
            number = f"NIN-26-1{n:03d}"
            other = {**one, "id": f"copy{n}", "number": number, "urgency": "urgent" if danger else "normal"}
            await conn.execute(
                insert(referral).values({**other, "contacted_at": town.clock.now() if contacted else None})
            )
            urgent += [number] if danger and not contacted else []
    return urgent


async def falls_due(town: Town, phone: Phone, chance: Random) -> None:
    async with town.machine.db.write() as conn:
        for _ in range(chance.randrange(1, IN_A_WAVE)):
            about = f"copy{chance.randrange(REQUESTS)}"
            kind, ref = (
                (chance.choice(sorted(APART)), "ninove") if chance.random() < 0.1 else (chance.choice(KINDS), about)
            )
            await audiences.put_notice(conn, phone.id, NOTICES[kind], ref, town.clock.now())


@pytest.mark.parametrize("seed", range(2))
async def test_at_most_one_message_an_hour_and_none_is_lost(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    async with open_town(tmp_path) as town:
        katrien = await town.coordinator()
        alone = await many_ask(town, chance)
        await town.passes(2 * HOUR)
        start = town.clock.now()
        for _ in range(WAVES):
            await falls_due(town, katrien, chance)
            await town.passes(timedelta(minutes=chance.randrange(1, 400)))
        await town.passes(timedelta(days=4))

        sends = [
            call
            for call in town.stand_in.cloud.journal.calls
            if call.chat == katrien.id and call.method.lower() == "sendmessage" and call.time >= start
        ]
        assert all(first_allowed(call.time) == call.time for call in sends)
        paced = [call.time for call in sends if not any(number in str(call.params) for number in alone)]
        assert all(later - earlier >= HOUR for earlier, later in pairwise(paced))
        async with town.machine.db.write() as conn:
            rows = (
                await conn.execute(select(notice).where(notice.c.at >= start, notice.c.chat_id == katrien.id))
            ).all()
            waits = {one.referral for one in await gathering.reminders(conn, katrien.id, town.clock.now())}
        assert [row.kind for row in rows if row.message_id is None and row.chosen is None] == []
        assert any(row.chosen == GATHERED for row in rows)
        assert {row.ref for row in rows if row.kind in WHY} <= waits
