"""A family blocks the bot: nothing more is said to it, and whoever helps knows that only the phone is left."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.town import Phone, Town
from tests.stories.files_of_families import helps, in_dutch, two_parents
from tests.stories.people import answers_everything, asks_for_help, begins, claims


async def _helped(town: Town) -> tuple[Phone, Phone, str]:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    return sara, katrien, number


async def test_the_coordinator_hears_that_a_family_is_not_reachable(town: Town) -> None:
    sara, katrien, number = await _helped(town)
    town.stand_in.cloud.block(sara.id)
    await town.settle()
    assert f"{number}: het gezin is niet bereikbaar in de bot." in katrien.all_text()
    await katrien.taps("Open de aanmelding")
    assert "Er komt nu geen bericht aan" in katrien.text()

    before = len(sara.messages())
    await town.passes(timedelta(days=10))
    assert len(sara.messages()) == before, "nothing is promised to who left"


async def test_who_comes_back_is_asked_again_whether_someone_was_in_touch(town: Town) -> None:
    sara, katrien, _number = await _helped(town)
    town.stand_in.cloud.block(sara.id)
    await town.settle()
    await town.passes(timedelta(days=1))
    town.stand_in.cloud.unblock(sara.id)
    await town.settle()
    await katrien.says("/start")
    await town.passes(timedelta(days=4))
    assert "Heeft iemand al contact met je gehad?" in sara.all_text()


async def test_a_refused_send_is_as_good_as_a_block(town: Town) -> None:
    """The news of the block itself was lost: the first message that is refused tells it."""
    sara, katrien, number = await _helped(town)
    town.stand_in.cloud.chats[sara.id].blocked = True
    await town.passes(timedelta(days=3))
    assert f"{number}: het gezin is niet bereikbaar in de bot." in katrien.all_text()


async def test_a_helper_who_blocks_the_bot_leaves_two_families(town: Town) -> None:
    """Both files wait for a coordinator, and only one of them is open on the helper's phone."""
    katrien, rita = await town.coordinator(), town.phone("Rita")
    await in_dutch(rita)
    numbers = []
    for label in ("De buren", "Het gezin van school"):
        await helps(rita, label)
        await answers_everything(rita)
        numbers.append(await asks_for_help(rita, yes="Het gezin zegt ja"))
    town.stand_in.cloud.block(rita.id)
    await town.settle()
    for number in numbers:
        assert f"{number}: het gezin is niet bereikbaar in de bot." in katrien.all_text()


async def test_the_second_parent_to_block_it_is_the_last_who_heard(town: Town) -> None:
    katrien = await town.coordinator()
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    for parent in (sara, omar):
        assert "niet bereikbaar" not in katrien.all_text()
        town.stand_in.cloud.block(parent.id)
        await town.settle()
    assert f"{number}: het gezin is niet bereikbaar in de bot." in katrien.all_text()


async def test_what_was_promised_to_one_parent_is_kept_to_the_other(town: Town) -> None:
    katrien = await town.coordinator()
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await claims(katrien, await asks_for_help(sara))
    town.stand_in.cloud.block(sara.id)
    await town.settle()
    assert "niet bereikbaar" not in katrien.all_text()
    await town.passes(timedelta(days=4))
    assert "Heeft iemand al contact met je gehad?" in omar.all_text()
