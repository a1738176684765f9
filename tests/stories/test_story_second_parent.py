"""Sara and Omar read one file: she lets him in, and either can let go of the other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from rehearsal.town import Phone, Town
from rights import load_catalogue
from storage.housekeeping import tidy
from storage.sealing import open_json
from storage.tables import access, chat, household, work
from tests.stories.files_of_families import (
    adopts,
    gives,
    helps,
    in_dutch,
    joins,
    takes_up,
    taps_in_menu,
    two_parents,
)
from tests.stories.people import answers_everything, asks_for_help, begins, claims, closes, confirmed_group, is_asked

ASKED = "Iemand opende je code. Hoort die persoon bij je gezin?"


async def test_the_other_parent_waits_for_a_yes_on_the_first_one_s_phone(town: Town) -> None:
    sara, omar = town.phone("Sara"), town.phone("Omar")
    await begins(sara)
    await answers_everything(sara)
    await joins(sara, omar)
    assert "zegt nu ja of nee" in omar.text()
    assert sara.text().startswith(ASKED)
    assert "Omar" not in sara.all_text(), "nobody is named"
    await omar.says("/menu")
    assert "Wat we vonden" not in omar.buttons(), "nothing is seen before the yes"
    await sara.taps("Ja, die mag meelezen")
    assert "Andere ouder, sinds 16/11" in sara.buttons()
    assert "Er is een antwoord op je vraag." in omar.all_text()
    await omar.taps("Bekijk het antwoord")
    assert "Je leest nu mee." in omar.text()
    await omar.taps("Ga verder")
    assert "Wat we vonden" in omar.text()
    await taps_in_menu(omar, "Wat we vonden")
    await taps_in_menu(sara, "Wat we vonden")
    assert omar.text() == sara.text()


async def test_a_no_leaves_the_other_one_outside(town: Town) -> None:
    sara, omar = town.phone("Sara"), town.phone("Omar")
    await begins(sara)
    await joins(sara, omar)
    await sara.taps("Nee", message=sara.message_with("Ja, die mag meelezen"))
    await omar.taps("Bekijk het antwoord")
    assert "zei nee" in omar.text()
    await omar.taps("Ga verder")
    assert "In welke gemeente woon je?" in omar.text()
    async with town.machine.db.write() as conn:
        assert list((await conn.execute(select(access.c.chat_id))).scalars()) == [sara.id]


async def test_who_gets_no_answer_for_a_day_has_asked_in_vain(town: Town) -> None:
    sara, omar = town.phone("Sara"), town.phone("Omar")
    await begins(sara)
    await joins(sara, omar)
    await town.passes(timedelta(days=1, minutes=1))
    await sara.taps("Ja, die mag meelezen", message=sara.message_with("Ja, die mag meelezen"))
    assert "Niemand wacht nog op een antwoord." in sara.text()
    await omar.says("/menu")
    await omar.taps("Terug")
    assert "Er kwam geen antwoord." in omar.text()
    async with town.machine.db.write() as conn:
        await tidy(conn, town.clock.now(), load_catalogue().terms)
        assert list((await conn.execute(select(access.c.chat_id))).scalars()) == [sara.id]


async def test_the_answers_of_one_are_those_of_both_and_both_hear_the_coordinator(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    await confirmed_group(town, katrien)
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    number = await asks_for_help(sara)
    await taps_in_menu(omar, "👤 Mijn aanmelding")
    assert number in omar.text()
    await claims(katrien, number)
    await closes(katrien)
    await town.passes(timedelta(hours=1))
    for parent in (sara, omar):
        assert "Je vraag is afgerond." in parent.all_text()


async def test_whoever_is_let_go_sees_nothing_from_then_on(town: Town) -> None:
    await town.coordinator("Katrien")
    sara, omar = await two_parents(town)
    await answers_everything(omar)
    number = await asks_for_help(omar, "Omar")
    await taps_in_menu(omar, "👤 Mijn aanmelding")
    assert number in omar.text()
    await taps_in_menu(sara, "Wie leest mee?")
    await sara.taps("Andere ouder, sinds 16/11", "Ja")
    assert "Niemand anders leest mee" in sara.text()
    assert number not in omar.text(), "the card shows nothing of it any more"
    assert "In welke gemeente woon je?" in omar.text()
    for label in omar.buttons():
        assert label not in ("Mijn aanmelding", "Trek mijn vraag in")
    await town.passes(timedelta(days=3, hours=2))
    assert "contact met je gehad" in sara.all_text(), "what was promised goes on with who is left"
    assert "contact met je gehad" not in omar.all_text()
    await taps_in_menu(sara, "👤 Mijn aanmelding")
    assert number in sara.text()


async def test_the_other_parent_reads_first_who_reads_along_and_for_how_long(town: Town) -> None:
    sara, omar = town.phone("Sara"), town.phone("Omar")
    await begins(sara)
    await taps_in_menu(sara, "Andere ouder")
    await sara.taps("Toon de code")
    await omar.opens(sara.code())
    await omar.taps("Nederlands", "Ja")
    told = ("Wie leest mee? De andere ouder.", "7 dagen. Of 1 jaar, als je gezin dat koos.")
    assert all(line in omar.text() for line in told)
    assert "Niemand" not in omar.text()
    await sara.says("/privacy")
    assert "Niemand" in sara.text(), "nobody was let in yet"
    await omar.taps("Ja, dat is goed")
    await sara.taps("Ja, die mag meelezen", message=sara.message_with("Ja, die mag meelezen"))
    await sara.says("/privacy")
    assert all(line in sara.text() for line in told)


async def test_who_parted_is_asked_first_whether_the_other_may_read_on(town: Town) -> None:
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await omar.says("/start")
    found = omar.text()
    await sara.says("/verandering")
    await sara.taps("We zijn uit elkaar")
    assert "Mag de andere ouder nog meelezen?" in sara.text(), "before any answer that he would read"
    await sara.taps("Nee")
    assert is_asked(sara)
    assert found not in omar.all_text()
    assert "In welke gemeente woon je?" in omar.text()
    await omar.says("/antwoorden")
    assert "Mijn antwoorden" not in omar.text()
    await sara.says("/verandering")
    await sara.taps("We zijn uit elkaar")
    assert is_asked(sara), "nobody else reads along: there is nothing to ask"


async def test_who_parted_may_let_the_other_read_on(town: Town) -> None:
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await sara.says("/verandering")
    await sara.taps("We zijn uit elkaar", "Ja")
    assert is_asked(sara)
    await omar.says("/antwoorden")
    assert "Mijn antwoorden" in omar.text()


async def test_a_helper_of_a_family_that_parted_lets_nobody_go(town: Town) -> None:
    nadia, sara = await in_dutch(town.phone("Nadia")), town.phone("Sara")
    await helps(nadia, "de buren")
    await answers_everything(nadia)
    await adopts(sara, await gives(nadia))
    await takes_up(nadia, "de buren")
    await nadia.says("/verandering")
    await nadia.taps("We zijn uit elkaar")
    assert is_asked(nadia), "who reads along is the family's own choice"


async def test_a_parent_may_also_stop_reading_along_itself(town: Town) -> None:
    sara, omar = await two_parents(town)
    await taps_in_menu(sara, "Wie leest mee?")
    await sara.taps("Ik lees niet meer mee")
    assert "De andere ouder houdt het" in sara.text()
    await sara.taps("Ja")
    assert "In welke gemeente woon je?" in sara.text()
    await omar.says("/start")
    assert is_asked(omar)
    async with town.machine.db.write() as conn:
        streams = select(work.c.stream).where(work.c.state == "waiting", work.c.kind == "wipe")
        assert set((await conn.execute(streams)).scalars()) == {f"chat:{omar.id}"}


async def test_either_parent_may_erase_the_file_and_the_other_hears_it_neutrally(town: Town) -> None:
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await taps_in_menu(omar, "Wat we vonden")
    found = omar.text()
    await sara.says("/wissen")
    assert "Ook de andere ouder verliest dit dossier." in sara.text()
    await sara.taps("Ja, wis alles")
    assert "Alles is gewist." in sara.text()
    assert found not in omar.all_text()
    assert "Hier is iets gewist. Je hoeft niets te doen." in omar.all_text()
    assert not [line for line in sara.all_text().splitlines() if "Hier is iets gewist" in line]
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(household)) == 0
    await omar.says("/start")
    assert "In welke gemeente woon je?" in omar.text()


async def test_what_waited_to_be_said_about_an_erased_file_is_not_said(town: Town) -> None:
    katrien = await town.coordinator()
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await claims(katrien, await asks_for_help(sara))
    await town.passes(timedelta(hours=13))
    await katrien.says("/start")
    await katrien.taps(katrien.buttons()[0])
    await closes(katrien)  # at night: both would hear it in the morning
    await sara.says("/wissen")
    await sara.taps("Ja, wis alles")
    await town.passes(timedelta(days=1))
    assert "gewist" in omar.all_text()
    assert "afgerond" not in omar.all_text()


async def test_what_one_had_begun_passes_to_no_other_file(town: Town) -> None:
    """Omar is half through asking for help when he is let go; then another file opens in his chat."""
    await town.coordinator("Katrien")
    sara, omar = await two_parents(town)
    await omar.says("/menu")
    await omar.taps("👤 Vraag hulp", "Ja, dat mag")
    await omar.says("Omar")
    await taps_in_menu(sara, "Wie leest mee?")
    await sara.taps("Andere ouder, sinds 16/11", "Ja")
    lien = town.phone("Lien")
    await begins(lien)
    await taps_in_menu(lien, "Andere ouder")
    await lien.taps("Toon de code")
    await omar.opens(lien.code())
    await omar.taps("Ja", "Ja, dat is goed")
    await lien.taps("Ja, die mag meelezen")
    await omar.taps("Bekijk het antwoord", "Ga verder")
    assert is_asked(omar)
    await omar.says("/menu")
    await omar.taps("👤 Vraag hulp", "Ja, dat mag")
    assert "Houd Omar" not in omar.buttons(), "the name typed for the other file is gone"


async def test_a_helper_is_seen_among_the_readers_and_can_be_let_go(town: Town) -> None:
    nadia, sara = await in_dutch(town.phone("Nadia")), town.phone("Sara")
    await helps(nadia, "de buren")
    await taps_in_menu(nadia, "Over dit gezin")
    await nadia.taps("Geef het dossier", "Toon de code")
    await sara.opens(nadia.code())
    await sara.taps("Nederlands", "Ja", "Ja, dat is goed", "Ja")
    await taps_in_menu(sara, "Wie leest mee?")
    await sara.taps("Iemand die helpt, sinds 16/11", "Ja")
    assert "de buren" not in nadia.text()
    await nadia.says("/gezinnen")
    assert "de buren" not in nadia.text()


async def test_what_the_other_parent_was_ticking_goes_with_the_file(town: Town) -> None:
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await omar.says("/antwoorden")
    await omar.taps(omar.buttons()[1])
    await omar.taps(omar.buttons()[0])
    assert (await state_of(town, omar)).get("data")
    await sara.says("/wissen")
    await sara.taps("Ja, wis alles")
    assert "data" not in await state_of(town, omar)
    await omar.says("/start")
    assert "In welke gemeente woon je?" in omar.text()


async def state_of(town: Town, phone: Phone) -> dict[str, Any]:
    """What the database holds of where a chat is."""
    machine = town.machine
    async with machine.db.write() as conn:
        row = (await conn.execute(select(chat).where(chat.c.id == phone.id))).one()
        await machine.keys.hold([row.key_id])
        state: dict[str, Any] = open_json(machine.keys, row.key_id, row.state, f"chat:{phone.id}")
    return state
