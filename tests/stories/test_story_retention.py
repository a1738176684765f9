"""Time goes by: what a closed request told goes, its number stays, and who comes back later begins anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from rehearsal.town import Town, open_town
from storage import audit
from storage.tables import audit as audit_table
from storage.tables import chat, household, note, notice, referral
from tests.stories.people import answers_everything, asks_for_help, begins, claims, closes, keeps_answers

DAY = timedelta(days=1)


async def hour_strikes(town: Town) -> None:
    """What goes by itself, goes."""
    await town.machine.ticker.tick()
    await town.settle()


async def test_a_closed_request_is_emptied_when_its_term_is_over_and_the_file_goes_later(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True) as town:
        katrien, sara = await town.coordinator("Katrien"), town.phone("Sara")
        await begins(sara)
        await answers_everything(sara)
        await keeps_answers(sara, 0)
        number = await asks_for_help(sara)
        await claims(katrien, number)
        await katrien.taps("Lees de notities")
        await katrien.says("Belt morgen.")
        await katrien.taps("Terug")
        await closes(katrien)

        await town.passes(178 * DAY)
        await hour_strikes(town)
        await sara.says("/mijngegevens")
        assert "1 vraag om hulp" in sara.text()
        await town.passes(3 * DAY)
        await hour_strikes(town)
        await sara.says("/mijngegevens")
        assert "vraag om hulp" not in sara.text()
        await sara.taps("Wie las dit?")
        assert "Een medewerker van Ninove" in sara.text(), "who read it is kept longer"
        async with town.machine.db.write() as conn:
            row = (await conn.execute(select(referral))).one()
            assert (row.number, row.body, row.claimed_by) == (number, None, None)
            assert (await conn.execute(select(note))).all() == []
            assert (await conn.execute(select(household.c.id))).all() != []

        await town.passes(366 * DAY)
        assert "Kies je taal." in sara.text(), "a year after the last tap"
        await town.passes(3 * DAY)
        await hour_strikes(town)
        async with town.machine.db.write() as conn:
            assert (await conn.execute(select(household))).all() == []
            assert (await conn.execute(select(chat.c.id))).scalars().all() == [katrien.id]
            assert (await conn.execute(select(notice.c.id))).all() == []
            assert (await conn.execute(select(referral.c.number))).scalars().all() == [number]
        await town.passes(365 * DAY)
        await hour_strikes(town)
        async with town.machine.db.write() as conn:
            reads = audit_table.c.act.startswith(audit.READ)
            left = await conn.scalar(select(func.count()).select_from(audit_table).where(reads))
            assert left == 0, "two years after it was read, nobody knows that it was"
            assert await audit.verify(conn)

        await begins(sara)
        assert "Is er iets dat niet kan wachten?" in sara.text(), "who comes back begins anew"


async def test_a_chat_without_a_file_is_forgotten_and_one_with_a_file_is_not(town: Town) -> None:
    sara, omar = town.phone("Sara"), town.phone("Omar")
    await begins(sara)
    await omar.says("/start")
    await omar.taps("Français")
    await town.passes(3 * DAY)
    await hour_strikes(town)
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(chat.c.id))).scalars().all() == [sara.id]
    await omar.says("/start")
    assert "Kies je taal." in omar.text()
