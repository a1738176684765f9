"""A family's plan as it is sealed: its steps, and how often the family may be written to.

An earlier version kept the keys of at most three rights (`following`) and the last answer about each (`outcomes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from casework import Paper, Step, StepSource, StepState, begun

__all__ = ["Plan", "plan_from", "plan_json"]

EARLIER: Mapping[str, StepState] = {
    "granted": StepState.GRANTED,
    "applied": StepState.APPLIED,
    "stuck": StepState.TRIED,
    "waiting": StepState.OPEN,
}
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
"""An earlier version did not write when: what it had promised is long due."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sealed in `household.plans`."""

    steps: Mapping[str, Step] = field(default_factory=dict)
    pace: str = ""


def plan_json(plan: Plan) -> dict[str, Any]:
    """Plain JSON; `plan_from` gives an equal plan back."""
    return {"steps": {key: _step_json(step) for key, step in plan.steps.items()}, "pace": plan.pace}


def plan_from(record: Mapping[str, Any]) -> Plan:
    """The plan that `plan_json` wrote, or the rights that an earlier version followed."""
    if "following" in record or "outcomes" in record:
        told = record.get("outcomes", {})
        return Plan({key: _earlier(key, told.get(key)) for key in record.get("following", ())})
    steps = {key: _step_from(step) for key, step in record.get("steps", {}).items()}
    return Plan(steps, record.get("pace", ""))


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "right": step.right_id,
        "state": step.state,
        "since": step.since.isoformat(),
        "ask_at": step.ask_at.isoformat() if step.ask_at is not None else None,
        "source": step.source,
        "papers": dict(step.papers),
        "unanswered": step.unanswered,
        "counted": list(step.counted),
    }


def _step_from(record: Mapping[str, Any]) -> Step:
    return Step(
        right_id=record["right"],
        state=StepState(record["state"]),
        since=datetime.fromisoformat(record["since"]),
        ask_at=datetime.fromisoformat(record["ask_at"]) if record["ask_at"] else None,
        source=StepSource(record["source"]),
        papers={paper: Paper(have) for paper, have in record["papers"].items()},
        unanswered=record["unanswered"],
        counted=tuple(record.get("counted", ())),
    )


def _earlier(key: str, told: str | None) -> Step:
    """A key names the right after its subject; of a long one it is cut, and the report gives the right's own id."""
    right = key.partition(".")[2]
    state = EARLIER.get(told or "", StepState.OPEN)
    first = begun(right, LONG_AGO)
    if state is StepState.OPEN:
        return first
    step = Step(right, state, LONG_AGO)
    return step if step.over else step.asked_later(LONG_AGO, answered=True)
