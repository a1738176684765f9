"""What a coordinator's phone shows of a family, and for how long."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.town import Phone, Town
from tests.stories.people import asks_for_help, begins, claims, number_in

NO_NEWS = "Niets nieuws."
HIDDEN = "De gegevens zijn hier verborgen."


async def with_a_claimed_case(town: Town) -> tuple[Phone, Phone, str]:
    """Katrien, who has the request of Sarafina open, Sarafina herself, and the number."""
    katrien, sara = await town.coordinator(), town.phone("Sarafina")
    await begins(sara)
    number = await asks_for_help(sara, "Sarafina")
    await claims(katrien, number)
    assert "Sarafina" in katrien.text()
    return katrien, sara, number


async def test_a_card_turns_neutral_after_a_quarter_of_an_hour(town: Town) -> None:
    katrien, _, number = await with_a_claimed_case(town)
    await town.passes(timedelta(minutes=14))
    assert "Sarafina" in katrien.text()
    await town.passes(timedelta(minutes=2))
    assert "Sarafina" not in katrien.all_text()
    assert HIDDEN in katrien.text()
    assert number in katrien.text()
    await katrien.taps("Open opnieuw")
    assert "Sarafina" in katrien.text()


async def test_working_on_starts_the_quarter_of_an_hour_again(town: Town) -> None:
    katrien, _, _ = await with_a_claimed_case(town)
    await town.passes(timedelta(minutes=10))
    await katrien.taps("Lees het rapport", "Terug")
    await town.passes(timedelta(minutes=10))
    assert "Sarafina" in katrien.text()
    await town.passes(timedelta(minutes=6))
    assert "Sarafina" not in katrien.all_text()


async def test_a_card_that_is_not_there_any_more_is_not_sent_anew_to_turn_neutral(town: Town) -> None:
    katrien, _, _ = await with_a_claimed_case(town)
    katrien.card().deleted = True
    start = town.clock.now()
    await town.passes(timedelta(minutes=16))
    assert [call for call in town.stand_in.cloud.journal.of("sendMessage") if call.time > start] == []
    await katrien.says("/start")
    assert number_in(katrien.text())


async def test_a_card_that_a_newer_one_replaced_shows_nobody_either(town: Town) -> None:
    katrien, _, _ = await with_a_claimed_case(town)
    await katrien.says("hallo?")
    assert "Sarafina" not in katrien.all_text(), "the old card would never turn neutral"
    await katrien.taps("Terug", "Lees de notities")
    await katrien.says("Mama van twee, belt liever 's avonds.")
    await katrien.says("Tweede notitie.")
    assert "Mama van twee" not in katrien.all_text()
    await katrien.taps("Terug")
    await katrien.says("/menu")
    assert "Sarafina" not in katrien.all_text()


async def test_an_old_card_that_telegram_does_not_delete_any_more_loses_its_buttons(town: Town) -> None:
    katrien = await town.coordinator()
    await katrien.says("/start")
    old = katrien.card()
    await town.passes(timedelta(days=3))
    await katrien.says("/menu")
    assert old in katrien.messages()
    assert katrien.buttons(old) == []


async def test_another_message_in_between_does_not_leave_a_family_on_the_screen(town: Town) -> None:
    katrien, _, _ = await with_a_claimed_case(town)
    group = town.stand_in.cloud.add_group("Team", katrien.id)
    town.stand_in.cloud.add_bot(group.id, katrien.id)
    await town.passes(timedelta(minutes=5))
    await katrien.taps("Ja, van Ninove")
    assert "Sarafina" in katrien.all_text()
    await town.passes(timedelta(minutes=11))
    assert "Sarafina" not in katrien.all_text()


async def test_a_card_survives_a_restart_only_as_long_as_its_quarter_of_an_hour(town: Town) -> None:
    katrien, _, _ = await with_a_claimed_case(town)
    await town.restart()
    await town.passes(timedelta(minutes=16))
    assert "Sarafina" not in katrien.all_text()


async def test_withdrawing_takes_the_family_off_an_open_card(town: Town) -> None:
    katrien, sara, number = await with_a_claimed_case(town)
    await sara.taps("Menu", "👤 Mijn aanmelding", "Trek mijn vraag in", "Ja, trek in")
    assert "Sarafina" not in katrien.all_text()
    assert f"{number}: ingetrokken door het gezin." in katrien.text()


async def test_a_colleague_who_looks_on_sees_the_case_close(town: Town) -> None:
    katrien, _, number = await with_a_claimed_case(town)
    bart = await town.coordinator("Bart")
    await bart.says("/start")
    await bart.taps(number)
    assert "Dit is bij Katrien." in bart.text()
    await katrien.taps("Sluit af", "Niet bereikt", "Sluit af")
    assert "Sarafina" not in bart.all_text()
    assert "Deze aanmelding is er niet meer." in bart.text()


async def test_a_list_in_which_nothing_changed_says_so(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await katrien.says("/start")
    await katrien.taps("Vernieuw")
    assert katrien.toasts()[-1] == NO_NEWS
    await begins(sara)
    number = await asks_for_help(sara)
    await katrien.taps("Vernieuw")
    assert number in katrien.text()
    assert katrien.toasts()[-1] != NO_NEWS, "there is somebody new"
    await katrien.taps("Vernieuw")
    assert katrien.toasts()[-1] == NO_NEWS
    await katrien.taps("Menu", "Terug", "Vernieuw")
    assert katrien.toasts()[-1] == NO_NEWS
