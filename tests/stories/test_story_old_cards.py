"""What stood on the card before: whoever holds the phone later finds nothing of it above the newest card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rehearsal.town import Town
from tests.stories.people import answers_everything, begins


@pytest.mark.parametrize("away", ["hide", "erase"])
async def test_no_older_card_tells_what_was_hidden_or_erased(town: Town, away: str) -> None:
    """Whatever was typed meanwhile, what stood on the card before stands nowhere any more."""
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    assert "Wat we vonden" in sara.text()
    await sara.says("hallo")
    await sara.says("mijn man slaat mij")
    assert "1712" in sara.text()
    await sara.says("/menu")
    if away == "hide":
        await sara.taps("Verberg dit")
    else:
        await sara.says("/wissen")
        await sara.taps("Ja, wis alles")
    assert not [words for words in ("Wat we vonden", "1712", "Niemand leest") if words in sara.all_text()]


async def test_an_old_card_that_telegram_does_not_delete_says_nothing(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    await town.passes(timedelta(days=3))
    await sara.says("/menu")
    assert "Wat we vonden" not in sara.all_text().replace(sara.text(), "")
