"""The laws of the engine, over random catalogues and households."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rights import Answers, Catalogue, VerdictKind, answer, next_question, report
from rights.assessment import Assessed, assess
from rights.bands import bands_between
from rights.figures import Basis, zone_of
from rights.household import HOUSEHOLD, Household
from rights.kleene import Ruling, Truth, conjunction, disjunction, negation
from rights.spans import Span
from tests.rights.rights_interviews import MOST_QUESTIONS, TODAY
from tests.rights.rights_worlds import (
    World,
    a_right,
    about_the_household,
    catalogue_of,
    catalogues,
    tellings,
    worlds,
)

laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
truths = st.sampled_from(list(Truth))


def trusted(_figure: str) -> bool:
    return False


def ruled(truth: Truth) -> Ruling:
    return Ruling(truth, ((f"fact_{truth.name}", HOUSEHOLD),))


# -- Kleene -----------------------------------------------------------------------------------------------------------


@given(st.lists(truths, min_size=1, max_size=5))
def test_all_is_the_lowest_any_is_the_highest_and_they_mirror_each_other(values: Sequence[Truth]) -> None:
    rulings = [ruled(value) for value in values]
    assert conjunction(rulings).truth == min(values)
    assert disjunction(rulings, trusted).truth == max(values)
    mirrored = negation(disjunction([negation(ruling) for ruling in rulings], trusted))
    assert conjunction(rulings).truth == mirrored.truth
    assert conjunction(rulings[::-1]).truth == conjunction(rulings).truth


@laws
@given(st.data(), catalogues(), worlds())
def test_the_facts_that_decided_are_enough_to_decide(data: st.DataObject, catalogue: Catalogue, world: World) -> None:
    answers = data.draw(tellings(world))
    assessment = assess(catalogue, answers, TODAY)
    for item in assessment.items:
        if item.ruling.truth is not Truth.UNKNOWN and item.subject not in {"child", "child.unborn"}:
            fewer = Household(catalogue, answers, TODAY)
            kept = {*item.ruling.facts, ("children", HOUSEHOLD)}
            deciding = {fact for fact, _ in kept}
            fewer._known = {place: known for place, known in fewer._known.items() if place[0] in deciding}
            assert item.right.who.rule(fewer, item.subject).truth is item.ruling.truth


# -- monotonic, two orders --------------------------------------------------------------------------------------------


def truths_of(catalogue: Catalogue, answers: Answers) -> dict[tuple[str, str], Truth]:
    items: tuple[Assessed, ...] = assess(catalogue, answers, TODAY).items
    return {(item.right.id, item.subject): item.ruling.truth for item in items}


@laws
@given(st.data(), catalogues(), worlds())
def test_knowing_more_never_turns_yes_into_no(data: st.DataObject, catalogue: Catalogue, world: World) -> None:
    answers = data.draw(tellings(world))
    decided: dict[tuple[str, str], Truth] = {}
    for length in range(len(answers.items) + 1):
        now = truths_of(catalogue, Answers(answers.items[:length]))
        for place, before in decided.items():
            assert now.get(place, before) is before, place
        decided |= {place: truth for place, truth in now.items() if truth is not Truth.UNKNOWN}


@laws
@given(st.data(), catalogues(), worlds())
def test_two_orders_never_give_opposite_verdicts(data: st.DataObject, catalogue: Catalogue, world: World) -> None:
    one, other = (truths_of(catalogue, data.draw(tellings(world))) for _ in range(2))
    for place in one.keys() & other.keys():
        assert {one[place], other[place]} != {Truth.YES, Truth.NO}, place


@settings(laws, max_examples=250)
@given(st.data(), st.one_of(about_the_household), worlds())
def test_each_kind_of_condition_decides_early_only_what_holds_in_the_end(
    data: st.DataObject, condition: dict[str, Any], world: World
) -> None:
    catalogue = catalogue_of(a_right("right_1", condition))
    answers = data.draw(tellings(world, silence=False))
    *early, end = (truths_of(catalogue, Answers(answers.items[:n])).popitem()[1] for n in range(len(answers.items) + 1))
    assert {truth for truth in early if truth is not Truth.UNKNOWN} <= {end}


# -- the interview ----------------------------------------------------------------------------------------------------


def shown(catalogue: Catalogue, answers: Answers) -> list[Any]:
    """What a person sees of the verdicts, and what is still open."""
    found = report(catalogue, answers, TODAY)
    waits = [(item.right.id, item.subject, item.waits) for item in assess(catalogue, answers, TODAY).items]
    return [[(v.key, v.kind, v.sentence, v.todo, v.brings) for v in found.verdicts], found.urgent, waits]


@laws
@given(st.data(), catalogues())
def test_every_question_can_change_something_and_progress_only_grows(data: st.DataObject, catalogue: Catalogue) -> None:
    answers = Answers()
    clear = 0
    for _ in range(MOST_QUESTIONS):
        asked = next_question(catalogue, answers, TODAY)
        found = report(catalogue, answers, TODAY)
        assert clear <= found.progress.clear <= found.progress.total
        assert found.complete is (asked is None)
        clear = found.progress.clear
        if asked is None:
            assert found.progress.clear == found.progress.total
            assert VerdictKind.ONE_MORE_ANSWER not in {v.kind for v in found.verdicts if not v.held}
            return
        assert len(asked.key.encode()) <= 24
        ids = [choice.id for choice in asked.choices]
        before = shown(catalogue, answers)
        changed = [shown(catalogue, answer(catalogue, answers, asked.key, i, TODAY)) != before for i in ids]
        assert any(changed)
        chosen = data.draw(st.sampled_from([*ids, "dk", "skip"]))
        answers = answer(catalogue, answers, asked.key, chosen, TODAY)
        assert Answers.from_json(answers.to_json()) == answers
    pytest.fail("the interview does not end")


# -- zones and bands --------------------------------------------------------------------------------------------------

ceilings = st.integers(500, 90_000).map(Decimal)


@given(ceilings, st.integers(0, 8))
def test_a_zone_holds_the_ceiling_with_its_margins_and_hardly_more(ceiling: Decimal, years: int) -> None:
    zone = zone_of(Span(ceiling, ceiling), Basis.TAXABLE_PER_YEAR, Basis.TAXABLE_PER_YEAR, years, Decimal(1))
    low, high = Decimal("0.9") * ceiling, Decimal("1.1") * ceiling * Decimal("1.03") ** years
    assert zone.high is not None
    assert 0 <= low - zone.low < 100
    assert 0 <= zone.high - high < 100


@given(ceilings, st.integers(0, 3), st.sampled_from([Basis.TAXABLE_PER_YEAR, Basis.NET_PER_MONTH]))
def test_bands_cut_at_the_edges_of_the_zone(ceiling: Decimal, years: int, basis: Basis) -> None:
    zone = zone_of(Span(ceiling, ceiling), Basis.TAXABLE_PER_YEAR, basis, years, Decimal("1.27"))
    assert zone.high is not None
    below, within, above = bands_between(Span(), [zone.low, zone.high])
    assert (below.low, below.high) == (None, within.low) == (None, str(zone.low))
    assert (above.low, above.high) == (within.high, None) == (str(zone.high), None)


@given(ceilings)
def test_a_net_amount_is_never_taken_for_a_taxable_one(ceiling: Decimal) -> None:
    bridged = zone_of(Span(ceiling, ceiling), Basis.TAXABLE_PER_YEAR, Basis.NET_PER_MONTH, 0, Decimal("1.27"))
    assert bridged.high is not None
    # Wholly below: even 1.27 times net stays under the ceiling. Wholly above: net alone is over it.
    assert bridged.low * 12 * Decimal("1.27") <= ceiling
    assert bridged.high * 12 >= (ceiling * Decimal("1.1")).to_integral_value(ROUND_CEILING) - 1
