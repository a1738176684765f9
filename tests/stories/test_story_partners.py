"""A family is handed over to a partner: only on its own yes, only what the profile allows, and only for as long."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from delivery.listening import Public
from rehearsal.town import ISOLATES, Phone, Town, open_town
from tests.stories.people import asks_for_help, begins

TOWN = "Voorbeeldstad (verzonnen)"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, over_http=True, served=("voorbeeldstad",)) as town:
        yield town


async def offered(town: Town, partner: str = "CAW") -> tuple[Phone, Phone, str]:
    """A family asked for help, the coordinator who took it asks it about a partner."""
    katrien = await town.coordinator(municipality="voorbeeldstad")
    sara = await begins(town.phone(), town=TOWN)
    number = await asks_for_help(sara)
    await katrien.says("/start")
    await katrien.taps(number, "Neem dit op je", "Meer", "Partner", partner, "Vraag het gezin")
    return sara, katrien, number


async def agreed(town: Town, partner: str = "CAW") -> tuple[Phone, Phone, str]:
    sara, katrien, number = await offered(town, partner)
    await sara.taps("Open het bericht", "Ja, dat mag")
    await katrien.taps("Open de aanmelding", "Meer", "Partner", partner, "Maak link en code")
    return sara, katrien, number


def shown(phone: Phone, pattern: str) -> str:
    """The newest link or code that the bot showed here."""
    for message in reversed(phone.messages()):
        found = re.search(pattern, ISOLATES.sub("", message.text or ""))
        if message.from_bot and found:
            return found[0]
    raise AssertionError(f"nothing like {pattern} in {phone.all_text()!r}")


def code_of(phone: Phone) -> str:
    return shown(phone, r"(?m)^\d{3} \d{3}$")


async def test_a_partner_without_a_public_page_comes_by_the_bot(town: Town) -> None:
    sara, katrien, number = await agreed(town)
    marc = town.phone("Marc")
    await marc.opens(katrien.code())
    assert "Sara" not in marc.all_text() and number not in marc.all_text()
    await marc.says("000 000" if code_of(katrien) != "000 000" else "111 111")
    assert "niet juist" in marc.text() and "Sara" not in marc.all_text()
    await marc.says(code_of(katrien))
    assert "Naam: Sara" in marc.text()
    await marc.taps("Ja, wij helpen", "Meld het resultaat", "Deels in orde")
    assert "Sara" not in marc.text()
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Partner", "CAW")
    assert "Resultaat: Deels in orde." in katrien.text()
    await sara.says("/mijngegevens")
    await sara.taps("Wie las dit?")
    assert "CAW Voorbeeldstreek (verzonnen), op" in sara.text()
