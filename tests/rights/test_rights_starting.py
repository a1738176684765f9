"""What a family does well to begin with: the same whatever the order it was found in, and by the rule that is told."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from rights import Catalogue, Verdict, VerdictKind, to_start_with
from rights.starting import PRESSING, effort_of
from tests.rights.rights_interviews import TODAY, families
from tests.rights.test_rights_households import reported, there

NAMES = sorted(families())


def opened(catalogue: Catalogue, verdict: Verdict, order: tuple[Verdict, ...]) -> int:
    """How many of the others a right opens."""
    return len({other.right_id for other in order} & set(catalogue.rights[verdict.right_id].unlocks))


@pytest.mark.parametrize("name", NAMES)
def test_the_order_does_not_depend_on_how_the_rights_were_found(name: str) -> None:
    found = list(reported(name).verdicts)
    order = to_start_with(there(name), found, TODAY)
    random.Random(name).shuffle(found)
    assert to_start_with(there(name), found, TODAY) == order


OPEN = {VerdictKind.MAYBE, VerdictKind.ONE_MORE_ANSWER, VerdictKind.AFTER}


@pytest.mark.parametrize("name", NAMES)
def test_all_that_can_be_done_is_in_it_once_and_nothing_else(name: str) -> None:
    found = reported(name).verdicts
    order = to_start_with(there(name), found, TODAY)
    doable = {v.key for v in found if not v.held and v.kind is not VerdictKind.NOT_NOW}
    assert sorted(verdict.key for verdict in order) == sorted(doable)


@pytest.mark.parametrize("name", NAMES)
def test_urgent_then_pressing_then_what_opens_most(name: str) -> None:
    catalogue = there(name)
    order = to_start_with(catalogue, reported(name).verdicts, TODAY)
    for first, then in pairwise(order):
        assert first.urgent or not then.urgent, "what is urgent comes first"
        if first.urgent != then.urgent:
            continue
        pressing = then.until is not None and then.until <= TODAY + PRESSING
        if pressing:
            assert first.until is not None, "a day that comes near goes before what has none"
            assert then.until is not None
            assert first.until <= then.until
        elif first.until is None or first.until > TODAY + PRESSING:
            assert then.kind in OPEN or first.kind not in OPEN, "what is likely goes before what is not sure yet"
            if (first.kind in OPEN) == (then.kind in OPEN):
                assert opened(catalogue, first, order) >= opened(catalogue, then, order)


@pytest.mark.parametrize("name", NAMES)
def test_of_two_that_bring_the_same_the_one_with_less_to_do_comes_first(name: str) -> None:
    catalogue = there(name)
    order = [v for v in to_start_with(catalogue, reported(name).verdicts, TODAY) if not v.urgent and v.until is None]
    for first, then in pairwise(order):
        same = opened(catalogue, first, tuple(order)) == opened(catalogue, then, tuple(order))
        if (
            same
            and first.kind is then.kind
            and catalogue.rights[first.right_id].weight == (catalogue.rights[then.right_id].weight)
        ):
            assert effort_of(catalogue, first) <= effort_of(catalogue, then)


def test_some_family_has_something_urgent_or_pressing_or_the_law_says_nothing() -> None:
    orders = [to_start_with(there(name), reported(name).verdicts, TODAY) for name in NAMES]
    assert any(verdict.urgent for order in orders for verdict in order[:1])
    assert any(verdict.until is not None for order in orders for verdict in order)
