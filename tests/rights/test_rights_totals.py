"""What rights bring together: a hint that counts nothing twice, and nothing that may not be had or shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights import Brings, Catalogue, Estimate, Verdict, VerdictKind, report, total_of
from rights.views import Words
from tests.rights.rights_interviews import TODAY, families, ninove
from tests.rights.rights_worlds import a_right, catalogue_of
from tests.rights.test_rights_households import answered, reported, there

NAMES = [f"right_{number}" for number in range(1, 6)]
pairs = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1]))
amounts = st.tuples(st.integers(0, 900), st.integers(0, 900)).map(
    lambda ends: Estimate(Decimal(min(ends)), Decimal(max(ends)))
)
monies = st.fixed_dictionaries({name: st.one_of(st.none(), amounts) for name in NAMES})


def excluding(clashes: set[tuple[str, str]]) -> Catalogue:
    """Five rights, of which these exclude each other."""
    others = {name: [a if b == name else b for a, b in sorted(clashes) if name in (a, b)] for name in NAMES}
    return catalogue_of(*(a_right(name, {"held": "leefloon"}, excludes=others[name]) for name in NAMES))


def likely(name: str, monthly: Estimate | None, kind: VerdictKind = VerdictKind.LIKELY) -> Verdict:
    verdict = reported("P01").verdicts[0]
    words = cast("Words", SimpleNamespace(money=Brings(monthly)))
    return replace(verdict, right=a_right(name, {"held": "leefloon"}), kind=kind, held=False, words=words)


def euro(low: int, high: int) -> Estimate:
    return Estimate(Decimal(low), Decimal(high))


@settings(deadline=None, max_examples=25)
@given(pairs, monies)
def test_a_total_is_never_above_the_sum_and_counts_no_two_that_exclude_each_other(
    clashes: set[tuple[str, str]], money: dict[str, Estimate | None]
) -> None:
    found = total_of(excluding(clashes), [likely(name, amount) for name, amount in money.items()]).monthly
    known = {name: amount for name, amount in money.items() if amount is not None}
    if not known:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.low <= found.high <= sum(amount.high for amount in known.values())
    for one, other in clashes & {(a, b) for a in known for b in known}:
        rest = sum(amount.high for name, amount in known.items() if name not in (one, other))
        assert found.high <= rest + max(known[one].high, known[other].high)
        assert found.low <= rest + min(known[one].low, known[other].low)


def test_of_two_that_exclude_each_other_the_best_is_the_high_end_and_the_least_the_low_one() -> None:
    catalogue = excluding({("right_1", "right_2")})
    brings = [likely("right_1", euro(100, 100)), likely("right_2", euro(40, 60)), likely("right_3", euro(5, 7))]
    assert total_of(catalogue, brings).monthly == euro(45, 107)


def test_a_choice_between_a_known_and_an_unknown_amount_begins_at_nothing() -> None:
    catalogue = excluding({("right_1", "right_2")})
    assert total_of(catalogue, [likely("right_1", euro(100, 100)), likely("right_2", None)]).monthly == euro(0, 100)


@pytest.mark.parametrize("kind", [k for k in VerdictKind if k not in (VerdictKind.LIKELY, VerdictKind.VERY_LIKELY)])
def test_what_is_not_likely_is_not_counted(kind: VerdictKind) -> None:
    assert total_of(excluding(set()), [likely("right_1", euro(5, 5), kind)]) == Brings()


def test_what_is_held_is_not_counted() -> None:
    held = replace(likely("right_1", euro(5, 5)), held=True)
    assert total_of(excluding(set()), [held]) == Brings()


@pytest.mark.parametrize("name", sorted(families()))
def test_what_is_not_signed_off_is_in_no_total(name: str) -> None:
    assert report(there(name), answered(name), TODAY, frozenset()).total == Brings()


@pytest.mark.parametrize("name", sorted(families()))
def test_the_total_of_a_family_is_what_its_likely_rights_bring(name: str) -> None:
    found = reported(name)
    brought = [
        v.money.monthly
        for v in found.verdicts
        if v.money.monthly and not v.held and v.kind in (VerdictKind.LIKELY, VerdictKind.VERY_LIKELY)
    ]
    if found.total.monthly is None:
        assert not brought
    else:
        assert found.total.monthly.high <= sum(amount.high for amount in brought)


def test_an_amount_of_which_several_are_open_is_said_from_low_to_high() -> None:
    """Two children, and an income between two ceilings: it is open which supplement there is for each of them."""
    (supplement,) = (v for v in reported("P10").verdicts if v.right_id == "groeipakket_sociale_toeslag")
    low, high = (ninove().figures[name].on(TODAY).value * 2 for name in ("st_amount_mid", "st_amount_low"))
    assert supplement.money.monthly == Estimate(low, high)
