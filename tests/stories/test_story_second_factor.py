"""Katrien puts a second lock on her cases: a code of an app, for a working day."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pyotp

from rehearsal.town import Phone, Town, open_town
from tests.laws.forbidden_town import admin
from tests.stories.files_of_families import taps_in_menu
from tests.stories.people import asks_for_help, begins
from tests.stories.volunteers import scanned

KEY = re.compile(r"\b[A-Z2-7]{32}\b")


def code(town: Town, secret: str) -> str:
    """What her app shows now."""
    return pyotp.TOTP(secret).at(town.clock.now())


def picture(phone: Phone) -> list[str]:
    """What the QR codes that stand in the chat say."""
    return [text for message in phone.messages() if message.content.get("photo") for text in scanned(phone, message)]


async def turns_on(town: Town, phone: Phone) -> tuple[str, list[str]]:
    """From *Zet aan*: her secret, and her recovery codes."""
    await phone.taps("Zet aan")
    found = KEY.search(phone.all_text())
    assert found is not None
    [address] = picture(phone)
    assert pyotp.parse_uri(address).secret == found[0], "the picture and the text are one key"
    await phone.says("000000")
    assert "Deze code is niet juist." in phone.text()
    await phone.says(code(town, found[0]))
    assert picture(phone) == [], "the key goes once it is confirmed"
    assert found[0] not in phone.all_text()
    codes = re.findall(r"\b\w{4}-\w{4}-\w{4}\b", phone.text())
    await phone.taps("Ik schreef ze op")
    assert codes[0] not in phone.all_text()
    return found[0], codes


async def test_a_coordinator_turns_it_on_and_opens_cases_with_it_for_twelve_hours(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, second_factor="optional") as town:
        katrien, anna = await town.coordinator("Katrien"), await admin(town)
        number = await asks_for_help(await begins(town.phone("Sara")))
        await katrien.says("/start")
        await katrien.taps(number)
        assert "Sara" in katrien.text(), "whoever did not turn it on works as before"
        await taps_in_menu(katrien, "Extra code")
        secret, codes = await turns_on(town, katrien)
        assert len(codes) == 8
        await katrien.says("/start")
        await katrien.taps(number)
        assert "Sara" in katrien.text(), "the code that turned it on counts"

        await town.passes(timedelta(hours=12, minutes=1))
        assert "Sara" not in katrien.all_text()
        await katrien.says("/start")
        await katrien.taps(number)
        assert "Typ de code van je app." in katrien.text()
        await town.restart()
        used = code(town, secret)
        await katrien.says(used)
        assert "Sara" in katrien.text()
        assert used not in katrien.all_text(), "what was typed is gone from the chat"

        await town.passes(timedelta(hours=12))
        await katrien.says("/start")
        await katrien.taps(number)
        for wrong in (used, "123", "hallo", "111111"):
            await katrien.says(wrong)
            assert "Deze code is niet juist." in katrien.text(), "a code counts once"
        await katrien.says("222222")
        assert "Wacht een kwartier." in katrien.text()
        await katrien.says(code(town, secret))
        assert "Sara" not in katrien.all_text(), "not even a right one counts meanwhile"
        await town.passes(timedelta(minutes=15))
        await katrien.says(codes[2])
        assert "Sara" in katrien.text(), "a recovery code opens, once"

        await anna.says("/start")
        await anna.taps("Medewerkers", "Katrien")
        assert "Extra code: aan." in anna.text()
        await anna.taps("Zet de code af")
        assert "De extra code is afgezet." in anna.text()
        await town.passes(timedelta(hours=13))
        assert "Je extra code is afgezet" in katrien.all_text()
        await katrien.says("/start")
        await katrien.taps(number)
        assert "Sara" in katrien.text()


async def test_new_recovery_codes_take_a_code_and_end_the_old_ones(tmp_path: Path) -> None:
    async with open_town(tmp_path, second_factor="required") as town:
        katrien = await town.coordinator("Katrien")
        await taps_in_menu(katrien, "Extra code")
        secret, old = await turns_on(town, katrien)
        await taps_in_menu(katrien, "Extra code")
        await katrien.taps("Nieuwe noodcodes")
        await katrien.says("000000")
        assert "Deze code is niet juist." in katrien.text()
        await town.passes(timedelta(minutes=1))
        await katrien.says(code(town, secret))
        new = re.findall(r"\b\w{4}-\w{4}-\w{4}\b", katrien.text())
        assert len(new) == 8
        assert not set(new) & set(old)
        await katrien.taps("Ik schreef ze op")
        assert new[0] not in katrien.all_text()
        await town.restart()
        await town.passes(timedelta(hours=13))
        await taps_in_menu(katrien, "Extra code")
        await katrien.taps("Nieuwe noodcodes")
        await katrien.says(old[0])
        assert "Deze code is niet juist." in katrien.text()
        await katrien.says(new[0])
        assert "Schrijf ze op." in katrien.text()


async def test_where_it_is_required_the_desk_says_how_to_turn_it_on_and_shows_numbers_only(tmp_path: Path) -> None:
    async with open_town(tmp_path, second_factor="required") as town:
        katrien = await town.coordinator("Katrien")
        number = await asks_for_help(await begins(town.phone("Sara")))
        await katrien.says("/start")
        assert number in katrien.text()
        await katrien.taps(number)
        assert "Je werkt hier alleen met een extra code." in katrien.text()
        assert "Sara" not in katrien.all_text()
        await katrien.taps("Zet aan")
        assert len(picture(katrien)) == 1
        await town.passes(timedelta(minutes=11))
        assert picture(katrien) == [], "a key that nobody confirmed goes after ten minutes"
        await katrien.taps("Toon een nieuwe sleutel", "Terug", number)
        secret, _ = await turns_on(town, katrien)
        assert secret
        assert "Sara" in katrien.text(), "and leads to what was asked"
        await taps_in_menu(katrien, "Extra code")
        assert "Zet uit" not in katrien.buttons()
