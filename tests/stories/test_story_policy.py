"""What made rights hard goes to a meeting: a sheet and a table of a half-year, for who may, and nobody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from rehearsal.town import Phone, Town
from storage.tables import audit, barrier
from tests.laws.forbidden_town import admin
from tests.stories.test_story_documents import documents, held_by
from tests.stories.test_story_signals import HEAR, refused, tells

DAY = timedelta(days=1)


async def told(town: Town, counts: Sequence[tuple[str, str, int]], municipality: str = "ninove") -> None:
    """By month and code: how often it was told, about a living wage."""
    row = {"municipality": municipality, "right": "leefloon", "coder": "family"}
    rows = [{**row, "month": month, "code": code} for month, code, n in counts for _ in range(n)]
    async with town.machine.db.write() as conn:
        await conn.execute(barrier.insert(), rows)


async def exports(town: Town, phone: Phone) -> list[str]:
    async with town.machine.db.write() as conn:
        made = select(audit.c.subject).where(audit.c.actor == phone.id, audit.c.act == "export")
        return list((await conn.execute(made)).scalars())


def table(phone: Phone) -> list[list[str]]:
    """The last file in a chat, as a spreadsheet reads it."""
    file = held_by(phone, documents(phone)[-1])
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))


async def test_a_coordinator_takes_a_half_year_along_on_paper_and_as_a_table(town: Town) -> None:
    katrien = await town.coordinator()
    spring = (("2026-02", "B09_hours", 4), ("2026-06", "B09_hours", 3), ("2026-03", "B12_cost", 4))
    await told(town, (("2025-11", "B09_hours", 5), *spring, ("2026-07", "B09_hours", 6), ("2026-11", "B12_cost", 9)))
    await katrien.says("/signalen")
    await katrien.taps("Aantallen")
    assert "Ninove: signalen, 01/2026 tot en met 06/2026" in katrien.text()
    assert "Leefloon, uren: 7" in katrien.text()
    assert "Leefloon, kost: minder dan 5" in katrien.text()
    await katrien.taps("Maak een blad")
    (paper,) = documents(katrien)
    assert paper.content["document"]["file_name"] == "signalen-ninove-2026-01-tot-06.pdf"
    assert held_by(katrien, paper).startswith(b"%PDF-")
    await katrien.taps("Als tabel")
    assert "De tabel staat hierboven." in katrien.text()
    _, hours, cost = table(katrien)
    assert hours[5:10] == ["Leefloon", "uren", "De uren passen niet", "7", "5"]
    assert cost[5:10] == ["Leefloon", "kost", "Het kost te veel", "minder dan 5", ""]
    assert await exports(town, katrien) == ["signals:ninove:2026-1"] * 2

    await katrien.taps("Halfjaar erna")
    assert "Leefloon, uren: 5 of meer" in katrien.text()
    assert "kost" not in katrien.text(), "what is told this month waits"
    await katrien.taps("Als tabel")
    assert [row[8] for row in table(katrien)[1:]] == ["5 of meer"]


async def test_an_admin_may_too_and_another_town_gets_nothing(town: Town) -> None:
    anna = await admin(town)
    els = await town.coordinator("Els", "ronse")
    await told(town, (("2026-02", "B09_hours", 7),))
    await anna.says("/beheer")
    await anna.taps("Signalen in cijfers", "Als tabel")
    assert [row[8] for row in table(anna)[1:]] == ["7"]
    await anna.taps("Terug")
    assert anna.text().startswith("Dag, Anna")
    assert await exports(town, anna) == ["signals:ninove:2026-1"]

    await els.says("/signalen")
    await els.taps("Aantallen")
    assert "Er is nog niets geteld." in els.text()
    await els.forges("policy:counts:ninove.2026-1.0:csv")
    assert documents(els) == []
    await els.taps("Maak een blad")
    assert held_by(els, documents(els)[-1]).startswith(b"%PDF-"), "an empty sheet is a sheet"
    assert await exports(town, els) == ["signals:ronse:2026-2"]


async def test_what_came_of_a_signal_is_counted_without_its_words(town: Town) -> None:
    katrien, mother = await town.coordinator(), await refused(town)
    await tells(mother, HEAR)
    async with town.machine.db.write() as conn:
        (first, *_) = (await conn.execute(select(barrier))).all()
        more = {"municipality": "ninove", "right": first.right, "month": first.month, "coder": "family"}
        await conn.execute(barrier.insert(), [{**more, "code": first.code} for _ in range(5)])
    await katrien.says("/signalen")
    await katrien.taps("1", "Naar het beleid gebracht")
    assert "vragen we wat het beleid zei." in katrien.text()
    await katrien.taps("Antwoord geven", "Dit verandert", "Verstuur")
    await town.passes(60 * DAY)
    await katrien.says("/signalen")
    await katrien.taps("Aantallen", "Als tabel")
    rows = [row for row in table(katrien) if row[8] == "6"]
    assert "“Dit verandert. Probeer het gerust opnieuw” (minder dan 5 keer)." in rows[0][10]
