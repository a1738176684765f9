"""Who is several things to the bot: a coordinator with children, who helps her neighbours as well."""

from __future__ import annotations

from rehearsal.town import Phone, Town
from tests.stories.files_of_families import helps, takes_up, taps_in_menu
from tests.stories.people import answers_everything, asks_for_help, begins, is_asked


def commands(town: Town, phone: Phone) -> list[str]:
    """What Telegram lists in this chat, by name."""
    calls = town.stand_in.cloud.journal.of("setMyCommands")
    mine = [call.params for call in calls if str(phone.id) in str(call.params.get("scope"))]
    return [command["command"] for command in mine[-1]["commands"]]


async def test_a_coordinator_who_is_a_mother_too_chooses_and_goes_both_ways(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    await katrien.says("/start")
    assert "Wat wil je doen?" not in katrien.text(), "a coordinator only: the queue at once"
    await taps_in_menu(katrien, "Iets anders doen")
    await katrien.taps("Voor mijn eigen gezin", "Ninove", "Ik begin")
    assert is_asked(katrien)
    await katrien.says("/start")
    assert "Wat wil je doen?" in katrien.text()
    assert katrien.buttons()[:2] == ["Naar de wachtlijst", "Voor mijn eigen gezin"]
    await katrien.taps("Voor mijn eigen gezin")
    assert is_asked(katrien)
    await taps_in_menu(katrien, "Iets anders doen")
    await katrien.taps("Naar de wachtlijst")
    assert not is_asked(katrien)
    await katrien.says("/menu")
    assert "Naar de wachtlijst" in katrien.buttons()
    assert "Wat we vonden" not in katrien.buttons(), "the menu is that of the desk"
    await katrien.says("/hulp")
    assert "welke rechten je gezin" not in katrien.text(), "how it works is told of her work"
    assert "In de wachtlijst staan gezinnen" in katrien.text()


async def test_a_helper_s_word_never_stands_over_the_desk(town: Town) -> None:
    katrien, sara = await town.coordinator("Katrien"), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await helps(katrien, "de buren")
    assert katrien.text().startswith("Gezin: de buren")
    await katrien.says("/wachtlijst")
    assert number in " ".join(katrien.buttons())
    assert "de buren" not in katrien.text()
    await katrien.taps(number)
    assert "de buren" not in katrien.all_text(), "her card of the family is gone from the chat"
    await takes_up(katrien, "de buren")
    assert "Sara" not in katrien.all_text()


async def test_the_commands_of_a_chat_are_those_of_its_roles_in_its_language(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    assert commands(town, katrien)[0] == "wachtlijst"
    assert "gezinnen" not in commands(town, katrien)
    await helps(katrien, "de buren")
    assert commands(town, katrien)[:2] == ["wachtlijst", "gezinnen"]
    sara = town.phone("Sara")
    await begins(sara)
    assert commands(town, sara)[0] == "menu"
    await sara.says("/taal")
    await sara.taps("Français")
    assert "urgence" in commands(town, sara)
    await helps_in_french(sara)
    assert commands(town, sara)[0] == "familles"


async def helps_in_french(phone: Phone) -> None:
    """A new file, by what the buttons mean."""
    await phone.says("/familles")
    await phone.says("voisins")
    for meaning in ("ninove", "read", "yes"):
        data = next(b.data for b in phone.inline(phone.card()) if b.data and b.data.endswith(f":{meaning}"))
        await phone.forges(data)


async def test_a_command_of_another_role_is_answered_kindly(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    for command in ("/wachtlijst", "/aanmelden", "/queue", "/report"):
        await sara.says(command)
        assert "Dit is voor wie voor een gemeente werkt" in sara.text()
    await sara.taps("Ga verder")
    assert is_asked(sara)


async def test_what_a_coordinator_erases_as_a_helper_is_said_before(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    await helps(katrien, "de buren")
    await answers_everything(katrien)
    await katrien.says("/wissen")
    assert "Dit wist alles in deze chat, niet alleen dit gezin." in katrien.text()
    assert "Gezinnen die je helpt, gaan weg." in katrien.text()
    assert "Je rol voor je gemeente stopt ook." in katrien.text()
    await katrien.taps("Ja, wis alles", "Nederlands")
    assert commands(town, katrien)[0] == "menu"
    await katrien.says("/gezinnen")
    assert "de buren" not in katrien.all_text()
