"""A family that was not asked yet: a sealed report that only the family opens, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.pacing import Pace
from rehearsal.town import Phone, Town, open_town
from rights import load_catalogue
from storage import work as work_room
from storage.housekeeping import tidy
from storage.tables import chat, notice, outbox, referral, sealed, work
from tests.stories.people import begins, confirmed_group, number_in, said_in
from tests.stories.volunteers import code_in, joins, link_in, scanned, seals, volunteer


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


async def nobody_was_told(town: Town) -> None:
    """No request, no notice, no timer: until the yes nothing of it is anywhere."""
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(referral))).all() == []
        assert (await conn.execute(select(notice).where(notice.c.kind != "team_group"))).all() == []
        planned = (await conn.execute(select(work.c.kind, work.c.stream).where(work.c.state == "waiting"))).all()
    assert [row for row in planned if row.stream.startswith("referral:")] == []


async def reads(parent: Phone, link: str) -> Phone:
    """Opens the link and chooses Dutch."""
    await parent.opens(link)
    return await parent.taps("Nederlands")


async def test_from_a_sealed_report_to_a_request_by_the_familys_own_yes(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True) as town:
        katrien, vera, sara = await town.coordinator(), await volunteer(town), town.phone("Sara")
        group = await confirmed_group(town, katrien)
        link = await seals(vera, "Sara", "0470 11 22 33", "Er is een brief van de deurwaarder.")
        photo = next(message for message in vera.messages() if link_in(message))
        assert scanned(vera, photo) == [link]
        assert "Sara" not in vera.all_text()
        await vera.taps("Naar mijn taken", "Mijn meldingen")
        assert "maandag 16/11/2026: wacht op het gezin" in vera.text()
        await town.passes(timedelta(days=3))
        await nobody_was_told(town)
        assert not [text for text in said_in(town, group) if "aanmelding" in text]

        await reads(sara, link)
        assert "Een vrijwilliger schreef dit voor jou. Nog niemand anders las het." in sara.text()
        assert "0470 11 22 33" in sara.text()
        await sara.taps("Lees de tekst")
        assert "Er is een brief van de deurwaarder." in sara.text()
        await sara.taps("Kies ja of nee", "Verander naam of nummer", "Mijn nummer")
        await sara.says("0471 99 88 77")
        await sara.taps("Later")
        await nobody_was_told(town)
        await sara.opens(link)
        assert "0471 99 88 77" in sara.text(), "what the family changed is kept with the report"
        await sara.taps("Kies ja of nee", "Ja, geef door")
        number = number_in(sara.text())

        assert [text for text in said_in(town, group) if f"Nieuwe aanmelding {number}." in text]
        assert "een melding van jou is aangekomen" in vera.all_text()
        await vera.taps("Bekijk mijn meldingen")
        assert f"{number}, donderdag 19/11/2026: ontvangen" in vera.text()
        await katrien.says("/start")
        await katrien.taps(number)
        assert "Sara, 0471 99 88 77" in katrien.text()
        await katrien.taps("Lees wat nodig is")
        assert "Er is een brief van de deurwaarder." in katrien.text()
        await sara.taps("Ja, ik begin")
        assert "Nee, niets dringends" in sara.buttons()
        await town.passes(timedelta(days=5))
        assert "Heeft iemand al contact met je gehad?" in sara.all_text()


async def test_a_no_is_taken_kindly_and_the_volunteer_reads_closed(town: Town) -> None:
    await town.coordinator()
    vera, sara = await volunteer(town), town.phone("Sara")
    link = await seals(vera)
    await reads(sara, link)
    await sara.taps("Kies ja of nee", "Nee, wis het")
    assert "Goed. Alles is gewist. Niemand las het." in sara.text()
    await nobody_was_told(town)
    await vera.taps("Naar mijn taken", "Mijn meldingen")
    assert "afgesloten" in vera.text()
    await sara.opens(link)
    assert "Deze link werkt niet meer." in sara.text()


async def test_after_two_weeks_it_is_closed(town: Town) -> None:
    await town.coordinator()
    vera, sara = await volunteer(town), town.phone("Sara")
    link = await seals(vera)
    await town.passes(timedelta(days=13))
    await vera.taps("Naar mijn taken", "Mijn meldingen")
    assert "wacht op het gezin" in vera.text()
    await town.passes(timedelta(days=2))
    await vera.says("/start")
    await vera.taps("Mijn meldingen")
    assert "afgesloten" in vera.text()
    async with town.machine.db.write() as conn:
        await tidy(conn, town.clock.now(), load_catalogue().terms)
        assert (await conn.execute(select(sealed.c.body, sealed.c.wrapped))).all() == [(None, None)]
    await sara.opens(link)
    assert "Deze link werkt niet meer." in sara.all_text()
    await town.passes(timedelta(days=15))
    async with town.machine.db.write() as conn:
        await tidy(conn, town.clock.now(), load_catalogue().terms)
    await vera.says("/start")
    await vera.taps("Mijn meldingen")
    assert "Je hebt nog geen gezin aangemeld." in vera.text()


async def test_a_code_that_was_never_shown_is_lost_and_the_volunteer_reads_so(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await vera.says("Sara")
    await vera.taps("Zonder nummer", "Verder", "Zonder tekst")
    close = next(b for b in vera.inline(vera.card()) if vera.plain(b.text) == "Sluit het briefje")
    town.stand_in.cloud.tap(vera.id, vera.id, vera.card().id, str(close.data))
    await town.machine.door.poll(0)
    await town.machine.turns.run()
    await town.restart()
    await town.settle()
    assert "De code van je briefje ging verloren." in vera.all_text()
    assert not [message for message in vera.messages() if "photo" in message.content]
    await vera.taps("Naar mijn taken", "Mijn meldingen")
    assert "afgesloten" in vera.text()


async def test_a_code_that_may_not_have_arrived_is_sent_again(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    town.stand_in.cloud.faults.fail("timeout", chat=vera.id, method="sendPhoto")
    link = await seals(vera)
    await town.passes(timedelta(minutes=2))
    codes = [link_in(message) for message in vera.messages() if link_in(message)]
    assert set(codes) == {link}


async def test_where_nobody_knows_whether_a_code_arrived_the_volunteer_reads_what_to_do(tmp_path: Path) -> None:
    """The line broke while the code was sent, and the program stopped before it could send it again."""
    async with open_town(tmp_path, private_pace=Pace(rate=1000, room=1000)) as town:
        await town.coordinator()
        vera = await volunteer(town)
        await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
        await vera.says("Sara")
        await vera.taps("Zonder nummer", "Verder", "Zonder tekst")
        town.stand_in.cloud.faults.fail("timeout", chat=vera.id, method="sendPhoto")
        close = next(b for b in vera.inline(vera.card()) if vera.plain(b.text) == "Sluit het briefje")
        town.stand_in.cloud.tap(vera.id, vera.id, vera.card().id, str(close.data))
        await town.machine.door.poll(0)
        await town.machine.turns.run()
        for _ in range(200):
            await town.machine.sender.step()
            await asyncio.sleep(0)
            if await tried(town):
                break
        await town.restart()
        await town.passes(timedelta(minutes=2))
        assert "Zie je hierboven geen code?" in vera.all_text()
        await vera.taps("Naar mijn taken", "Mijn meldingen")
        assert "wacht op het gezin" in vera.text(), "if it did arrive, it works"


async def tried(town: Town) -> bool:
    """Whether the message with the link was tried once, and waits for the next try."""
    waits = (outbox.c.kind == "link", outbox.c.attempts > 0, outbox.c.state == "pending")
    async with town.machine.db.write() as conn:
        return (await conn.execute(select(outbox.c.id).where(*waits))).first() is not None


async def test_the_volunteer_cannot_answer_for_the_family(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    link = await seals(vera, "Samira")
    await vera.opens(link)
    assert "Alleen het gezin opent het. Geef de code door." in vera.text()
    await vera.forges("sealed:who::yes")
    assert "Samira" not in vera.all_text()
    await nobody_was_told(town)


async def test_a_family_that_has_its_own_file_keeps_it(town: Town) -> None:
    await town.coordinator()
    vera, sara = await volunteer(town), town.phone("Sara")
    await begins(sara)
    await sara.opens(await seals(vera))
    await sara.taps("Kies ja of nee", "Ja, geef door", "Nu niet")
    assert "Een medewerker" in sara.text() or "wacht op een medewerker" in sara.text()
    await sara.opens(await seals(await joins(town, town.phone("Piet"), "Piet")))
    await sara.taps("Kies ja of nee")
    assert "Er loopt al een aanmelding voor je gezin in Ninove." in sara.text()
    assert "Ja, geef door" not in sara.buttons()


async def test_where_nobody_reads_any_more_the_family_is_told_where_to_go(town: Town) -> None:
    katrien, vera, sara = await town.coordinator(), await volunteer(town), town.phone("Sara")
    link = await seals(vera)
    await katrien.says("/wissen")
    await katrien.taps("Ja, wis alles")
    await reads(sara, link)
    await sara.taps("Kies ja of nee")
    assert "In Ninove leest nu niemand zulke briefjes." in sara.text()
    assert "Ja, geef door" not in sara.buttons()


async def test_a_volunteer_who_erases_everything_is_not_kept_with_what_they_reported(town: Town) -> None:
    await town.coordinator()
    vera, sara = await volunteer(town), town.phone("Sara")
    link = await seals(vera)
    await vera.says("/wissen")
    await vera.taps("Ja, wis alles")
    await reads(sara, link)
    await sara.taps("Kies ja of nee", "Ja, geef door")
    number_in(sara.text())
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(referral.c.reported_by))).all() == [(None,)]


async def test_a_volunteer_who_erased_everything_cannot_answer_for_the_family_either(town: Town) -> None:
    await town.coordinator()
    vera, sara = await volunteer(town), town.phone("Sara")
    link = await seals(vera, "Samira")
    await vera.opens(link)
    await vera.says("/wissen")
    await vera.taps("Ja, wis alles")
    await reads(vera, link)
    assert "Alleen het gezin opent het. Geef de code door." in vera.text()
    await vera.forges("sealed:who::yes")
    assert "Samira" not in vera.all_text()
    await reads(sara, link)
    await sara.taps("Kies ja of nee", "Verander naam of nummer", "Mijn voornaam")
    await sara.says("Amira")
    await vera.opens(link)
    assert "Alleen het gezin opent het. Geef de code door." in vera.text(), "also what the family changed"
    await nobody_was_told(town)
    await sara.taps("Ja, geef door")
    number_in(sara.text())


async def test_two_parents_open_it_and_the_first_answer_counts(town: Town) -> None:
    await town.coordinator()
    vera, sara, omar = await volunteer(town), town.phone("Sara"), town.phone("Omar")
    link = await seals(vera)
    await reads(sara, link)
    await reads(omar, link)
    await sara.taps("Kies ja of nee", "Ja, geef door")
    await omar.taps("Kies ja of nee")
    assert "Dan is het briefje al beantwoord of gewist." in omar.text()
    async with town.machine.db.write() as conn:
        assert len((await conn.execute(select(referral.c.id))).all()) == 1


async def test_the_link_that_a_volunteer_shows_can_be_found_nowhere_else(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    assert code_in(vera) if await seals(vera) else None
    token = code_in(vera).rpartition("=")[2]
    calls = [call for call in town.stand_in.cloud.journal.calls if token in str(call.params)]
    assert {(call.method.lower(), call.chat) for call in calls} == {("sendphoto", vera.id)}


async def test_a_yes_that_must_be_done_again_is_not_lost(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The turn of the family's yes shared its commit with one that failed, and is done again by itself."""
    katrien = await town.coordinator()
    vera, sara = await volunteer(town), town.phone("S")
    await sara.opens(await seals(vera))
    await sara.taps("Nederlands", "Kies ja of nee")
    done = work_room.done
    failed: list[int] = []

    async def fails_once(conn: AsyncConnection, ids: Iterable[int], now: datetime) -> None:
        if not failed:
            failed.append(1)
            raise OSError("disk")
        await done(conn, ids, now)

    monkeypatch.setattr(work_room, "done", fails_once)
    await sara.taps("Ja, geef door")
    assert failed
    assert "Doorgegeven" in sara.text()
    await katrien.says("/start")
    assert number_in(katrien.text())


async def test_a_volunteer_whose_key_was_lost_can_still_seal(town: Town) -> None:
    """What an older key closed is gone; what is written now is closed with a new one all the same."""
    await town.coordinator()
    vera = await volunteer(town)
    async with town.machine.db.write() as conn:
        key = await conn.scalar(select(chat.c.key_id).where(chat.c.id == vera.id))
    await town.machine.keys.shred([str(key)])
    await town.restart()
    await vera.says("/start")
    link = await seals(vera)
    sara = town.phone("S")
    assert "Een gesloten briefje" in (await reads(sara, link)).text()
