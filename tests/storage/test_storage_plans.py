"""A plan is read as it was written, also that of an earlier version, which had no steps."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import STEP, Paper, Step, StepSource, StepState
from storage.plans import Plan, plan_from, plan_json

MOMENT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

moments = st.integers(0, 9_000).map(lambda hours: MOMENT + timedelta(hours=hours))
steps = st.builds(
    Step,
    right_id=st.sampled_from(["leefloon", "davo"]),
    state=st.sampled_from(list(StepState)),
    since=moments,
    ask_at=st.none() | moments,
    source=st.sampled_from(list(StepSource)),
    papers=st.dictionaries(st.text(max_size=9), st.sampled_from(list(Paper)), max_size=3),
    unanswered=st.integers(0, 3),
)


@given(st.dictionaries(st.sampled_from(["h.leefloon", "c1.davo", "h.x"]), steps), st.sampled_from(["", "never"]))
def test_what_was_written_is_read(plan: dict[str, Step], pace: str) -> None:
    written = Plan(plan, pace)
    read = plan_from(json.loads(json.dumps(plan_json(written))))
    assert read == written
    assert list(read.steps) == list(plan), "in the order in which the family chose"


def test_a_family_that_never_chose_has_an_empty_plan() -> None:
    assert plan_from({}) == Plan()


@pytest.mark.parametrize(
    ("told", "state"),
    [(None, "open"), ("waiting", "open"), ("stuck", "tried"), ("applied", "applied"), ("granted", "granted")],
)
def test_what_an_earlier_version_followed_is_a_step_by_now(told: str | None, state: str) -> None:
    outcomes = {"h.leefloon": told} if told else {}
    plan = plan_from({"following": ["h.leefloon", "c2.groeipakket_startbedrag"], "outcomes": outcomes})
    assert list(plan.steps) == ["h.leefloon", "c2.groeipakket_startbedrag"]
    first, other = plan.steps.values()
    assert (first.right_id, first.state) == ("leefloon", state)
    assert (first.ask_at is None) == STEP.is_final(first.state)
    assert (other.right_id, other.state) == ("groeipakket_startbedrag", "open")
    assert plan_from(json.loads(json.dumps(plan_json(plan)))) == plan, "it is written anew as steps"
