"""The life of a step of the plan, told as what families do with it; and what it is worth, in bands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import (
    STEP,
    AlreadyOver,
    NotPossibleNow,
    Role,
    Step,
    StepAction,
    StepSource,
    StepState,
    band_of,
    begun,
    diagram,
    moved,
)
from followups import due_at, first_allowed
from rights import Brings, Estimate

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "plan.md"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
GOING = [state for state in STEP.states if not STEP.is_final(state)]
acts = st.lists(st.sampled_from(list(StepAction)), max_size=8)
moments = st.integers(0, 17_000).map(lambda hours: MONDAY + timedelta(hours=hours))


def lived(acts: list[StepAction], now: datetime) -> list[Step]:
    """A step through these acts, those that are not possible left out."""
    steps = [begun("leefloon", now)]
    for act in acts:
        if not steps[-1].over and any(edge.action == act for edge in STEP.edges_from(steps[-1].state)):
            now += DAY
            steps.append(moved(steps[-1], act, now))
    return steps


def test_a_family_tries_applies_and_has_it() -> None:
    states = [
        step.state for step in lived([StepAction.TRY, StepAction.TRY, StepAction.APPLY, StepAction.GRANT], MONDAY)
    ]
    assert states == ["open", "tried", "tried", "applied", "granted"]


def test_what_was_had_before_is_granted_with_that_source() -> None:
    had = moved(begun("leefloon", MONDAY), StepAction.GRANT, MONDAY, StepSource.HAD)
    assert (had.state, had.source) == (StepState.GRANTED, StepSource.HAD)


@pytest.mark.parametrize("end", sorted(STEP.finals))
def test_what_ended_stays_ended(end: str) -> None:
    over = Step("leefloon", StepState(end), MONDAY)
    assert over.over
    for act in StepAction:
        with pytest.raises(AlreadyOver):
            moved(over, act, MONDAY)


def test_what_was_applied_for_is_not_applied_for_again() -> None:
    with pytest.raises(NotPossibleNow):
        moved(Step("leefloon", StepState.APPLIED, MONDAY), StepAction.APPLY, MONDAY)


@pytest.mark.parametrize("state", GOING)
def test_a_family_can_always_say_that_it_is_in_order_was_refused_or_is_let_go(state: str) -> None:
    assert {edge.target for edge in STEP.edges_from(state, Role.FAMILY)} >= set(STEP.finals)


def test_every_edge_and_every_state_is_lived_through() -> None:
    """No edge is there for nothing: from a new step, every one can be walked."""
    walked, at = set[tuple[str, str]](), {str(STEP.initial)}
    while new := {(edge.source, edge.action) for state in at for edge in STEP.edges_from(state)} - walked:
        walked |= new
        at |= {STEP.edge(*pair).target for pair in new}
    assert walked == {(edge.source, edge.action) for edge in STEP.edges}
    assert at == set(STEP.states)


@given(acts, moments)
def test_a_step_that_goes_on_is_asked_about_at_an_allowed_hour_and_one_that_is_over_never(
    acts: list[StepAction], now: datetime
) -> None:
    for step in lived(acts, now):
        assert (step.ask_at is None) == step.over
        if step.ask_at is not None:
            assert step.ask_at == due_at(step.timer, step.since) == first_allowed(step.ask_at)


@given(acts, moments)
def test_an_answer_takes_away_the_count_of_questions_and_silence_adds_to_it(
    acts: list[StepAction], now: datetime
) -> None:
    for step in lived(acts, now):
        if step.over:
            continue
        silent = step.asked_later(now, answered=False).asked_later(now, answered=False)
        assert silent.unanswered == 2
        assert silent.asked_later(now, answered=True).unanswered == 0
        assert silent.state == step.state


@pytest.mark.parametrize(("state", "days"), [("open", 14), ("tried", 7), ("applied", 30)])
def test_each_state_has_its_own_patience(state: str, days: int) -> None:
    later = Step("leefloon", StepState(state), MONDAY).asked_later(MONDAY, answered=True)
    assert later.ask_at is not None
    assert timedelta(days=days) <= later.ask_at - MONDAY < timedelta(days=days + 2)


@pytest.mark.parametrize(
    ("low", "high", "band"),
    [
        ("0", "90", "0-25"),
        ("25", "25", "25-50"),
        ("99.99", "120", "50-100"),
        ("250", "250", "250-500"),
        ("900", "1", "500+"),
    ],
)
def test_of_an_estimate_the_sure_part_counts(low: str, high: str, band: str) -> None:
    assert band_of(Brings(monthly=Estimate(Decimal(low), Decimal(high)))) == band


def test_what_is_no_money_each_month_has_no_band() -> None:
    assert band_of(Brings(once=Estimate(Decimal(9), Decimal(9)))) == ""


def test_the_reference_page_shows_the_table_as_it_is() -> None:
    assert diagram(STEP) in PAGE.read_text(), "put the diagram of the table on docs/reference/plan.md anew"
