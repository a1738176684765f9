"""A link or a leaflet that waited to be sent, and what changed meanwhile for who asked for it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from rehearsal.town import Phone, Town
from storage.tables import access, link, member, sealed
from storage.tables import outbox as waiting
from tests.stories.files_of_families import helps, in_dutch, taps_in_menu
from tests.stories.people import begins
from tests.stories.volunteers import volunteer


async def _taps_and_waits(phone: Phone, label: str) -> None:
    """Taps a button whose turn is done, and of which nothing was sent yet."""
    town, shown = phone.town, phone.message_with(label)
    button = next(b for b in phone.inline(shown) if phone.plain(b.text).startswith(label))
    town.stand_in.cloud.tap(phone.id, phone.id, shown.id, str(button.data))
    await town.machine.door.poll(0)
    await town.machine.turns.run()
    async with town.machine.db.write() as conn:
        kinds = (await conn.execute(select(waiting.c.kind).where(waiting.c.chat_id == phone.id))).scalars().all()
    assert {"link", "leaflet"} & set(kinds), "it waits to be sent"


async def _loses(phone: Phone, what: str) -> None:
    """Its access to every file, or its roles."""
    table = {"file": access, "role": member}[what]
    async with phone.town.machine.db.write() as conn:
        await conn.execute(delete(table).where(table.c.chat_id == phone.id))
    await phone.town.settle()


def _got_something(phone: Phone) -> bool:
    return any("photo" in message.content or "document" in message.content for message in phone.messages())


async def _links(town: Town, purpose: str) -> int:
    async with town.machine.db.write() as conn:
        return len((await conn.execute(select(link.c.hash).where(link.c.purpose == purpose))).all())


async def test_a_parent_who_was_let_go_meanwhile_gets_no_code_for_the_file(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await taps_in_menu(sara, "Andere ouder")
    await _taps_and_waits(sara, "Toon de code")
    await _loses(sara, "file")
    assert not _got_something(sara)
    assert await _links(town, "join") == 0


async def test_a_helper_who_helps_no_more_gets_no_code_for_the_file(town: Town) -> None:
    hilde = await in_dutch(town.phone("Hilde"))
    await helps(hilde, "Blauw")
    await taps_in_menu(hilde, "Over dit gezin")
    await hilde.taps("Geef het dossier")
    await _taps_and_waits(hilde, "Toon de code")
    await _loses(hilde, "file")
    assert not _got_something(hilde)
    assert await _links(town, "adopt") == 0


@pytest.mark.parametrize("label", ["Toon mijn kaart", "Stuur de folder"])
async def test_who_is_no_volunteer_any_more_gets_no_card_and_no_leaflet(town: Town, label: str) -> None:
    vera = await volunteer(town)
    await _taps_and_waits(vera, label)
    await _loses(vera, "role")
    assert not _got_something(vera)
    assert await _links(town, "card") == 0


async def test_who_is_no_coordinator_any_more_invites_nobody(town: Town) -> None:
    katrien = await town.coordinator()
    await katrien.taps("Menu", "Nodig iemand uit")
    before = await _links(town, "invite")
    await _taps_and_waits(katrien, "Een collega")
    await _loses(katrien, "role")
    assert not _got_something(katrien)
    assert await _links(town, "invite") == before


async def test_a_sealed_report_of_who_is_no_volunteer_any_more_is_closed(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await vera.says("Sara")
    await vera.taps("Zonder nummer", "Verder", "Zonder tekst")
    await _taps_and_waits(vera, "Sluit het briefje")
    await _loses(vera, "role")
    assert not _got_something(vera)
    assert await _links(town, "sealed") == 0
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(sealed.c.body, sealed.c.wrapped))).all() == [(None, None)]
