"""The team's group: who may bring the bot there, and the little that it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from rehearsal.town import Phone, Town, open_town
from sandbox import Chat
from tests.stories.people import GROUP_TITLE, asks_for_help, begins, confirmed_group, said_in

TUESDAY_NIGHT = datetime(2026, 11, 17, 21, 0, tzinfo=UTC)


def bot_is_in(town: Town, group: Chat | int) -> bool:
    chat = town.stand_in.cloud.chat(group if isinstance(group, int) else group.id)
    return chat.holds(town.stand_in.cloud.bot.id)


async def added_by(town: Town, person: Phone, title: str = GROUP_TITLE) -> Chat:
    group = town.stand_in.cloud.add_group(title, person.id)
    town.stand_in.cloud.add_bot(group.id, person.id)
    await town.settle()
    return group


async def test_the_bot_leaves_a_group_of_somebody_who_is_no_coordinator(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    group = await added_by(town, sara, "Buren")
    assert not bot_is_in(town, group)
    assert said_in(town, group.id) == []
    assert "groep" not in sara.text()


async def test_a_confirmed_group_hears_number_kind_urgency_and_waiting_and_nothing_else(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sarafina", last_name="Diallo", username="sarafina_d")
    group = await confirmed_group(town, katrien)
    assert bot_is_in(town, group)
    assert "Gekozen: Ja, van Ninove." in katrien.all_text()
    assert "Je team leest nieuwe aanmeldingen in de groep." in katrien.text(), "not how to make one any more"
    await begins(sara)
    number = await asks_for_help(sara, "Sarafina")
    [said] = said_in(town, group)
    assert said == f"Nieuwe aanmelding {number}.\n\nIemand vraagt hulp. Niet dringend. Wacht minder dan een uur."
    message = next(m for m in town.stand_in.cloud.visible(group) if m.from_bot)
    [button] = katrien.inline(message)
    assert button.data is None, "nothing in a group can be tapped but the way to the private chat"
    assert button.url is not None
    await katrien.opens(button.url)
    assert "Sarafina, bereikbaar via de bot" in katrien.text()
    assert number not in katrien.all_text().replace(katrien.text(), ""), "the team heard it once, in its group"


async def test_the_group_s_button_opens_nothing_for_somebody_without_a_role(town: Town) -> None:
    katrien, sara, omar = await town.coordinator(), town.phone("Sarafina"), town.phone("Omar")
    group = await confirmed_group(town, katrien)
    await begins(sara)
    await asks_for_help(sara, "Sarafina")
    message = next(m for m in town.stand_in.cloud.visible(group) if m.from_bot)
    link = katrien.inline(message)[0].url
    assert link is not None
    await omar.opens(link)
    assert "Kies je taal." in omar.text()
    assert "Sarafina" not in omar.all_text()


async def test_a_group_that_its_coordinator_does_not_want_is_left(town: Town) -> None:
    katrien = await town.coordinator()
    group = await added_by(town, katrien, "Vrienden")
    assert "Is dit jouw teamgroep?" in katrien.text()
    await katrien.taps("Nee, verlaat de groep")
    assert not bot_is_in(town, group)


async def test_a_group_that_nobody_confirms_is_left_after_a_day(town: Town) -> None:
    katrien = await town.coordinator()
    group = await added_by(town, katrien, "Vrienden")
    await town.passes(timedelta(hours=23))
    assert bot_is_in(town, group)
    await town.passes(timedelta(hours=2))
    assert not bot_is_in(town, group)
    assert katrien.text() == "De bot zit niet meer in die groep. Voeg de bot opnieuw toe als je wil."
    assert katrien.buttons() == []


async def test_a_group_that_is_confirmed_in_time_stays_and_a_second_try_has_its_own_day(town: Town) -> None:
    katrien = await town.coordinator()
    group = await added_by(town, katrien)
    await town.passes(timedelta(hours=20))
    town.stand_in.cloud.remove_bot(group.id, katrien.id)
    await town.settle()
    town.stand_in.cloud.add_bot(group.id, katrien.id)
    await town.passes(timedelta(hours=20))
    assert bot_is_in(town, group), "the day counts from the second time"
    await katrien.taps("Ja, van Ninove")
    await town.passes(timedelta(days=3))
    assert bot_is_in(town, group)


async def test_a_group_that_grew_before_it_was_confirmed_is_the_group_that_is_confirmed(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    group = await added_by(town, katrien)
    supergroup = town.stand_in.cloud.migrate(group.id)
    await town.settle()
    await katrien.taps("Ja, van Ninove")
    await begins(sara)
    number = await asks_for_help(sara)
    [said] = said_in(town, supergroup)
    assert number in said
    await town.passes(timedelta(days=2))
    assert bot_is_in(town, supergroup)


async def test_a_new_team_group_takes_the_place_of_the_old_one(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    old = await confirmed_group(town, katrien)
    new = await confirmed_group(town, katrien)
    assert not bot_is_in(town, old), "the bot stays in no group but the team's"
    await begins(sara)
    await asks_for_help(sara)
    assert said_in(town, old) == []
    assert len(said_in(town, new)) == 1


async def test_notices_keep_coming_after_the_group_became_a_supergroup(town: Town) -> None:
    katrien, sara, omar = await town.coordinator(), town.phone("Sara"), town.phone("Omar")
    group = await confirmed_group(town, katrien)
    await begins(sara)
    await asks_for_help(sara)
    supergroup = town.stand_in.cloud.migrate(group)
    await town.settle()
    await begins(omar)
    second = await asks_for_help(omar, "Omar")
    [said] = said_in(town, supergroup)
    assert second in said
    assert bot_is_in(town, supergroup)


async def test_a_move_that_the_bot_slept_through_does_not_lose_a_notice(town: Town) -> None:
    """Telegram tells the new id only when the bot writes to the old one."""
    katrien, sara = await town.coordinator(), town.phone()
    group = await confirmed_group(town, katrien)
    supergroup = town.stand_in.cloud.migrate(group)
    town.stand_in.cloud.updates.forget()
    await begins(sara)
    number = await asks_for_help(sara)
    [said] = said_in(town, supergroup)
    assert number in said


async def test_a_bot_that_was_thrown_out_tells_the_team_in_private(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    group = await confirmed_group(town, katrien)
    town.stand_in.cloud.remove_bot(group, katrien.id)
    await town.settle()
    await begins(sara)
    number = await asks_for_help(sara)
    assert number in katrien.text()


async def test_a_group_that_refuses_the_bot_does_not_swallow_what_comes_later(town: Town) -> None:
    """The bot learns that it was thrown out only by a refusal: it slept through the rest."""
    katrien, sara, omar = await town.coordinator(), town.phone("Sara"), town.phone("Omar")
    group = await confirmed_group(town, katrien)
    town.stand_in.cloud.remove_bot(group, katrien.id)
    town.stand_in.cloud.updates.forget()
    await begins(sara)
    await asks_for_help(sara)
    await begins(omar)
    number = await asks_for_help(omar, "Omar")
    assert number in katrien.text()


async def test_a_group_that_takes_the_bot_back_hears_again(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    group = await confirmed_group(town, katrien)
    town.stand_in.cloud.remove_bot(group, katrien.id)
    await town.settle()
    town.stand_in.cloud.add_bot(group, katrien.id)
    await town.settle()
    await katrien.taps("Ja, van Ninove")
    await begins(sara)
    number = await asks_for_help(sara)
    assert number in said_in(town, group)[-1]


async def test_a_request_at_night_reaches_the_group_in_the_morning(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, start=TUESDAY_NIGHT) as town:
        katrien, sara = await town.coordinator(), town.phone()
        group = await confirmed_group(town, katrien)
        await begins(sara)
        await asks_for_help(sara)
        assert said_in(town, group) == []
        await town.passes(timedelta(hours=10, minutes=29))
        assert said_in(town, group) == []
        await town.passes(timedelta(minutes=2))
        assert len(said_in(town, group)) == 1
