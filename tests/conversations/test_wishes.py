"""A language that is not there: wished for, counted, and one Dutch card for somebody who helps."""

from __future__ import annotations

import pytest

from conversations.effects import SetLanguage, SubmitReferral, WishLanguage
from conversations.languages import LANGUAGES, OTHER, WISHES, autonym
from tests.conversations.family_world import World, dutch


def asked(world: World) -> list[str]:
    return [button.choice for button in world.screen.answers if button.choice != "more"]


def test_the_languages_that_are_missing_are_listed_by_their_own_names() -> None:
    world = World().start().tap("wish")
    listed = set(asked(world))
    while "more" in world.choices and not listed >= set(asked(world.tap("more"))):
        listed |= set(asked(world))
    assert listed == set(WISHES) - set(LANGUAGES)
    assert OTHER in listed
    assert len(WISHES) >= 15
    assert not set(WISHES) & {code for code in LANGUAGES if code not in listed}


def test_a_wish_is_told_once_and_the_card_is_for_a_helper_who_reads_dutch() -> None:
    world = World().start().tap("wish", "ro")
    assert world.effects == [WishLanguage("ro")]
    assert world.read.splitlines()[:3] == ["Română", "Ik spreek Roemeens.", "Ik zoek hulp voor mijn gezin."]
    assert set(LANGUAGES) <= set(world.choices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_in_dutch_in_every_chat(language: str) -> None:
    world = World().start().tap(language).command("menu").tap("language", "wish", "ro")
    assert "Wil je dit samen met mij invullen?" in "\n".join(
        value.text for text in world.screen.body for _, value in text.params if hasattr(value, "text")
    )


def test_from_the_card_on_in_a_language_that_there_is() -> None:
    world = World().start().tap("wish", "tr", "fr")
    assert SetLanguage("fr") in world.effects
    assert world.at("welcome", "town")


def test_from_the_menu_back_to_where_the_person_was() -> None:
    world = World().begin().command("taal").tap("wish", "tr", "en")
    assert world.context.chat.language == "en"
    assert world.at("interview", "ask")


@pytest.mark.parametrize(("wish", "says"), [("tr", "Türkçe"), (OTHER, "Andere")])
def test_a_request_carries_the_interpreter_that_was_asked_for(wish: str, says: str) -> None:
    world = World().start().tap("wish")
    while wish not in world.choices:
        world.tap("more")
    world.tap(wish, "help", "ninove", "go", "yes").type("Emine").tap("own_phone").share("32470123456").tap("any_time")
    assert world.at("helping", "sure"), "who asked for an interpreter is not asked again"
    assert f"Tolk: {says}" in world.read.replace("\u2068", "").replace("\u2069", "")
    world.tap("send")
    assert [effect.interpreter for effect in world.effects if isinstance(effect, SubmitReferral)] == [wish]


def test_through_the_bot_the_interpreter_is_asked_for_too() -> None:
    world = World().start().tap("wish", "tr", "help", "ninove", "go", "yes").type("Emine").tap("through_bot", "send")
    assert [effect.interpreter for effect in world.effects if isinstance(effect, SubmitReferral)] == ["tr"]


def test_every_name_is_known_to_the_reader_and_to_everybody_else() -> None:
    for code in WISHES:
        assert dutch(autonym(code)).strip()
        assert WISHES[code][1].msgid
