"""A phone that more than one person reads: the card can be hidden, and a PIN keeps the file shut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from rehearsal.town import Phone, Town
from storage.tables import chat
from tests.stories.people import answers_everything, asks_for_help, begins
from tests.stories.volunteers import joins

PIN = "2580"


async def _with_a_pin(town: Town) -> Phone:
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    await sara.taps("Menu", "Meer", "Code op deze chat")
    await sara.says(PIN)
    await sara.says(PIN)
    return await sara.taps("Ga verder")


async def test_hiding_takes_the_text_away_at_once(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await sara.taps("Menu", "Verberg dit")
    assert sara.text() == "Tot straks."
    assert sara.buttons() == ["Open"]
    await sara.taps("Open")
    assert "Weet ik niet" in sara.buttons()


async def test_the_pin_is_typed_away_and_opens_the_file(town: Town) -> None:
    sara = await _with_a_pin(town)
    assert PIN not in sara.all_text()
    await sara.taps("Menu", "Verberg dit", "Open")
    await sara.says("1111")
    assert "niet juist" in sara.text()
    await sara.says(PIN)
    assert PIN not in sara.all_text()
    assert "Wat we vonden" in sara.text()


async def test_a_file_with_a_pin_hides_itself(town: Town) -> None:
    sara = await _with_a_pin(town)
    await town.passes(timedelta(minutes=16))
    assert sara.all_text().strip().endswith("Tot straks.")
    await town.restart()
    await sara.says("/start")
    assert "Typ je code" in sara.text()


@pytest.mark.parametrize("way_in", ["/start", "/menu", "/privacy", "/wissen", "/hulp", "hallo", "/gezinnen"])
async def test_no_way_leads_around_the_pin(town: Town, way_in: str) -> None:
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "Verberg dit")
    await sara.says(way_in)
    assert "Typ je code" in sara.text()
    await sara.forges("results:list:0:keep")
    await sara.forges("menu:erase::yes")
    assert "Typ je code" in sara.text()


async def test_people_to_call_are_shown_to_anybody(town: Town) -> None:
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "Verberg dit")
    await sara.says("/nood")
    assert "112" in sara.text()
    await sara.taps("Menu")
    assert "Typ je code" in sara.text()


async def test_guessing_is_stopped(town: Town) -> None:
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "Verberg dit", "Open")
    for guess in range(5):
        await sara.says(f"{guess}{guess}{guess}{guess}")
    assert "Wacht een kwartier" in sara.text()
    await sara.says(PIN)
    assert "Wacht een kwartier" in sara.text(), "also the right one, or guessing would go on"
    await town.passes(timedelta(minutes=16))
    await sara.says(PIN)
    assert "Wat we vonden" in sara.text()


async def test_who_forgot_it_begins_anew_and_the_request_goes_on(town: Town) -> None:
    katrien = await town.coordinator()
    sara = await _with_a_pin(town)
    number = await asks_for_help(sara)
    await sara.taps("Menu", "Verberg dit", "Open", "Code vergeten", "Begin opnieuw")
    assert "Kies je taal" in sara.text()
    await katrien.says("/start")
    assert number in katrien.text(), "nobody ends a request who could not open it"
    await katrien.taps(number)
    assert "Sara" in katrien.text()


async def test_the_pin_can_be_taken_away(town: Town) -> None:
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "Meer", "Code op deze chat", "Zet de code af", "Ga verder")
    await sara.taps("Menu", "Verberg dit", "Open")
    assert "Wat we vonden" in sara.text()


async def test_no_pin_stands_readable_in_the_files(town: Town) -> None:
    await _with_a_pin(town)
    await town.restart()
    for file in town.folder.iterdir():
        assert PIN.encode() not in file.read_bytes() or file.name == "master.key"


async def test_answers_that_are_wiped_leave_the_door_shut(town: Town) -> None:
    """Sara reports families too: when her own answers go, the code still guards what she does for others."""
    sara = await _with_a_pin(town)
    await joins(town, sara, "Sara")
    await sara.says("/start")
    await sara.taps("Voor mijn eigen gezin")
    await town.passes(timedelta(days=8))
    assert sara.text() == "Tot straks."
    await sara.says("/aanmelden")
    assert "Typ je code" in sara.text()
    await sara.says(PIN)
    assert "Dag, Sara" in sara.text()


async def test_a_number_that_is_shared_with_a_shut_chat_is_taken_away(town: Town) -> None:
    await town.coordinator()
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "👤 Vraag hulp", "Ja, dat mag", "Ja, dat mag")
    await sara.says("Sara")
    await sara.taps("Per telefoon")
    asked = next(message for message in sara.messages() if message.reply_keyboard)
    await town.passes(timedelta(minutes=16))
    assert sara.text() == "Tot straks."
    assert asked.text not in sara.all_text(), "what asks for a number is hidden too"
    sent = [call for call in town.stand_in.cloud.journal.calls if call.method.lower() == "sendmessage"]
    assert sent[-1].params.get("disable_notification"), "without a sound: nobody asked for it now"
    await sara.shares_contact()
    assert "Typ je code" in sara.text()
    assert str(sara.user.phone) not in sara.all_text()


async def test_messages_come_again_after_start_and_the_pin(town: Town) -> None:
    sara = await _with_a_pin(town)
    await sara.says("/stop")
    await sara.taps("Menu", "Verberg dit")
    await sara.says("/start")
    await sara.says(PIN)
    async with town.machine.db.write() as conn:
        assert not await conn.scalar(select(chat.c.muted).where(chat.c.id == sara.id))


async def test_who_chooses_a_code_anew_can_look_at_the_menu_meanwhile(town: Town) -> None:
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "Meer", "Code op deze chat", "Menu", "Wat we vonden")
    assert "Wat we vonden" in sara.text()


async def test_a_notice_that_is_answered_where_it_stands_waits_for_the_pin(town: Town) -> None:
    """Who holds the phone cannot say for Sara that somebody called her."""
    katrien = await town.coordinator()
    sara = await _with_a_pin(town)
    number = await asks_for_help(sara)
    await town.passes(timedelta(days=5))
    asked = sara.message_with("Nee, nog niet")
    assert "Heeft iemand al contact met je gehad?" in asked.text
    await sara.taps("Nee, nog niet", message=asked)
    assert "Typ je code" in sara.text()
    await katrien.says("/start")
    await katrien.taps(number)
    assert "nog geen contact gehad" not in katrien.text()
    await sara.says(PIN)
    await sara.taps("Nee, nog niet", message=asked)
    assert "De collega's weten het nu." in sara.all_text()
    await katrien.says("/start")
    await katrien.taps(number)
    assert "nog geen contact gehad" in katrien.text()


async def test_who_forgot_it_reads_that_a_role_ends_too(town: Town) -> None:
    sara = await _with_a_pin(town)
    await sara.taps("Menu", "Verberg dit", "Open", "Code vergeten")
    assert "rol" not in sara.text()
    await sara.taps("Probeer de code")
    await sara.says(PIN)
    await joins(town, sara, "Sara")
    await sara.taps("Menu", "Verberg dit", "Open", "Code vergeten")
    assert "Elke rol die je hier hebt, stopt dan ook." in sara.text()
    await sara.taps("Begin opnieuw", "Nederlands")
    await sara.says("/aanmelden")
    assert "Dit is voor wie voor een gemeente werkt" in sara.text()
