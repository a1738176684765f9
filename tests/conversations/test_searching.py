"""Looking for a right: by a word, by theme, its card, and the questions of that one alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import SaveAnswers
from conversations.events import Command, Typed
from conversations.searching import DIALOG
from conversations.searching.card import TABS
from conversations.state import State
from rights import load_catalogue
from tests.conversations.family_world import World
from tests.laws.screen_laws import offences

RIGHTS = sorted(load_catalogue().for_municipality("ninove").rights)
WATER, DAVO = "sociaal_tarief_water", "davo"


def looks_for(typed: str, world: World | None = None) -> World:
    """/find with words behind it."""
    return (world or World(language="nl")).send(Command("zoek", 3, typed))


def at_card(right: str, world: World) -> World:
    """On the card of a right."""
    state = State("find", "right", {"right": right, "town": "ninove"})
    world.context = replace(world.context, chat=replace(world.context.chat, state=state))
    return world


def answers_one_right(world: World, pick: str = "first") -> int:
    """Through *check this one*; how many questions that took."""
    for number in range(20):
        if not world.at("find", "check"):
            return number
        world.answer_one(pick)
    raise AssertionError("the questions of one right do not end")


def test_who_has_not_begun_names_a_town_and_reads_what_was_found() -> None:
    world = looks_for("waterfactuur")
    assert world.at("find", "town")
    world.tap("ninove")
    assert world.at("find", "found")
    assert world.choices[0] == WATER
    world.tap(WATER)
    assert "een vijfde" in world.read
    world.tap("todo")
    assert "vanzelf" in world.read, "first how to see whether it came by itself"
    assert world.context.household is None


@pytest.mark.parametrize("name", ["zoek", "zoeken", "chercher", "recherche", "find", "search"])
def test_the_command_has_a_name_in_every_language(name: str) -> None:
    assert World().begin(language="fr").send(Command(name, 3)).at("find", "ask")


def test_words_of_danger_come_first() -> None:
    assert looks_for("mijn man slaat mij").at("danger", "danger")
    assert World().begin().command("zoek").type("mijn man slaat mij").at("danger", "danger")


def test_nothing_that_is_typed_is_kept() -> None:
    world = World().begin().command("zoek").type("tandarts voor Amina Haddad")
    assert world.at("find", "found")
    assert "Amina" not in str(world.state.to_json())
    world.type("qwrtpsdf Haddad")
    assert world.at("find", "none")
    assert "Haddad" not in str(world.state.to_json())
    assert not [effect for effect in world.effects if isinstance(effect, SaveAnswers)]


def test_a_word_that_finds_nothing_leads_on() -> None:
    world = World().begin().command("zoek").type("qwrtpsdf")
    assert {"themes", "help", "back", "menu"} <= set(world.choices)
    world.tap("themes", "energy")
    assert WATER in world.choices
    world.tap("back", "back")
    assert world.at("interview", "ask"), "back where the search began"


def test_what_nobody_reads_is_offered_where_it_surely_is_a_search() -> None:
    world = World().begin().type("tandarts")
    assert world.at("find", "maybe")
    assert "tandzorg_bril_logopedie_kinderen" in world.choices
    assert "Niemand leest" in world.read
    assert World().begin().type("ja dat heb ik gisteren al gezegd hoor").at("menu", "unread")


def test_every_theme_holds_something_and_every_right_stands_in_one() -> None:
    world = World().begin().command("zoek")
    seen: set[str] = set()
    for theme in [choice for choice in world.choices if choice not in ("back", "menu")]:
        world.tap(theme)
        while not seen.issuperset(listed := set(world.choices) - {"more", "back", "menu"}):
            seen |= listed
            if "more" in world.choices:
                world.tap("more")
        world.tap("back")
    assert seen == set(RIGHTS)


@pytest.mark.parametrize("right", RIGHTS)
def test_every_card_fits_and_says_something_on_each_side(right: str) -> None:
    world = at_card(right, World(language="nl"))
    shown = set()
    for tab in ("", *TABS):
        if tab:
            world.tap(tab)
        shown.add(world.read)
        assert not offences(world.screen)
    assert len(shown) == 1 + len(TABS)


def test_one_right_is_checked_after_what_is_said_about_data() -> None:
    world = at_card(DAVO, World(language="nl")).tap("check")
    assert world.at("welcome", "info")
    assert world.context.household is None
    world.tap("start")
    assert world.at("find", "check")
    assert answers_one_right(world) <= 4
    assert world.at("find", "right")
    assert len(world.household.answers) > 0
    assert {"check", "all"} & set(world.choices) == {"all"}
    world.tap("all")
    assert world.at("interview", "ask")


def test_who_turns_back_at_the_data_and_names_another_town_still_comes_to_that_right() -> None:
    world = at_card(DAVO, World(language="nl")).tap("check", "back", "voorbeeldstad", "start")
    assert world.household.municipality == "voorbeeldstad"
    assert world.at("find", "check")


def test_a_family_reads_what_it_means_for_them_and_comes_back() -> None:
    world = World().begin().answer_all("last")
    looks_for("kleutertoeslag", world)
    world.tap("groeipakket_kleutertoeslag")
    assert "check" not in world.choices
    mine = next(choice for choice in world.choices if choice.endswith("kleutertoeslag"))
    world.tap(mine)
    assert world.at("results", "card")
    world.tap("back")
    assert world.at("find", "right")
    world.tap("back")
    assert world.at("find", "found")


def test_back_takes_back_only_what_was_answered_here() -> None:
    world = World().begin().answer_one("first")
    before = world.household.answers
    at_card(DAVO, world).tap("check").answer_one("dk")
    assert len(world.household.answers) == len(before) + 1
    if world.at("find", "check"):
        world.tap("back")
        assert world.household.answers == before
        world.tap("back")
    assert world.at("find", "right")


def test_need_is_met_with_people_to_call_and_then_with_the_same_questions() -> None:
    world = at_card("voedselhulp_babygoederen", World().begin()).tap("check")
    for _ in range(6):
        if world.screen.token == "urgent":
            world.tap("a.no_food")
            break
        world.answer_one("dk")
    assert world.at("interview", "calls")
    world.tap("go")
    assert world.at("find", "check") or world.at("find", "right")


def test_who_is_under_18_may_read_and_is_asked_nothing() -> None:
    world = World(language="nl").start().tap("young", "young")
    looks_for("psycholoog", world).tap("eerstelijnspsycholoog")
    assert "check" not in world.choices
    world.tap("help")
    assert world.state.data.get("young")


def test_without_a_file_no_question_is_asked() -> None:
    world = World(language="nl")
    state = State("find", "check", {"right": DAVO, "town": "ninove"})
    world.context = replace(world.context, chat=replace(world.context.chat, state=state))
    assert world.at("find", "right")


@pytest.mark.parametrize("step", DIALOG.steps)
def test_no_step_fails_on_a_state_that_holds_nothing(step: str) -> None:
    for world in (World(language="nl"), World().begin()):
        world.context = replace(world.context, chat=replace(world.context.chat, state=State("find", step)))
        assert world.screen.buttons
        world.send(Typed("huur", 4))
        assert world.screen.buttons
