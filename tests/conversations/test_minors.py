"""Somebody under 18: people to talk to, rights without a file, and a request only on their own yes."""

from __future__ import annotations

import pytest

from conversations.effects import Effect, KeepAnswers, LeaveHousehold, OpenHousehold, SetLanguage, SubmitReferral
from tests.conversations.family_world import World, catalogue, dutch


def young(step: str = "young") -> World:
    return World().start().tap("nl", "young", step)


def kept(effects: list[Effect]) -> list[Effect]:
    """What leaves anything behind besides the language of the chat."""
    return [effect for effect in effects if not isinstance(effect, SetLanguage)]


def test_the_button_stands_on_the_first_screen_and_in_the_menu() -> None:
    assert World().start().tap("nl", "young").at("minors", "age")
    assert World().start().tap("nl").command("menu").tap("young").at("minors", "age")
    assert "young" not in World().begin().command("menu").choices, "a file is open: it is not a minor's"


def test_whom_to_talk_to_comes_first() -> None:
    read = World().start().tap("nl", "young").read.splitlines()
    assert read[1].startswith("102")
    assert "JAC" in read[2]


def test_under_13_nothing_is_kept_and_nothing_can_be_asked() -> None:
    world = young("child")
    assert "102" in world.read
    assert "We bewaren niets over jou." in world.read
    assert set(world.choices) == {"home", "back", "menu"}
    assert world.context.household is None


def listed(world: World) -> list[str]:
    """The rights on this page of the list."""
    return [button.choice for button in world.screen.answers if button.choice != "more"]


def test_the_rights_of_a_young_parent_are_read_without_a_file() -> None:
    world = young()
    world.tap("parent")
    first = listed(world)
    pages = [first]
    while listed(world.tap("more")) != first:
        pages.append(listed(world))
    shown = [key for page in pages for key in page]
    rights = catalogue().rights
    assert {rights[key].minors.open for key in shown} == {"yes", "pregnant_or_parent"}
    assert set(shown) == set(catalogue().for_minors)
    for key in first:
        world.tap(key)
        assert kept(world.effects) == []
        assert "Misschien" in world.read, "never a promise"
        assert dutch(world.screen.title or world.screen.body[0]) == rights[key].name_nl
        world.tap("back")
    world.tap("back", "rights")
    assert {rights[key].minors.open for key in listed(world)} == {"yes"}
    assert world.context.household is None


def test_a_request_needs_their_own_yes_and_opens_a_file_for_that_alone() -> None:
    world = young().tap("help")
    assert "Alleen jij kiest dat" in world.read
    assert "Laat de jongere zelf ja of nee kiezen" in world.read
    assert kept(world.effects) == []
    world.tap("yes", "ninove")
    assert world.context.household is None, "what is said about data comes first"
    world.tap("go")
    assert [type(effect) for effect in world.effects if isinstance(effect, OpenHousehold | KeepAnswers)] == [
        OpenHousehold,
        KeepAnswers,
    ]
    assert world.household.kept is False
    world.tap("yes").type("Noor").tap("through_bot", "send")
    assert any(isinstance(effect, SubmitReferral) for effect in world.effects)
    world.tap("on")
    assert not world.at("results", "keep"), "keeping is not asked: the answer is no"


@pytest.mark.parametrize("choice", ["no", "back"])
def test_a_second_thought_leaves_nothing(choice: str) -> None:
    world = young().tap("help", "yes", "ninove", "go", choice)
    assert LeaveHousehold() in world.effects
    assert world.at("minors", "young")


def test_no_means_that_nothing_happened() -> None:
    world = young().tap("help", "no")
    assert world.at("minors", "young")
    assert world.context.household is None


def test_who_is_18_goes_on() -> None:
    assert World().start().tap("nl", "young", "home").at("welcome", "town")
