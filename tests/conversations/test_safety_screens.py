"""Random walks through what is there for danger, for who is under 18, for another language and for the full text."""

from __future__ import annotations

import random
from collections.abc import Callable

from conversations import danger, direct, information, minors, wishes
from tests.conversations.family_world import World
from tests.conversations.test_danger import SENTENCES
from tests.conversations.test_family_screens import check

SAID = [sentence for groups in SENTENCES.values() for _, sentence in (*groups["danger"], *groups["gentle"])]

STARTS: tuple[Callable[[], World], ...] = (
    lambda: World().start(),
    lambda: World().start().tap("fr", "young", "young"),
    lambda: World().start().tap("ar", "young", "child"),
    lambda: World().start().tap("wish"),
    lambda: World().start().tap("wish", "tr", "help"),
    lambda: World(staffed=False).start().tap("nl").type("Mijn man slaat mij").tap("help"),
    lambda: World().start().tap("nl", "ninove", "more", "full"),
    lambda: World().begin(),
    lambda: World().begin().answer_all("dk").refer(),
)


def walk(seed: int) -> set[tuple[str, str]]:
    """Taps at random, and types words of danger now and then; every screen on the way is checked."""
    chance = random.Random(seed)
    world, seen = STARTS[seed % len(STARTS)](), set()
    for _ in range(40):
        check(world)
        seen.add((world.screen.dialog, world.screen.step))
        if chance.random() < 0.1:
            world.type(chance.choice(SAID))
            assert world.at("danger", "danger"), "wherever it is typed"
        else:
            world.tap(chance.choice(world.choices))
    return seen


def test_whatever_is_typed_and_tapped_leads_to_a_good_screen() -> None:
    seen = set().union(*(walk(seed) for seed in range(90)))
    rooms = (danger.DIALOG, direct.DIALOG, minors.DIALOG, wishes.DIALOG, information.DIALOG)
    steps = {(dialog.name, step) for dialog in rooms for step in dialog.steps}
    assert steps <= seen, f"never reached: {sorted(steps - seen)}"


def test_every_card_fits_where_most_is_said() -> None:
    """In French there are lines more, for a minor another, and one in the language that was typed."""
    for sentence in SAID:
        check(World().start().tap("fr", "young", "young").type(sentence))
        check(World().begin().type(sentence))
