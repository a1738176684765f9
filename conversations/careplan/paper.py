"""The care plan on paper: what it is called in a request for it, and what is said with it."""

from __future__ import annotations

from casework import CarePlan
from conversations.screen import Button
from texts import say

__all__ = ["CARE_PLAN", "PAPER", "PAPER_CAPTION", "SENT", "has_paper"]

CARE_PLAN = "careplan"
"""Among the forms of `SendDocument` and `SendCaseDocument`."""
PAPER = Button("paper", say("care paper", "📄 Op papier"))
PAPER_CAPTION = say("care paper", "Wat jullie afspraken, op papier. Er staat geen naam op.")
SENT = say("care paper", "Hierboven staat het plan op papier.")


def has_paper(plan: CarePlan) -> bool:
    """Whether anything was agreed that could stand on it."""
    return any(line.in_force for line in plan.lines)
