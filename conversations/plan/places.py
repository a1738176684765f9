"""Where the screens of the plan are."""

from __future__ import annotations

from conversations.state import State

__all__ = ["ALL", "PACE", "dropping", "picking", "step_at"]

ALL = State("plan", "all")
PACE = State("plan", "pace")


def picking(after: str = "plan") -> State:
    """Where rights are put in the plan; `after`: what the family comes from, `keep` or `plan`."""
    return State("plan", "pick", {"after": after})


def step_at(key: str) -> State:
    """The card of a step."""
    return State("plan", "step", {"key": key})


def dropping(key: str, before: State | None = None) -> State:
    """Whether a step may be let go; `before`: where the family goes on after that, else the plan."""
    return State("plan", "drop", {"key": key} if before is None else {"key": key, "before": before.to_json()})
