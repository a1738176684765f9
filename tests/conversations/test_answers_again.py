"""Answers are looked at and changed, something happens or is supposed: what a family reads, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from conversations import route
from conversations.effects import SaveAnswers
from conversations.life import EVENTS
from conversations.state import State
from conversations.supposing import WHAT_IFS
from rights import Answer, Answers, answered_again
from tests.conversations.family_world import World
from tests.laws.screen_laws import offences

MOST_TAPS = 40


def screened(pick: str = "last") -> World:
    """A family that answered everything, with children."""
    return World().begin().answer_all(pick)


def stays(world: World, *, pick: str, dialog: str) -> World:
    """Answers what is put: `same` as before, or the first or last choice."""
    for _ in range(MOST_TAPS):
        if not world.at(dialog, "ask"):
            return world
        assert not offences(world.screen)
        if pick == "same":
            world.tap("same" if "same" in world.choices else "skip")
        else:
            world.answer_one(pick)
    raise AssertionError("the questions do not end")


def leafed(world: World) -> Iterator[World]:
    """Each page of a list, from the first to the last."""
    tokens: set[str] = set()
    while world.screen.token not in tokens:
        tokens.add(world.screen.token)
        yield world
        if "more" in world.choices:
            world.tap("more")


def test_every_answer_can_be_read_and_every_question_put_again() -> None:
    world = screened().command("antwoorden")
    topics = [choice for page in leafed(world) for choice in page.choices if choice.startswith("t.")]
    seen: list[str] = []
    for topic in dict.fromkeys(topics):
        world.command("antwoorden")
        while topic not in world.choices:
            world.tap("more")
        for page in leafed(world.tap(topic)):
            assert not offences(page.screen)
            seen += [button.choice for button in page.screen.grid]
        assert not offences(world.tap(world.screen.grid[0].choice).screen)
        assert not offences(world.tap("why").screen)
    given = {f"q.{a.question}.{a.subject}" for a in world.household.answers if isinstance(a, Answer)}
    assert sorted(seen) == sorted(given)


@pytest.mark.parametrize("pick", ["same", "first", "last"])
@pytest.mark.parametrize("event", [name for name in EVENTS if name != "moved"])
def test_an_event_asks_what_it_touches_and_says_what_changed(event: str, pick: str) -> None:
    world = screened().command("change").tap(event)
    before = world.household.answers
    stays(world, pick=pick, dialog="change")
    assert world.at("change", "done")
    assert not offences(world.screen)
    if pick == "same":
        assert world.household.answers == before
        assert "Er verandert niets aan je rechten." in world.read


def test_who_parted_is_asked_again_what_was_of_two_people() -> None:
    world = screened("first").command("change").tap("apart")
    asked: list[str] = []
    while world.at("change", "ask"):
        asked.append(world.screen.token.partition(".")[0])
        world.tap("same" if "same" in world.choices else "skip")
    assert {"members", "livelihood", "home", "income_month"} <= set(asked)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("what", WHAT_IFS)
def test_nothing_that_is_supposed_is_saved(what: str) -> None:
    world = screened().command("antwoorden").tap("whatif", what)
    before = world.household.answers
    if what == "move":
        world.tap("voorbeeldstad")
    for _ in range(MOST_TAPS):
        assert world.effects == []
        assert "niet echt" in world.read
        assert not offences(world.screen)
        if world.at("whatif", "outcome"):
            break
        world.answer_one("first")
    assert world.tap("real").at("answers", "topics")
    assert world.household.answers == before


def test_an_answer_that_is_too_old_is_asked_again_and_is_new_then() -> None:
    world = screened("first").wait(days=400).command("antwoorden")
    assert "zijn oud" in world.read
    before = world.household.answers
    stays(world.tap("old"), pick="same", dialog="change")
    assert world.household.answers == before
    assert "oud" not in world.command("antwoorden").read


def test_who_taps_back_gets_the_question_before() -> None:
    world = screened().command("change").tap("job")
    first = world.read
    assert world.tap("same").read != first
    assert world.tap("back").read == first
    assert world.tap("back").at("change", "choose")


def test_a_question_about_a_child_that_the_other_parent_took_out_leads_back() -> None:
    world = screened().command("antwoorden").tap("t.family")
    while not any(button.choice.startswith("q.birth_month.") for button in world.screen.grid):
        world.tap("more")
    world.tap(next(b.choice for b in world.screen.grid if b.choice.startswith("q.birth_month.")))
    answers = answered_again(
        world.context.pass_catalogue, world.household.answers, world.context.today, ("births", "household"), "none"
    )
    world.context = replace(world.context, household=replace(world.household, answers=answers))
    assert world.at("answers", "topics")
    assert world.tap("t.family").at("answers", "topic")


@pytest.mark.parametrize("command", ["antwoorden", "changement"])
def test_who_answered_nothing_goes_on_where_that_begins(command: str) -> None:
    assert World().begin().command(command).at("interview", "ask")
    assert World().start().tap("nl").command(command).at("welcome", "town")


@pytest.mark.parametrize("dialog", ["answers", "change", "whatif"])
@pytest.mark.parametrize("data", [{}, {"at": "x.y", "if": "x", "to": "x", "event": "x", "supposed": "x", "topic": "x"}])
def test_a_state_that_makes_no_sense_any_more_still_shows_something(dialog: str, data: dict[str, str]) -> None:
    world = screened()
    for step in ("ask", "topic", "changed", "done", "dates", "outcome"):
        chat = replace(world.context.chat, state=State(dialog, step, data))
        assert route.view(replace(world.context, chat=chat)).ways


def test_a_family_that_gave_its_answers_before_days_were_kept_is_not_asked_again() -> None:
    world = screened("first")
    bare = Answers(tuple(replace(a, on=None) if isinstance(a, Answer) else a for a in world.household.answers))
    world.context = replace(world.context, household=replace(world.household, answers=bare))
    assert "oud" not in world.wait(days=400).command("antwoorden").read
    assert not any(isinstance(effect, SaveAnswers) for effect in world.effects)
