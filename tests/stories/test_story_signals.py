"""What made a right hard: told with a wish to hear of it or without a name, brought to policy, and answered."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Table, select

from rehearsal.town import Phone, Town
from storage.keys import read_master_key
from storage.tables import audit, barrier, consent, signal, work
from tests.stories.people import answers_everything, asks_for_help, begins, claims, keeps_answers

HOURS, PAPERS = "De uren passen niet", "Te veel papieren"
TELL = "Laat weten wat moeilijk was"
HEAR, COUNT = "Ja, en laat iets horen", "Ja, zonder mijn naam"
WORDS = "Het loket is open als ik werk."
DAY = timedelta(days=1)


async def refused(town: Town, name: str = "Fatima") -> Phone:
    """A mother whose first step was refused: her card offers to tell what was hard."""
    mother = await keeps_answers(await answers_everything(await begins(town.phone(name))), 0)
    await mother.says("/plan")
    await mother.taps(mother.buttons()[0])
    return await mother.taps("Het werd geweigerd")


async def tells(mother: Phone, yes: str, words: str = WORDS) -> Phone:
    """Two things were hard; then a yes, and own words only where they are kept."""
    await mother.taps(TELL, PAPERS, "Toon meer", HOURS, "Klaar", yes)
    return await mother.says(words) if yes == HEAR else mother


async def rows(town: Town, table: Table) -> list[Any]:
    async with town.machine.db.write() as conn:
        return list((await conn.execute(select(table))).all())


def readable(folder: Path) -> str:
    """All that is stored, sealed or not, as far as the keys of today open it."""
    with sqlite3.connect(folder / "keys.sqlite") as db:
        wrapped = db.execute("select owner, wrapped from wrapped_key").fetchall()
    master = AESGCM(read_master_key(folder / "master.key"))
    ciphers = [AESGCM(master.decrypt(key[:12], key[12:], owner.encode())) for owner, key in wrapped]
    with sqlite3.connect(folder / "rights.sqlite") as db:
        tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        stored = [row for table in tables for row in db.execute(f'select * from "{table}"')]
    values = [value for row in stored for value in row]
    names = {str(value) for value in values if isinstance(value, str | int) and len(str(value)) < 40}
    kinds = ("chat", "work", "signal", "plans", "answers", "told", "access")
    blobs = [value for value in values if isinstance(value, bytes)]
    told = [str(value) for value in values if not isinstance(value, bytes)]
    places = [f"{kind}:{name}".encode() for kind, name in product(kinds, sorted(names))]
    for blob, cipher, place in product(blobs, ciphers, places):
        try:
            told.append(cipher.decrypt(blob[:12], blob[12:], place).decode())
        except InvalidTag:
            continue
    return "\n".join(told)


async def acts(town: Town) -> list[str]:
    return [row.act for row in await rows(town, audit)]


async def test_a_mother_hears_what_came_of_it(town: Town) -> None:
    katrien, mother = await town.coordinator(), await refused(town)
    await tells(mother, HEAR)
    assert "Het antwoord komt in deze chat." in mother.text()
    assert "Het loket is open" not in mother.all_text()

    await katrien.says("/signalen")
    assert "1 signaal wacht." in katrien.text()
    assert "te veel stappen en uren" in katrien.text()
    assert "Fatima" not in katrien.all_text()
    await katrien.taps("1")
    assert "Het loket is open als ik werk." in katrien.text()
    assert "Nieuw: nog niets mee gedaan." in katrien.text()
    await katrien.taps("Antwoord geven")
    assert "Het beleid weet het nu" not in katrien.buttons(), "nobody told policy yet"
    await katrien.taps("Terug", "Naar het beleid gebracht")
    assert "Het is naar het beleid gebracht." in katrien.text()
    await town.restart()
    await katrien.taps("Antwoord geven")
    assert "Het beleid weet het nu" in katrien.buttons()
    await katrien.says("Vanaf januari is er ook een avond.")
    assert "Dit leest het gezin:" in katrien.text()
    await katrien.taps("Verstuur")
    assert "Wie het wilde horen, krijgt een bericht." in katrien.text()

    await town.passes(DAY)
    assert "avond" not in mother.all_text()
    await mother.taps("Open het bericht", message=mother.message_with("Open het bericht"))
    assert "Antwoord van Ninove:" in mother.text()
    assert mother.buttons()[0] == "Ga verder"
    assert "Moeilijk was: Te veel papieren en De uren passen niet." in mother.text()
    await mother.says("/taal")
    await mother.taps("العربية")
    assert "Vanaf januari is er ook een avond." in mother.text()
    assert "الهولندية" in mother.text()
    await mother.says("/taal")
    await mother.taps("Nederlands")
    await mother.says("/menu")
    await mother.taps("Er is een antwoord")
    assert "Vanaf januari is er ook een avond." in mother.text()
    await town.passes(15 * DAY)
    await mother.says("/menu")
    assert "Er is een antwoord" not in mother.buttons()
    assert {"signal", "signal_bring", "signal_answer", "read:one", "read:list"} <= {*await acts(town)}
    await katrien.taps("Naar de signalen")
    assert "Er wacht nu geen signaal." in katrien.text()


@pytest.mark.reads_the_file
async def test_without_a_name_nothing_leads_to_her(town: Town, tmp_path: Path) -> None:
    katrien, mother = await town.coordinator(), await refused(town)
    await tells(mother, "Nu niet")
    assert TELL in mother.buttons(), "she is back where she was"
    assert await rows(town, barrier) == []
    before = await acts(town)

    await mother.taps(TELL, PAPERS, "Toon meer", HOURS, "Klaar", HEAR, "Terug")
    assert "Terugnemen kan niet." in mother.text()
    await mother.taps(COUNT)
    assert "Dank je. Je naam staat er niet bij." in mother.text()
    (kept,) = await rows(town, signal)
    assert (kept.household_id, kept.body, kept.codes) == (None, None, "B06_paperwork B09_hours")
    assert {row.code for row in await rows(town, barrier)} == {*kept.codes.split()}
    assert await acts(town) == before, "no act of hers has a moment"
    assert "signal" not in {row.purpose for row in await rows(town, consent)}
    (timer,) = [row for row in await rows(town, work) if row.stream == f"signal:{kept.id}"]
    assert timer.due_at > town.clock.now() + 30 * DAY
    left = readable(tmp_path)
    assert [left.count(told) for told in ("B06_paperwork", "B09_hours")] == [2, 2], "the signal and its count, no more"
    await katrien.says("/signalen")
    await katrien.taps("1")
    assert "Antwoord geven" not in katrien.buttons(), "nobody waits for one"
    await katrien.taps("Sluiten", "Het beleid weet dit al")
    assert "krijgt een bericht" not in katrien.text()
    await katrien.taps("Naar de signalen", "Aantallen")
    assert "Er is nog niets geteld." in katrien.text(), "of this month not even the day may be told"
    await town.passes(15 * DAY)
    await katrien.says("/signalen")
    await katrien.taps("Aantallen")
    assert "Dit halfjaar loopt nog." in katrien.text()
    assert "uren: minder dan 5" in katrien.text()
    assert not [row for row in await rows(town, work) if row.stream.startswith("chat:") and row.state == "parked"]


@pytest.mark.reads_the_file
async def test_she_takes_it_back_and_an_erase_leaves_the_count(town: Town, tmp_path: Path) -> None:
    katrien, mother = await town.coordinator(), await refused(town)
    await tells(mother, HEAR)
    assert WORDS in readable(tmp_path)
    await mother.says("/mijngegevens")
    assert "1 signaal, om het antwoord te horen" in mother.text()
    await mother.taps("Bekijk de signalen")
    assert WORDS in mother.text()
    await mother.taps("Neem dit terug")
    assert "Zeker?" in mother.text()
    assert len(await rows(town, signal)) == 1, "nothing goes by one tap"
    await mother.taps("Nee, laat het staan", "Neem dit terug", "Ja, neem het terug")
    assert "Alleen een getal blijft" in mother.text()
    assert await rows(town, signal) == []
    assert [row.given for row in await rows(town, consent) if row.purpose == "signal"] == [True, False]

    await mother.says("/plan")
    await mother.taps(mother.buttons()[0])
    await tells(mother, HEAR)
    await katrien.says("/signalen")
    await katrien.taps("1")
    old = next(button.data for row in katrien.card().inline for button in row if "beleid" in button.text)
    await mother.says("/wissen")
    await mother.taps("Ja, wis alles")
    assert await rows(town, signal) == []
    assert len(await rows(town, barrier)) == 4
    assert WORDS not in readable(tmp_path)
    await katrien.forges(str(old))
    assert "Dit signaal is er niet meer." in katrien.text()


async def test_another_town_reads_and_moves_nothing_and_a_deadline_is_told(town: Town) -> None:
    katrien, mother = await town.coordinator(), await refused(town)
    els = await town.coordinator("Els", "ronse")
    await tells(mother, HEAR)
    (kept,) = await rows(town, signal)
    await els.says("/signalen")
    assert "Er wacht nu geen signaal." in els.text()
    for data in (f"signals:list:0:s.{kept.id}", f"signals:one:{kept.id}.0:bring", f"signals:close:{kept.id}:solved"):
        await els.forges(data)
    await mother.forges(f"signals:one:{kept.id}.0:bring")
    assert WORDS not in els.all_text()
    assert (await rows(town, signal))[0].state == "registered"

    await town.passes(26 * DAY)
    assert "een signaal wacht al lang" not in katrien.all_text()
    await town.passes(4 * DAY)
    assert "Ninove: een signaal wacht al lang." in katrien.all_text()
    assert "een signaal wacht al lang" not in els.all_text()
    await katrien.taps("Bekijk de signalen", message=katrien.message_with("Bekijk de signalen"))
    assert "1 signaal wacht." in katrien.text()


async def test_a_coordinator_notes_one_on_a_case(town: Town) -> None:
    katrien, sara = await town.coordinator(), await begins(town.phone())
    await claims(katrien, await asks_for_help(sara))
    await katrien.taps("Meer", "Noteer een signaal", "Niet over één recht", "digitaal", "Klaar")
    assert "Genoteerd." in katrien.text()
    (kept,) = await rows(town, signal)
    assert (kept.coder, kept.household_id, kept.codes) == ("coordinator", None, "B05_digital")
