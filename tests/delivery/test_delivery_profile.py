"""What Telegram shows of the bot before anybody wrote to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from conversations.about import (
    DESCRIPTION,
    LONGEST_DESCRIPTION,
    LONGEST_SHORT_DESCRIPTION,
    SHORT_DESCRIPTION,
)
from delivery.profile import introduce
from locales import LANGUAGES, translator
from rehearsal.town import Town, open_town
from texts import Text


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


def told(town: Town) -> int:
    """How many calls changed what the bot says of itself."""
    journal = town.stand_in.cloud.journal
    return len(journal.of("setMyDescription")) + len(journal.of("setMyShortDescription"))


async def test_it_says_what_it_is_for_in_every_language_and_in_dutch_to_everybody_else(town: Town) -> None:
    await introduce(town.machine.bot)
    profile = town.stand_in.cloud.profile
    for language in LANGUAGES:
        assert profile["description", language] == translator(language).say(DESCRIPTION)
        assert profile["short_description", language] == translator(language).say(SHORT_DESCRIPTION)
    assert "gezinnen met jonge kinderen die onze dienst nog niet kennen" in profile["description", ""]
    assert "gratis" in profile["short_description", ""]
    assert town.stand_in.cloud.journal.of("setMyCommands")


async def test_the_next_start_tells_only_what_changed(town: Town) -> None:
    await introduce(town.machine.bot)
    before = told(town)
    await introduce(town.machine.bot)
    assert told(town) == before
    town.stand_in.cloud.profile["description", "nl"] = "Een oude tekst."
    await introduce(town.machine.bot)
    assert told(town) == before + 1
    assert town.stand_in.cloud.profile["description", "nl"] == translator("nl").say(DESCRIPTION)


async def test_a_text_that_telegram_refuses_keeps_no_other_from_being_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = Text("about", "x" * (LONGEST_DESCRIPTION + 1))
    texts = [("getmydescription", "setmydescription", "description", too_long)]
    texts += [("getmyshortdescription", "setmyshortdescription", "short_description", SHORT_DESCRIPTION)]
    monkeypatch.setattr("delivery.profile._TEXTS", texts)
    with capture_logs() as lines:
        await introduce(town.machine.bot)
    assert {line["event"] for line in lines} == {"refused"}
    assert town.stand_in.cloud.profile["short_description", "nl"] == translator("nl").say(SHORT_DESCRIPTION)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_no_longer_than_telegram_allows(language: str) -> None:
    assert 0 < len(translator(language).say(DESCRIPTION)) <= LONGEST_DESCRIPTION
    assert 0 < len(translator(language).say(SHORT_DESCRIPTION)) <= LONGEST_SHORT_DESCRIPTION
