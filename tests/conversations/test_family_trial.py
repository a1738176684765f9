"""Before a municipality signed off its figures: a family is told that it is a trial, and sees no amount of a right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from conversations.findings import follows, held, later, report_of
from conversations.state import State
from rights import fingerprint
from tests.conversations.family_world import World, catalogue, words_of

PICKS = ("first", "last", "dk", "skip")


def world(pick: str, *, gated: bool) -> World:
    """A family that answered everything in the same way."""
    found = World()
    found.context = replace(found.context, signed=frozenset() if gated else None)
    return found.begin().answer_all(pick)


def cards(family: World) -> Iterator[str]:
    """Every side of every card, as it is read."""
    found = report_of(family.context)
    for group, verdicts in (("sure", follows(found)), ("held", held(found)), ("other", later(found))):
        for verdict in verdicts:
            family.context = replace(family.context, chat=replace(family.context.chat, state=_at(group, verdict.key)))
            yield family.read
            assert words_of(family.screen) <= 58, family.read
            for tab in ("why", "todo", "brings", "source"):
                family.tap(tab)
                yield family.read
                assert words_of(family.screen) <= 60, family.read


def _at(group: str, key: str) -> State:
    return State("results", "card", {"right": key, "from": "group", "group": group})


@pytest.mark.parametrize("pick", PICKS)
def test_the_list_and_every_card_say_that_it_is_a_trial_and_show_no_amount(pick: str) -> None:
    family = world(pick, gated=True)
    assert family.at("results", "list")
    assert "Dit is een proefversie" in family.read
    assert words_of(family.screen) <= 58, family.read
    for read in cards(family):
        assert "proefversie" in read
        assert "€" not in read


def test_without_a_gate_nothing_is_called_a_trial_and_amounts_are_shown() -> None:
    family = world("first", gated=False)
    assert "proefversie" not in family.read
    sides = list(cards(family))
    assert not any("proefversie" in read for read in sides)
    assert any("€" in read for read in sides)


def test_once_every_figure_is_signed_the_trial_is_over() -> None:
    family = world("first", gated=True)
    here, today = catalogue().for_municipality("ninove"), family.context.today
    signed = frozenset(fingerprint(here, figure, today) for figure in here.figures_used)
    family.context = replace(family.context, signed=signed)
    assert "proefversie" not in family.read
    assert any("€" in read for read in cards(family))
