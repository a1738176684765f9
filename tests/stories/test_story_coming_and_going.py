"""At any time: another language, no messages, everything erased; and a bot that is killed in the middle of it all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from rehearsal.town import Phone, Town
from storage.audit import verify
from storage.tables import audit, chat, referral
from tests.stories.people import answers_everything, asks_for_help, begins, claims, is_asked, number_in

CONTACT = "Heeft iemand al contact met je gehad?"
DAY = timedelta(days=1)


async def after_some_answers(phone: Phone) -> str:
    """Three answers in; returns the question that waits."""
    await begins(phone)
    await phone.taps(phone.buttons()[phone.buttons().index("Weet ik niet") - 1])
    await phone.taps(phone.buttons()[0])
    await phone.taps(phone.buttons()[0])
    assert is_asked(phone)
    return phone.text()


async def test_another_language_in_the_middle_keeps_the_answers(town: Town) -> None:
    sara = town.phone("Sara")
    question = await after_some_answers(sara)
    await sara.says("/taal")
    await sara.taps("العربية")
    commands = town.stand_in.cloud.journal.of("setMyCommands")[-1].params["commands"]
    assert "erase" in [command["command"] for command in commands], "Arabic borrows the Latin letters of English"
    assert len(sara.buttons()) > 3, "the question stands there still"
    await sara.says("/language")
    await sara.taps("Nederlands")
    assert sara.text() == question


async def test_the_commands_follow_the_language(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    await sara.says("/langue")
    await sara.taps("Français")
    commands = town.stand_in.cloud.journal.of("setMyCommands")[-1].params["commands"]
    assert "effacer" in [command["command"] for command in commands]
    await sara.says("/vie_privee")
    assert sara.text()
    assert "Niemand leest" not in sara.text()


async def test_stop_silences_what_nobody_asked_for_until_start(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    number = await asks_for_help(sara)
    await sara.says("/stop")
    assert "Ik stuur je zelf geen berichten meer." in sara.text()
    assert "De medewerker weet dit." in sara.text()
    assert f"{number}: het gezin krijgt nu geen berichten." in katrien.text()
    await claims(katrien, number)
    assert "Er komt nu geen bericht aan. Blijft dat zo? Sluit af met: Niet bereikt." in katrien.text(), (
        "no number to call"
    )
    await katrien.taps("Meld contact", "Ja, er was contact")
    await town.passes(4 * DAY)
    assert CONTACT not in sara.all_text()
    await sara.says("/menu")
    assert "Wat wil je doen?" in sara.text(), "what a person asks for is answered"
    await sara.says("/start")
    assert "Berichten staan weer aan." in sara.text()
    await sara.taps("Ga verder")
    await katrien.says("/start")
    await katrien.taps(number)
    assert "geen bericht aan" not in katrien.text()
    await katrien.taps("Schrijf via de bot", "Contact maken", "Begroet het gezin", "Verstuur")
    assert sara.text() == "Er is een bericht voor je."


async def test_stop_does_not_silence_a_check_on_staff(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await katrien.says("/stop")
    await begins(sara)
    number = await asks_for_help(sara)
    assert number in katrien.text()
    await town.passes(2 * DAY + timedelta(hours=1))
    assert f"{number}: Wacht 2 dagen." in katrien.text()


async def test_who_blocks_the_bot_is_left_alone_and_can_come_back(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    number = await asks_for_help(sara)
    town.stand_in.cloud.block(sara.id)
    await town.settle()
    before = len(town.stand_in.cloud.journal.calls)
    await town.passes(4 * DAY)
    tried = town.stand_in.cloud.journal.calls[before:]
    assert [call for call in tried if call.chat == sara.id] == []
    await claims(katrien, number)
    assert "Er komt nu geen bericht aan. Blijft dat zo? Sluit af met: Niet bereikt." in katrien.text(), (
        "no number to call"
    )
    town.stand_in.cloud.unblock(sara.id)
    await sara.says("/start")
    assert is_asked(sara)
    await katrien.taps("Schrijf via de bot", "Contact maken", "Begroet het gezin", "Verstuur")
    assert sara.text() == "Er is een bericht voor je."


async def test_a_block_that_the_bot_only_notices_by_a_refusal_stops_it_too(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    town.stand_in.cloud.block(sara.id)
    town.stand_in.cloud.updates.forget()
    await town.passes(6 * DAY)
    refused = [c for c in town.stand_in.cloud.journal.calls if c.response.get("error_code") == 403]
    assert len(refused) == 1
    town.stand_in.cloud.unblock(sara.id)
    await sara.says("hallo")
    assert "Niemand leest wat je hier typt." in sara.text()


async def test_erasing_closes_the_open_request_and_tells_only_its_number(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sarafina")
    await begins(sara)
    number = await asks_for_help(sara, "Sarafina")
    await claims(katrien, number)
    assert "Sarafina" in katrien.text()
    await sara.says("/wissen")
    assert f"De medewerker hoort alleen het nummer {number}." in sara.text()
    await sara.taps("Ja, wis alles")
    assert "Alles is gewist." in sara.text()

    assert "Sarafina" not in katrien.all_text(), "the card that stood open is neutral at once"
    assert f"{number}: gewist door het gezin. Je hoeft niets te doen." in katrien.text()
    await katrien.says("/start")
    assert "Er wacht nu niemand" in katrien.text()

    before = sara.all_text()
    await town.passes(20 * DAY)
    assert sara.all_text() == before, "nothing that was promised before comes any more"
    await sara.says("/start")
    assert "Kies je taal." in sara.text()
    async with town.machine.db.write() as conn:
        assert await verify(conn), "the chain of the audit stands after an erase"
        assert sara.id not in (await conn.execute(select(audit.c.actor))).scalars().all(), "and it names no family"


@pytest.mark.reads_the_file
async def test_a_database_that_came_back_without_its_keys_reads_as_erased(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sarafina")
    await begins(sara)
    number = await asks_for_help(sara, "Sarafina")
    await claims(katrien, number)
    await town.machine.close()
    (town.folder / "keys.sqlite").unlink()
    await town.open()
    await sara.says("/start")
    await sara.taps("Ninove", "Ik begin")
    assert is_asked(sara), "the family can begin anew"
    await katrien.says("/start")
    assert "Er wacht nu niemand" in katrien.text(), "what nobody can read is nobody's work"
    await katrien.opens(f"https://t.me/{town.machine.bot.username}?start=desk-{await only_referral(town)}")
    assert "Deze aanmelding is er niet meer." in katrien.text()
    await town.passes(4 * DAY)
    await sara.says("/start")
    assert is_asked(sara)


async def only_referral(town: Town) -> str:
    """The id of the one referral there is."""
    async with town.machine.db.write() as conn:
        return str((await conn.execute(select(referral.c.id))).scalar_one())


async def test_no_is_no_when_erasing_is_asked_about(town: Town) -> None:
    sara = town.phone()
    question = await after_some_answers(sara)
    await sara.says("/erase")
    await sara.taps("Nee, bewaar")
    assert sara.text() == question


async def test_a_coordinator_who_erases_hands_the_work_back(town: Town) -> None:
    katrien, bart, sara = await town.coordinator("Katrien"), await town.coordinator("Bart"), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await katrien.says("/wissen")
    assert "Je rol voor je gemeente stopt ook." in katrien.text()
    await katrien.taps("Ja, wis alles")
    assert "Sara" not in katrien.all_text()
    await bart.says("/start")
    assert f"{number}: Nieuw. Wacht minder dan een uur. Nog vrij." in bart.text()
    await bart.taps(number, "Neem dit op je")
    assert "Dit is bij jou." in bart.text()


async def test_what_people_type_or_send_is_answered_kindly(town: Town) -> None:
    sara = town.phone()
    question = await after_some_answers(sara)
    await sara.says("Ik weet het niet meer, help!")
    assert "Niemand leest wat je hier typt." in sara.text()
    town.stand_in.cloud.send_media(sara.id, sara.id, "photo")
    await town.settle()
    assert "Niemand leest wat je hier typt." in sara.text()
    await sara.taps("🆘 Dringende hulp")
    for helpline in ("112", "1712", "1813"):
        assert helpline in sara.text()
    await sara.taps("Andere nummers")
    for helpline in ("102", "0800 13 500"):
        assert helpline in sara.text()
    await sara.taps("Terug")
    assert sara.text() == question


async def test_the_whole_road_with_a_restart_after_every_step(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara", phone="+32470112233")
    await begins(sara)
    await town.restart()
    await answers_everything(sara)
    found = sara.text()
    await town.restart()
    await sara.says("/start")
    assert sara.text() == found
    for tap in ("Vraag hulp", "Ja, dat mag", "Ja, dat mag"):
        await sara.taps(tap)
        await town.restart()
    await sara.says("Sara")
    await town.restart()
    await sara.taps("Per telefoon")
    await town.restart()
    await sara.shares_contact()
    await town.restart()
    await sara.taps("Altijd goed")
    await town.restart()
    await sara.taps("Ja, verstuur")
    number = number_in(sara.text())
    await town.restart()
    assert number in katrien.text()
    await claims(katrien, number)
    await town.restart()
    await katrien.taps("Sluit af")
    await town.restart()
    await katrien.taps("Recht in orde")
    await town.restart()
    await katrien.taps("Sluit af")
    await town.restart()
    assert "Je vraag is afgerond." in sara.text()
    assert sara.all_text().count("Je vraag is afgerond.") == 1
    assert katrien.all_text().count(f"Nieuwe aanmelding {number}.") == 1


async def test_what_came_in_while_the_bot_was_away_is_answered_in_order(town: Town) -> None:
    sara = town.phone()
    question = await after_some_answers(sara)
    cloud = town.stand_in.cloud
    await town.machine.close()
    cloud.send(sara.id, sara.id, "is daar iemand?")
    cloud.send(sara.id, sara.id, "/menu")
    await town.open()
    await town.settle()
    assert "Wat wil je doen?" in sara.text()
    await sara.taps("Terug")
    assert sara.text().startswith(question)


async def test_an_update_that_telegram_repeats_is_done_once(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    question = sara.text()
    town.stand_in.cloud.faults.fail("duplicate", chat=sara.id)
    await sara.taps(sara.buttons()[sara.buttons().index("Weet ik niet") - 1])
    once = sara.text()
    assert once != question
    await sara.taps("Terug")
    assert sara.text().startswith(question)


async def test_a_language_that_the_bot_does_not_know_is_asked_anew(town: Town) -> None:
    """It was stored once, by a version that did."""
    sara = town.phone("Sara")
    await begins(sara)
    asked = sara.text()
    for word in ("/start", "/menu"):
        async with town.machine.db.write() as conn:
            await conn.execute(update(chat).where(chat.c.id == sara.id).values(language="xx"))
        await sara.says(word)
        assert "Kies je taal." in sara.text()
        await sara.taps("Nederlands")
        assert sara.text() == asked, "where she was"
