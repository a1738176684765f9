"""Whatever a helper taps and types, in whatever order: nothing of one file stands in another, and no late tap writes
into the wrong one."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from conversations import route
from conversations.effects import Toast
from conversations.events import Tap
from conversations.screen import Screen
from tests.conversations.family_world import World, dutch

FAMILIES = ("", "Labelalfa", "Labelbeta")
"""The helper's own file, and two of families; each with words that stand nowhere else."""
WALKS, STEPS = 40, 60
TYPED = {"": "Ownname", "Labelalfa": "Alfaname", "Labelbeta": "Betaname"}


def words(screen: Screen) -> str:
    """Everything on a screen, its header among it."""
    lines = [*screen.body, *(button.label for button in screen.buttons)]
    lines += [text for text in (screen.title, screen.header) if text is not None]
    return "\n".join(map(dutch, lines))


def three_files(opened: int = 0) -> World:
    """One file after the other, each answered differently; the own file is open, or the one at this place."""
    world = World().begin()
    for label, held in (("Labelalfa", "a.leefloon"), ("Labelbeta", "a.ivt_it_igo")):
        world.command("gezinnen")
        if world.at("roster", "list"):
            world.tap("new")
        world.type(label).tap("ninove", "read", "yes", "a.none", held, "done")
    world.start().tap("own")
    if opened:
        world.command("gezinnen").tap([choice for choice in world.choices if choice.startswith("f.")][opened - 1])
    return world


@dataclass
class Walk:
    """A walk through the files, with the cards that were seen on the way."""

    world: World
    chance: random.Random
    cards: list[tuple[str, str]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The label of the file that is open; empty for the own one."""
        household = self.world.context.household
        return household.label if household is not None else ""

    def foreign(self) -> set[str]:
        """Words of the files that are not open."""
        others = [label for label in FAMILIES if label != self.file]
        return {word for other in others for word in (other, TYPED[other]) if word}

    def check(self) -> None:
        """The card says whose it is, and nothing of anybody else's."""
        screen, read = self.world.screen, words(self.world.screen)
        names = {"roster": set(FAMILIES)}.get(screen.dialog, set())
        found = {word for word in self.foreign() - names if word in read}
        assert not found, f"{found} on {screen.dialog}:{screen.step} of {self.file or 'the own file'}:\n{read}"
        between = {self.world.state.dialog, *([self.world.state.under.dialog] if self.world.state.under else [])}
        if self.file and not between & {"roster", "roles", "welcome", "hidden"}:
            assert self.file in read, f"nothing says whose file this is: {screen.dialog}:{screen.step}"

    def go(self) -> None:
        """One thing that a helper does."""
        world, what = self.world, self.chance.random()
        if what < 0.15:
            world.command("gezinnen")
        elif what < 0.2:
            world.start()
        elif what < 0.35 and world.at("helping", "name"):
            world.type(TYPED[self.file])
        elif what < 0.5 and self.cards:
            self.late()
            return
        else:
            gone = ("menu", "erase"), ("linking", "leave")
            world.tap(
                self.chance.choice([c for c in world.choices if c != "yes" or not any(world.at(*g) for g in gone)])
            )
        self.remember()

    def remember(self) -> None:
        screen = self.world.screen
        self.cards += [(self.file, screen.data(button)) for button in screen.buttons if button.url is None]

    def late(self) -> None:
        """A button of another file's card, that a slow phone or a changed app still sends."""
        strange = [data for file, data in self.cards if file != self.file]
        if not strange or self.world.context.household is None:
            return
        before = (self.world.screen, self.world.household.answers, dict(self.world.files))
        self.world.send(Tap(self.chance.choice(strange), 1))
        assert self.world.effects == [Toast("old")]
        assert (self.world.screen, self.world.household.answers, self.world.files) == before, "a late tap did something"


@pytest.mark.parametrize("seed", range(WALKS))
def test_nothing_passes_from_one_file_to_another(seed: int) -> None:
    walk = Walk(three_files(seed % len(FAMILIES)), random.Random(seed))
    for _ in range(STEPS):
        walk.go()
        walk.check()


def test_the_walks_do_go_from_file_to_file() -> None:
    seen: set[tuple[str, str]] = set()
    for seed in range(WALKS):
        walk = Walk(three_files(seed % len(FAMILIES)), random.Random(seed))
        for _ in range(STEPS):
            walk.go()
            seen.add((walk.file, walk.world.screen.dialog))
    for label in FAMILIES:
        assert {(label, "interview"), (label, "menu"), (label, "helping")} <= seen


def test_a_file_s_buttons_are_told_apart_even_where_the_screens_are_the_same() -> None:
    world = three_files()
    one = route.view(world.context)
    world.command("gezinnen").tap(next(b.choice for b in world.screen.answers if b.choice.startswith("f.")))
    other = route.view(world.context)
    assert one.file != other.file
    assert not {one.data(b) for b in one.buttons} & {other.data(b) for b in other.buttons}
