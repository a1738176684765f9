"""Laws over every screen that a family can reach by tapping: short, small enough for Telegram, and a way on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from conversations import helping, interview, menu, results, welcome
from conversations.findings import report_of
from conversations.lists import GROUPS
from conversations.screen import MAX_ANSWERS
from conversations.state import State
from tests.conversations.family_world import World, dutch, words_of

MAX_WORDS = 60
MAX_DATA_BYTES = 64
MAX_LABEL = 64
LISTED = tuple(GROUPS)
TYPED = ("Amina", "12", "0470 12 34 56", "x" * 60, "", "هدى")


def check(world: World) -> None:
    """One screen, as it stands."""
    screen = world.screen
    where = f"{screen.dialog}:{screen.step}"
    assert words_of(screen) <= MAX_WORDS, f"{where} has {words_of(screen)} words:\n{world.read}"
    assert len(screen.answers) <= MAX_ANSWERS, where
    assert world.choices, f"{where} has no way on"
    assert len(set(world.choices)) == len(world.choices), f"{where}: two buttons with one choice"
    for button in screen.buttons:
        assert len(screen.data(button).encode()) <= MAX_DATA_BYTES, screen.data(button)
        label = dutch(button.label)
        assert label.strip(), f"{where}: an empty button"
        assert len(label) <= MAX_LABEL, f"{where}: {label}"


def asking(world: World) -> World:
    """Halfway a request: the first name is given."""
    world.tell_papers().tap("help", "yes")
    if world.at("helping", "papers"):
        world.tap("no")
    world.type("Amina")
    return world


def told_of_a_date() -> World:
    """At the dates, where the button of a notice leads."""
    world = World().begin().answer_all("dk")
    world.context = replace(world.context, chat=replace(world.context.chat, state=State("results", "dates")))
    return world


STARTS: tuple[Callable[[], World], ...] = (
    lambda: World().start(),
    lambda: World(staffed=False).begin().answer_all("dk"),
    lambda: World().begin().answer_all("dk").tap("keep", "yes"),
    told_of_a_date,
    lambda: World().begin().tap("a.none", "menu", "rest", "later"),
    lambda: asking(World().begin().tap("a.none")),
    lambda: asking(World().begin().tap("a.none")).tap("own_phone"),
    lambda: asking(World().begin().tap("a.none")).tap("own_phone").share("32470123456"),
    lambda: asking(World().begin().tap("a.none")).tap("through_bot", "send"),
    lambda: asking(World().begin(language="ar").tap("a.none")).tap("own_phone").share("32470123456").tap("morning"),
)
"""Where random walks begin, so that they also come far."""


@cache
def start(number: int) -> World:
    """A place where walks begin, reached once."""
    return STARTS[number]()


def walk(seed: int) -> set[tuple[str, str]]:
    """Taps, and now and then types, at random; every screen on the way is checked. The steps that were seen."""
    chance = random.Random(seed)
    world, seen = start(seed % len(STARTS)).another(), set()
    for _ in range(40):
        check(world)
        seen.add((world.screen.dialog, world.screen.step))
        what = chance.random()
        if what < 0.06:
            world.type(chance.choice(TYPED))
        elif what < 0.10:
            world.share("32470123456", own=chance.random() < 0.5)
        elif what < 0.13:
            world.command(chance.choice(("menu", "taal", "stop", "hulp", "privacy", "nood", "wissen", "wachtlijst")))
        elif what < 0.14:
            world.start()
        else:
            world.tap(chance.choice(world.choices))
    return seen


def test_whatever_a_family_taps_leads_to_a_good_screen() -> None:
    seen = set().union(*(walk(seed) for seed in range(110)))
    steps = {
        (dialog.name, step)
        for dialog in (welcome.DIALOG, interview.DIALOG, results.DIALOG, helping.DIALOG, menu.DIALOG)
        for step in dialog.steps
    }
    assert steps <= seen, f"never reached: {sorted(steps - seen)}"


@pytest.mark.parametrize("pick", ["first", "last", "dk", "skip"])
def test_every_question_and_every_right_fits_a_screen(pick: str) -> None:
    world = World().begin()
    for _ in range(80):
        check(world)
        if world.at("results", "list"):
            break
        if world.at("interview", "calls"):
            world.tap("go")
            continue
        world.tap("why")
        check(world)
        world.tap("back")
        world.answer_one(pick)
    for verdict in report_of(world.context).verdicts:
        (group,) = (name for name in LISTED if verdict in GROUPS[name].holds(report_of(world.context)))
        state = State("results", "card", {"right": verdict.key, "from": "group", "group": group})
        world.context = replace(world.context, chat=replace(world.context.chat, state=state))
        check(world)
        for tab in ("why", "todo", "brings", "source"):
            world.tap(tab)
            check(world)
        world.tap("back")
        check(world)
