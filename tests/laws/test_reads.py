"""Whatever shows something of a case leaves a row in the audit, which its family reads; what leaves none shows none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from conversations.desk import CASE_STEPS
from conversations.dialog import Turn
from conversations.mydata.lines import seen_lines
from conversations.records import Seen
from conversations.route import view
from conversations.state import State
from locales import translator
from rehearsal.town import ISOLATES, Phone, Town, open_town
from storage import audit, turns
from storage.contexts import load
from storage.tables import audit as acts
from storage.tables import referral
from tests.stories.people import number_in
from tests.stories.volunteers import reports, volunteer

SECRETS = ("Samira", "470112233", "11 22 33", "babymelk", "kookpot")
"""What is told of the family: by the volunteer who reported it, and in the note of who holds its request."""


async def stands(town: Town, phone: Phone, step: str, case: str) -> bool:
    """Puts a chat at a step of the desk, as its last tap would have; whether what it shows then is personal."""
    machine = town.machine
    async with machine.db.write() as conn:
        context = await load(conn, machine.keys, machine.turns.world, phone.id, now=machine.clock.now())
        state = State("desk", step, {"case": case, "phrase": "hello", "outcome": "partly"})
        await turns.save(conn, machine.keys, context, Turn(state, fresh=True), by_person=True)
    await town.settle()
    async with machine.db.write() as conn:
        context = await load(conn, machine.keys, machine.turns.world, phone.id, now=machine.clock.now())
        return view(context).personal


async def rows(town: Town, case: str) -> list[str]:
    async with town.machine.db.write() as conn:
        return list(
            (await conn.execute(select(acts.c.act).where(acts.c.subject == case).order_by(acts.c.id))).scalars()
        )


async def test_every_step_of_the_desk_that_shows_a_case_is_written_down_as_read(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        katrien = await town.coordinator("Katrien")
        vera = await volunteer(town)
        await reports(vera, "Samira", words="Er is geen babymelk.")
        number = number_in(vera.text())
        async with town.machine.db.write() as conn:
            case = str(await conn.scalar(select(referral.c.id).where(referral.c.number == number)))
        await katrien.says("/start")
        await katrien.taps(number, "Neem dit op je", "Lees de notities")
        await katrien.says("De kookpot is stuk.")
        read = set()
        for step in CASE_STEPS:
            before = await rows(town, case)
            personal = await stands(town, katrien, step, case)
            new = (await rows(town, case))[len(before) :]
            assert new == ([audit.read(step)] if personal else []), f"{step}: {new}"
            if personal:
                read.add(step)
            else:
                text = katrien.text()
                assert not [word for word in SECRETS if word in text], f"{step} shows a family and is not written down"
        assert read >= {"case", "report", "gaps", "facts", "needs", "notes", "answers"}
        await town.passes(timedelta(minutes=16))
        assert not [word for word in SECRETS if word in katrien.all_text()], "and none of it stays in the chat"


async def test_the_family_reads_what_was_read_in_words_and_no_name(tmp_path: Path) -> None:
    """Each kind of reading has its own words; one that is new here is told all the same."""
    async with open_town(tmp_path) as town:
        katrien, machine = await town.coordinator("Katrien"), town.machine
        async with machine.db.write() as conn:
            context = await load(conn, machine.keys, machine.turns.world, katrien.id, now=machine.clock.now())
    kinds = ("case", "report", "facts", "needs", "notes", "answers", "take", "something_new")
    told = seen_lines(tuple(Seen(town.clock.now(), "ninove", kind) for kind in kinds), context)
    lines = [ISOLATES.sub("", translator("nl").say(line)) for line in told]
    assert len(set(lines)) == len(kinds)
    assert all(line.startswith("Een medewerker van Ninove") for line in lines)
