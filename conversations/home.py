"""Where a chat belongs when nothing else says so."""

from __future__ import annotations

from conversations.context import Context
from conversations.state import State
from rights import next_question

__all__ = ["of"]


def of(context: Context) -> State:
    """The queue for staff; for a family the next thing of its check: language, municipality, interview or results."""
    if context.members:
        return State("desk", "queue")
    if context.chat.language is None:
        return State("welcome", "language")
    if context.household is None:
        return State("welcome", "town")
    if next_question(context.pass_catalogue, context.household.answers, context.today) is not None:
        return State("interview", "ask")
    return State("results", "list")
