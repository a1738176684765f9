"""Who is read again when something changes: nobody of whom something can have become likely is ever missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.families import families
from rights import Answers, Catalogue, report
from rights.answers import Answer, Held
from rights.figures import Figure
from rights.screening import Described, go_through
from rights.shapes import Right
from rights.watching import (
    REACH,
    anchors,
    figures_watched,
    fingerprints,
    held_rights,
    is_likely,
    next_look,
    out_of_reach,
)
from tests.rights.rights_interviews import TODAY, ninove
from tests.rights.rights_worlds import catalogues, tellings, worlds

STEPS = [Decimal(n) for n in ("0.87", "0.95", "0.99", "1", "1.02", "1.08", "1.149")]


def likely(catalogue: Catalogue, answers: Answers, today: date = TODAY) -> frozenset[str]:
    """What a family would be told of."""
    found = report(catalogue, Answers(answers.items), today).verdicts
    return frozenset(verdict.key for verdict in found if is_likely(verdict) and not verdict.held)


def moved(figure: Figure, times: Decimal, doubted: bool) -> Figure:
    """The figure with another value from today on, checked or not."""
    last = figure.on(TODAY)
    source = last.source.model_copy(update={"status": "unverified" if doubted else "verified"})
    value = last.model_copy(update={"value": last.value * times, "valid_from": TODAY, "source": source})
    return figure.model_copy(update={"values": (value,)})


def with_figures(catalogue: Catalogue, changed: Mapping[str, Figure]) -> Catalogue:
    return replace(catalogue, figures={**catalogue.figures, **changed})


@settings(max_examples=90, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), catalogues())
def test_whoever_a_changed_figure_can_touch_watches_it(data: st.DataObject, catalogue: Catalogue) -> None:
    figures = sorted(anchors(catalogue, TODAY))
    assume(figures)
    answers = data.draw(worlds().flatmap(tellings))
    watched = figures_watched(catalogue, answers, TODAY, anchors(catalogue, TODAY))
    picked = data.draw(st.sets(st.sampled_from(figures), min_size=1))
    changed = {
        name: moved(catalogue.figures[name], data.draw(st.sampled_from(STEPS)), data.draw(st.booleans()))
        for name in sorted(picked)
    }
    after = with_figures(catalogue, changed)
    if likely(after, answers) != likely(catalogue, answers):
        assert watched & picked, f"{likely(after, answers) ^ likely(catalogue, answers)} is not watched"


@pytest.fixture(scope="module")
def screened() -> list[Answers]:
    """Families of the benchmark, after their interview in Ninove."""
    return [go_through(ninove(), one, TODAY) for one in families(25)]


@pytest.mark.parametrize("times", [Decimal("0.9"), Decimal("1.03"), Decimal("1.14")])
def test_no_family_is_missed_when_a_real_ceiling_moves(screened: list[Answers], times: Decimal) -> None:
    pass_ = ninove()
    anchored = anchors(pass_, TODAY)
    watched = [figures_watched(pass_, answers, TODAY, anchored) for answers in screened]
    before = [likely(pass_, answers) for answers in screened]
    touched = 0
    for name in ("st_ceiling_mid", "vt_year", "leefloon_3", "jobbonus_ceiling"):
        after = with_figures(pass_, {name: moved(pass_.figures[name], times, True)})
        for answers, was, figures in zip(screened, before, watched, strict=True):
            if likely(after, answers) != was:
                touched += 1
                assert name in figures
    assert touched, "a law that nobody can break proves nothing"


def test_what_is_watched_is_a_part_of_all_ceilings(screened: list[Answers]) -> None:
    ceilings = [name for name in fingerprints(ninove(), TODAY) if name.startswith("figure:")]
    watched = [len(figures_watched(ninove(), answers, TODAY, anchors(ninove(), TODAY))) for answers in screened]
    assert sum(watched) < 0.5 * len(ceilings) * len(screened)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), catalogues())
def test_nothing_becomes_likely_before_the_next_look(data: st.DataObject, catalogue: Catalogue) -> None:
    answers = data.draw(worlds().flatmap(tellings))
    look = next_look(catalogue, answers, TODAY)
    assert TODAY < look <= date(2027, 1, 1)
    between = TODAY + timedelta(days=data.draw(st.integers(0, (look - TODAY).days - 1)))
    for day in {between, look - timedelta(days=1)}:
        same = _figures(catalogue, day) == _figures(catalogue, TODAY)
        assert not same or likely(catalogue, answers, day) == likely(catalogue, answers)


def _figures(catalogue: Catalogue, day: date) -> dict[str, str]:
    return {name: mark for name, mark in fingerprints(catalogue, day).items() if name.startswith("figure:")}


def test_a_baby_is_looked_at_on_the_birthdays_that_matter() -> None:
    told = (
        Answer("births", "household", "2023", high=TODAY.isoformat()),
        Answer("birth_month", "child.1", "m12", "2023-12-01", "2023-12-31"),
    )
    look = next_look(ninove(), Answers(told), TODAY)
    assert look == date(2026, 12, 1), "three years old on the first day on which it may be"
    later = next_look(ninove(), Answers(told), look)
    assert later == date(2026, 12, 31), "and on the day on which it must be"
    assert next_look(ninove(), Answers(told), later) == date(2027, 1, 1)


def test_without_anything_that_comes_the_look_is_in_january_or_september() -> None:
    empty = Answers()
    year = next_look(ninove(), empty, date(2026, 1, 1))
    assert year <= date(2026, 9, 1)
    days = [date(2026, 9, 1), next_look(ninove(), empty, date(2026, 9, 1))]
    assert days[1] <= date(2027, 1, 1)


def test_other_words_and_another_amount_are_no_other_rule() -> None:
    pass_ = ninove()
    before = fingerprints(pass_, TODAY)
    right = pass_.rights["groeipakket_kleutertoeslag"]
    said = right.model_copy(update={"name_nl": "een andere naam", "why_nl": "Omdat het zo is."})
    assert fingerprints(_with(pass_, said), TODAY) == before
    ruled = right.model_copy(update={"who": pass_.rights["groeipakket_startbedrag"].who})
    after = fingerprints(_with(pass_, ruled), TODAY)
    assert {name for name in before if before[name] != after[name]} == {"right:groeipakket_kleutertoeslag"}


def _with(catalogue: Catalogue, right: Right) -> Catalogue:
    return replace(catalogue, rights={**catalogue.rights, right.id: right})


def test_another_value_or_an_overdue_check_is_another_figure() -> None:
    pass_ = ninove()
    before = fingerprints(pass_, TODAY)
    higher = with_figures(pass_, {"vt_year": moved(pass_.figures["vt_year"], Decimal("1.02"), False)})
    after = fingerprints(higher, TODAY)
    assert {name for name in before if before[name] != after[name]} == {"figure:vt_year"}
    assert fingerprints(pass_, date(2028, 6, 1)) != before, "figures grow old by themselves"


def test_a_figure_that_goes_far_is_out_of_reach() -> None:
    anchor = Decimal(1000)
    assert not out_of_reach(anchor * REACH, anchor)
    assert not out_of_reach(anchor / REACH, anchor)
    assert out_of_reach(anchor * Decimal("1.16"), anchor)
    assert out_of_reach(anchor * Decimal("0.85"), anchor)


def test_what_a_household_has_is_not_news_whatever_its_rules_become() -> None:
    described = Described("ninove", {"children": Decimal(0)})
    answers = go_through(ninove(), described, TODAY)
    right = "sociaal_internetaanbod"
    assert right not in held_rights(ninove(), answers, TODAY)
    assert right in held_rights(ninove(), answers.with_(Held(right, "household", True)), TODAY)
