"""Which languages a municipality speaks stands in its file, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from conversations.context import Chat, Context
from conversations.events import Tap
from conversations.route import advance, view
from conversations.state import State
from rights import Catalogue, load_catalogue

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def _without_arabic() -> Catalogue:
    catalogue = load_catalogue()
    ninove = catalogue.municipalities["ninove"]
    offers = tuple(
        offer.model_copy(update={"codes": tuple(code for code in offer.codes if code != "ar")})
        for offer in ninove.languages
    )
    less = ninove.model_copy(update={"languages": offers})
    return replace(catalogue, municipalities={**catalogue.municipalities, "ninove": less})


def _taps_ninove(language: str) -> Context:
    """Somebody who reads a language taps Ninove."""
    chat = Chat(7, language, state=State("welcome", "town"))
    context = Context(NOON, chat, _without_arabic(), served=("ninove", "ronse"))
    screen = view(context)
    turn = advance(Tap(screen.data(next(b for b in screen.buttons if b.choice == "ninove")), 1), context)
    return replace(context, chat=replace(chat, state=turn.state))


def test_who_reads_a_language_that_the_town_does_not_speak_chooses_one_that_it_does() -> None:
    asked = view(_taps_ninove("ar"))
    assert asked.step == "language"
    offered = {button.choice for button in asked.answers}
    assert "ar" not in offered
    assert {"nl", "fr", "en"} <= offered


def test_who_reads_one_that_it_speaks_goes_on() -> None:
    assert view(_taps_ninove("fr")).step == "info"


def test_after_choosing_the_town_is_not_asked_again() -> None:
    context = _taps_ninove("ar")
    screen = view(context)
    french = next(button for button in screen.answers if button.choice == "fr")
    turn = advance(Tap(screen.data(french), 1), context)
    assert (turn.state.step, turn.state.text("town")) == ("info", "ninove")
