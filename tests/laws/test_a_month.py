"""What holds after a month of a municipality: nobody is forgotten, nobody is told twice, nobody is woken, and nobody
reads what is not theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import select

from casework import REFERRAL
from followups import BRUSSELS, first_allowed
from rehearsal.town import ISOLATES
from sandbox import Call
from storage.tables import notice, referral, work
from tests.laws.month import Family, Month, lived

SEED = 20261012
SENDS = {"sendmessage", "sendphoto", "senddocument", "sendvenue", "copymessage"}
SHOWS = SENDS | {"editmessagetext", "answercallbackquery"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def month(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Month]:
    async with lived(tmp_path_factory.mktemp("month"), SEED) as month:
        yield month


def _arrived(month: Month, methods: set[str]) -> list[Call]:
    calls = month.town.stand_in.cloud.journal.calls
    return [call for call in calls if call.method.lower() in methods and call.response.get("ok")]


def _told(family: Family, call: Call) -> bool:
    said = ISOLATES.sub("", str(call.params)).replace(" ", "")
    return family.name in said or (family.phone.user.phone or "-").removeprefix("+32") in said


@pytest.mark.asyncio(loop_scope="module")
async def test_no_promise_is_forgotten(month: Month) -> None:
    """All that was due was done; every request that is still open has somebody, or something, that looks after it."""
    now = month.town.clock.now()
    async with month.town.machine.db.write() as conn:
        rows = (await conn.execute(select(work))).all()
        requests = (await conn.execute(select(referral))).all()
    assert [row.kind for row in rows if row.state == "waiting" and row.due_at <= now] == []
    assert [row.kind for row in rows if row.state == "parked"] == []
    assert len(requests) > 35, "the month is about something"
    assert len({row.state for row in requests}) >= 3
    looked_after = {row.stream for row in rows if row.state == "waiting"}
    for row in requests:
        if not REFERRAL.is_over(row.state):
            watched = row.claimed_by is not None or f"referral:{row.id}" in looked_after
            told = (now - row.submitted_at).days >= 2
            assert watched or told, f"{row.number} waits in {row.state}, and nobody looks after it"


@pytest.mark.asyncio(loop_scope="module")
async def test_whoever_asked_is_asked_whether_somebody_was_in_touch(month: Month) -> None:
    asked = {call.chat for call in _arrived(month, SENDS) if "contact met je gehad" in str(call.params)}
    async with month.town.machine.db.write() as conn:
        requests = {row.number: row for row in (await conn.execute(select(referral))).all()}
    waited = [
        family
        for family in month.families
        if family.number and not family.gone and (row := requests[family.number])
        and ((row.closed_at or month.town.clock.now()) - row.submitted_at).days >= 6
    ]  # fmt: skip
    assert len(waited) > 5
    assert [family.number for family in waited if family.chat not in asked] == []


@pytest.mark.asyncio(loop_scope="module")
async def test_nobody_is_told_twice(month: Month) -> None:
    async with month.town.machine.db.write() as conn:
        notices = (await conn.execute(select(notice))).all()
    told = Counter((row.chat_id, row.kind, row.ref, row.at.astimezone(BRUSSELS).date()) for row in notices if row.ref)
    assert len(told) > 50
    assert {what: times for what, times in told.items() if times > 1} == {}


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_unasked_comes_in_the_hours_of_rest(month: Month) -> None:
    unasked = [call for call in _arrived(month, SENDS) if (call.time, call.chat) not in month.acted]
    assert len(unasked) > 50
    late = [(call.time.astimezone(BRUSSELS), call.chat) for call in unasked if first_allowed(call.time) > call.time]
    assert late == []


@pytest.mark.asyncio(loop_scope="module")
async def test_nobody_reads_what_is_not_theirs(month: Month) -> None:
    """A family's name and number come to itself, to who reported it, and to the coordinators of its town."""
    staff = {phone.id for phone in month.staff}
    volunteers = {phone.id for phone in month.volunteers}
    partners = {phone.id for phone in month.partners}
    read: set[str] = set()
    for call in _arrived(month, SHOWS):
        for family in month.families:
            if _told(family, call):
                reporters = volunteers if family.way in {"reported", "sealed"} else set()
                may = {family.chat} | staff | reporters | (partners if family.agreed else set())
                assert call.chat in may, (family.name, call.method, call.chat)
                read |= {family.name} if call.chat in staff else set()
    assert len(read) > 20, "coordinators do read whom they help"
