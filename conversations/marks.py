"""How far a right of the plan is: a plain sign before its name, and what the sign means."""

from __future__ import annotations

from collections.abc import Mapping

from casework import StepState
from texts import Text, say

__all__ = ["LEGEND", "MARKS"]

MARKS: Mapping[StepState, Text] = {
    StepState.OPEN: say("plan mark", "○ {name}"),
    StepState.TRIED: say("plan mark", "○ {name}"),
    StepState.APPLIED: say("plan mark", "◐ {name}"),
    StepState.GRANTED: say("plan mark", "● {name}"),
    StepState.REFUSED: say("plan mark", "✕ {name}"),
}

LEGEND: Mapping[StepState, Text] = {
    StepState.OPEN: say("plan mark", "○ te doen"),
    StepState.TRIED: say("plan mark", "○ te doen"),
    StepState.APPLIED: say("plan mark", "◐ aangevraagd"),
    StepState.GRANTED: say("plan mark", "● in orde"),
    StepState.REFUSED: say("plan mark", "✕ geweigerd"),
}
