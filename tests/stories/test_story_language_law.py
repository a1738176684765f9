"""The language law: Dutch first where it is for a desk, a translation that says so, French in full in Ronse."""

from __future__ import annotations

from pathlib import Path

from rehearsal.town import Phone, Town, open_town
from tests.stories.people import answers_everything, begins

TRANSLATED = "🌐"
ASK_HELP = ("Menu", "👤 Vraag hulp", "Ja, dat mag")


async def _asks_in(phone: Phone, language: str, town: str) -> Phone:
    """In Dutch as far as the last look before sending, then in another language."""
    await begins(phone, town=town)
    await answers_everything(phone)
    await phone.taps(*ASK_HELP)
    if "papieren" in phone.text():
        await phone.taps("Ja, dat mag")
    await phone.says("Sara")
    await phone.taps("Via deze chat", "Menu", "🌐 Taal", language)
    assert "Klopt dit?" in phone.text()
    return phone


async def test_what_goes_to_the_town_stands_in_dutch_first_and_the_translation_says_that_it_is_one(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    await _asks_in(sara, "Français", "Ninove")
    said = sara.text()
    assert said.startswith("Klopt dit?")
    assert said.index("Voornaam: Sara") < said.index(TRANSLATED)


async def test_in_ronse_french_is_a_text_of_its_own(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, served=("ronse",)) as ronse:
        await ronse.coordinator("Rita", "ronse")
        sara = ronse.phone("Sara")
        await _asks_in(sara, "Français", "Ronse")
        assert sara.text().startswith("Klopt dit?")
        assert TRANSLATED not in sara.text()


async def test_dutch_beside_every_screen_for_who_wants_to_learn_it(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    question = sara.text()
    await sara.taps("Menu", "🌐 Taal", "Français")
    assert question not in sara.text()
    await sara.taps("Menu", "🌐")
    beside = next(b.text for b in sara.inline(sara.card()) if b.data and b.data.endswith(":beside"))
    await sara.taps(beside)
    await sara.taps(sara.buttons()[-2])
    assert question in sara.text()
    assert TRANSLATED in sara.text()
    await town.restart()
    await sara.says("/start")
    assert question in sara.text(), "the choice is kept with the chat"
