"""What is always at hand: the menu, commands in every language, a line that nobody reads."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from conversations.commands import COMMAND_LIST, COMMANDS
from conversations.context import Member
from conversations.effects import Notify, SetLanguage, SetMuted
from conversations.events import Sent
from conversations.helplines import HELPLINES
from conversations.languages import LANGUAGES
from conversations.screen import MAX_ANSWERS
from locales.languages import LANGUAGES as SPOKEN
from tests.conversations.family_world import World


def test_the_languages_to_choose_are_those_that_are_spoken() -> None:
    assert {code: greeting.autonym for code, greeting in LANGUAGES.items()} == {
        code: language.autonym for code, language in SPOKEN.items()
    }


def test_commands_are_listed_in_every_language_and_understood_in_all() -> None:
    for names, _ in COMMAND_LIST:
        assert set(names) == set(LANGUAGES)
        assert set(names.values()) <= set(COMMANDS)
    for spelling in COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", spelling)
    for language in LANGUAGES:
        listed = [names[language] for names, _ in COMMAND_LIST]
        assert len(set(listed)) == len(listed)


def test_urgent_help_names_the_numbers_and_that_nobody_is_called() -> None:
    world = World().begin().command("nood")
    read = world.read + world.tap("next").read
    numbers = {helpline.number for page in HELPLINES for helpline in page}
    assert numbers == {"112", "101", "1712", "1813", "102", "106", "0800 13 500"}
    assert all(number in read for number in numbers)
    assert "Ik bel niemand" in read


def test_the_menu_returns_to_where_it_was_opened() -> None:
    world = World().begin().tap("a.none")
    question = world.read
    assert world.tap("menu", "urgent", "menu", "privacy", "back").read == question


def test_the_language_can_change_in_the_middle_of_a_question() -> None:
    world = World().begin().tap("a.none")
    question = world.read
    world.command("taal").tap("ar")
    assert world.effects == [SetLanguage("ar")]
    assert world.read == question


def test_typed_words_are_read_by_nobody_and_that_is_said_kindly() -> None:
    world = World().begin().type("Help mij")
    assert world.at("menu", "unread")
    assert "Niemand leest" in world.read
    assert world.send(Sent(9)).at("menu", "unread")


def test_what_was_found_is_within_reach_of_a_family_with_a_plan() -> None:
    world = World().begin().answer_all("dk").tap("keep", "yes")
    world.tap(world.choices[0], "done", "no").command("menu")
    assert "plan" in world.choices
    assert world.tap("rest", "found").at("results", "list")


def test_before_a_language_is_chosen_only_languages_are_offered() -> None:
    world = World().start().type("hello").command("menu")
    assert world.choices == [*LANGUAGES, "wish"]


def test_stop_mutes_and_can_be_taken_back() -> None:
    world = World().begin().command("stop")
    assert world.effects == [SetMuted(True)]
    world.tap("on")
    assert world.context.chat.muted is False
    assert world.at("interview", "ask")


def test_a_mute_with_an_open_request_tells_who_holds_it_once() -> None:
    world = World().begin().answer_all("dk").refer().command("stop")
    told = [effect for effect in world.effects if isinstance(effect, Notify)]
    assert [(n.to.who, n.kind, n.ref) for n in told] == [("holder", "family_muted", told[0].ref)]
    world.command("stop")
    assert not [effect for effect in world.effects if isinstance(effect, Notify)]


def test_start_wakes_a_muted_chat() -> None:
    world = World().begin().command("stop").start()
    assert world.context.chat.muted is False


@pytest.mark.parametrize("refer", [False, True])
def test_the_menu_of_a_family_fits_on_one_screen(refer: bool) -> None:
    world = World().begin().answer_all("dk")
    if refer:
        world.refer()
    world.tap("menu")
    assert len(world.screen.answers) <= MAX_ANSWERS
    assert {"go", "found", "request", "language", "urgent", "privacy", "hide", "rest"} == {
        button.choice for button in world.screen.answers
    }


def test_what_is_needed_less_often_stands_behind_more() -> None:
    world = World().begin().answer_all("dk").tap("menu", "rest")
    behind = [button.choice for button in world.screen.answers]
    if "more" in behind:
        behind += [button.choice for button in world.tap("more").screen.answers]
    assert {"later", "erase", "help_family"} <= set(behind)
    assert not {"go", "urgent", "privacy"} & set(behind)
    assert world.tap("back").at("results", "list")


def test_the_menu_of_a_coordinator_is_about_the_desk() -> None:
    world = World(language="nl")
    world.context = replace(world.context, members=(Member("ninove", "coordinator", "Els"),))
    world.start().command("menu")
    here = {button.choice for button in world.screen.answers}
    assert {"queue", "urgent", "language", "hide", "switch"} <= here
    assert not {"go", "found", "request", "later", "erase", "families"} & here


def test_a_coordinator_who_erases_reads_that_the_role_ends() -> None:
    world = World(language="nl")
    world.context = replace(world.context, members=(Member("ninove", "coordinator", "Els"),))
    world.start().command("erase")
    assert "rol" in world.read
    assert {"yes", "no"} <= set(world.choices)


def test_privacy_says_what_was_kept_and_who_reads_along() -> None:
    world = World().begin().answer_all("dk").tap("keep", "no").tap("help", "yes").type("Amina")
    world.tap("through_bot", "send").command("mijngegevens")
    assert "zolang de vraag om hulp loopt" in world.read
    assert "antwoorden" in world.read
    assert world.tap("text").at("menu", "privacy")
    assert "7 dagen" in world.read
    assert world.tap("own").at("mydata", "kept")
