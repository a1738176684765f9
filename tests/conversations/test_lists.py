"""What was found, for a family with many rights: short lists, everything in one place, and back to where one was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework import StepState, begun
from conversations.findings import follows, report_of
from conversations.lists import CHOICES, GROUPS
from conversations.screen import MAX_ANSWERS
from conversations.state import State
from rights import hold
from tests.conversations.family_world import MONDAY, World, dutch, words_of
from tests.rights.rights_interviews import families
from tests.rights.test_rights_households import answered

LIST = State("results", "list")
GOES_ON = {"help", "more", "rest", *CHOICES.values()}


def family(name: str) -> World:
    """One of the twelve families, at its list."""
    world = World().begin()
    household = replace(world.household, answers=answered(name), municipality=families()[name]["municipality"])
    chat = replace(world.context.chat, state=LIST)
    world.context = replace(world.context, household=household, chat=chat)
    return world


def here(world: World) -> set[str]:
    """The rights on the pages of the list that is open."""
    found: set[str] = set()
    while True:
        assert len(world.screen.answers) <= MAX_ANSWERS
        assert words_of(world.screen) <= 58, world.read
        page = {button.choice for button in world.screen.answers} - GOES_ON
        if page <= found:
            return found
        found |= page
        if "more" not in world.choices:
            return found
        world.tap("more")


def lists_of(world: World) -> dict[str, set[str]]:
    """Every list that the buttons lead to, with its rights; the first screen again at the end."""
    found = {"list": here(world)}
    for name, choice in [(name, choice) for name, choice in CHOICES.items() if choice in world.choices]:
        world.tap(choice)
        found[name] = here(world)
        world.tap("back")
    if "rest" in world.choices:
        for name in ("held", "other"):
            world.tap("rest", name)
            found[name] = here(world)
            world.tap("back", "back")
    assert world.state.step == "list"
    return found


@pytest.mark.parametrize("name", sorted(families()))
def test_every_right_is_in_reach_in_one_list_and_no_screen_is_a_wall(name: str) -> None:
    world = family(name)
    verdicts = {verdict.key: verdict for verdict in report_of(world.context).verdicts}
    lists = lists_of(world)
    assert set().union(*lists.values()) == set(verdicts)
    by_group = [keys for group, keys in lists.items() if group != "list"]
    assert sum(map(len, by_group)) == len(set().union(*by_group)), "a right stands in two groups"
    urgent = {key for key, verdict in verdicts.items() if verdict.urgent and not verdict.held}
    assert urgent <= lists["list"] | lists.get("urgent", set())
    assert sum("other" in choices or "rest" in choices for choices in (world.choices,)) == 1


@pytest.mark.parametrize("name", sorted(families()))
def test_what_is_urgent_comes_first(name: str) -> None:
    world = family(name)
    first = report_of(world.context).verdicts[0]
    assert world.screen.answers[0].choice == first.key


def test_the_number_on_a_button_is_how_many_lie_behind_it() -> None:
    world = family("P25")
    for button in [b for b in world.screen.answers if b.choice in GROUPS]:
        said = dutch(button.label)
        world.tap(button.choice)
        assert said.endswith(f": {len(here(world))}")
        world.tap("back")


def test_a_card_leads_back_to_the_page_it_was_opened_from() -> None:
    world = family("P25").tap("likely", "more")
    page, key = world.read, world.screen.answers[0].choice
    choices = world.choices
    world.tap(key, "todo", "back")
    assert (world.read, world.choices) == (page, choices)
    world.tap("back")
    assert world.at("results", "list")


def test_what_a_family_has_already_and_what_does_not_fit_lie_behind_one_button() -> None:
    world = family("P25")
    verdict = report_of(world.context).verdicts[0]
    household = replace(world.household, answers=hold(world.household.answers, verdict.right_id, verdict.subject, True))
    world.context = replace(world.context, household=household)
    assert "held" not in world.choices
    assert "other" not in world.choices
    world.tap("rest", "held")
    assert verdict.key in world.choices
    world.tap("back")
    assert world.at("results", "rest")
    world.tap("back")
    assert world.at("results", "list")


def test_a_family_with_few_rights_sees_them_all_at_once() -> None:
    world = family("P06")
    few = {v.key for v in report_of(world.context).verdicts if not v.held and v.kind.value != "not_now"}
    keep = sorted(few)[:4]
    answers = world.household.answers
    for verdict in report_of(world.context).verdicts:
        if verdict.key in few and verdict.key not in keep:
            answers = hold(answers, verdict.right_id, verdict.subject, True)
    world.context = replace(world.context, household=replace(world.household, answers=answers))
    assert set(keep) <= set(world.choices)
    assert not set(world.choices) & (set(GROUPS) - {"held", "other"})


def test_a_state_of_an_earlier_version_still_shows_a_list() -> None:
    world = family("P25")
    old = State("results", "group", {"group": "gone", "page": 99})
    world.context = replace(world.context, chat=replace(world.context.chat, state=old))
    assert here(world)


def with_plan(world: World, states: dict[str, StepState]) -> World:
    """The family, with these rights in its plan."""
    rights = {verdict.key: verdict.right_id for verdict in report_of(world.context).verdicts}
    steps = {key: replace(begun(rights[key], MONDAY), state=state) for key, state in states.items()}
    world.context = replace(world.context, household=replace(world.household, steps=steps))
    return world


@pytest.mark.parametrize("name", sorted(families()))
def test_what_was_refused_is_not_what_to_begin_with_and_stays_in_reach(name: str) -> None:
    world = family(name)
    found = report_of(world.context)
    first = follows(found)[:2]
    with_plan(world, {verdict.key: StepState.REFUSED for verdict in first})
    keys = {verdict.key for verdict in first}
    choices = [button.choice for button in world.screen.answers if button.choice not in GOES_ON]
    assert not keys & set(choices[: len(choices) - 2]), "at most at the end of a list that fits"
    lists = lists_of(world)
    assert set().union(*lists.values()) == {verdict.key for verdict in found.verdicts}
    for group in [choice for choice in CHOICES.values() if choice in world.choices]:
        world.tap(group)
        for button in world.screen.answers:
            assert (button.choice in keys) == ("✕ " in dutch(button.label))
        world.tap("back")


@pytest.mark.parametrize("name", sorted(families()))
def test_even_with_everything_refused_every_right_is_in_reach(name: str) -> None:
    world = family(name)
    found = report_of(world.context)
    with_plan(world, {verdict.key: StepState.REFUSED for verdict in follows(found)})
    assert set().union(*lists_of(world).values()) == {verdict.key for verdict in found.verdicts}


def test_what_stands_in_the_plan_says_how_far_it_is() -> None:
    world = family("P25")
    first, second = follows(report_of(world.context))[:2]
    with_plan(world, {first.key: StepState.APPLIED, second.key: StepState.OPEN})
    labels = {button.choice: dutch(button.label) for button in world.screen.answers}
    assert labels[first.key].removeprefix("⚠️ ").startswith("◐ ")
    assert "◐ aangevraagd" in world.read
    world.tap(first.key)
    assert "Aangevraagd. Nu is het wachten." in world.read
