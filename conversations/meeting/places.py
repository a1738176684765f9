"""Where the screens of appointments are."""

from __future__ import annotations

from conversations.state import State

__all__ = ["AGENDA", "LOOK", "READING", "at_case_meeting"]

LOOK = State("meeting", "look")
"""What a family has planned."""

AGENDA = State("desk", "agenda")
"""What a coordinator has agreed, over all the cases that they hold."""

READING = frozenset({("desk", "agenda"), ("away", "home")})
"""Steps, with their dialogs, that show what a coordinator agreed, or count it."""


def at_case_meeting(referral: str) -> State:
    """The appointment of one case, for who holds it."""
    return State("desk", "meet", {"case": referral})
