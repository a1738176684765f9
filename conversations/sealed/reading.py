"""Which report is open in a chat, and what the family may do with it now."""

from __future__ import annotations

from conversations.context import Context, Household, Sealed

__all__ = ["can_send", "own", "readable", "runs"]


def readable(context: Context) -> Sealed | None:
    """The report, if it is open in this chat, and this is not the chat of who wrote it."""
    told = context.sealed
    return told if told is not None and told.writer != context.chat.id else None


def own(told: Sealed, context: Context) -> Household | None:
    """The family's own household in that municipality, if it is the one that is open."""
    mine = context.household
    return mine if mine is not None and mine.kind == "own" and mine.municipality == told.municipality else None


def runs(told: Sealed, context: Context) -> bool:
    """Whether the family has a request of its own there."""
    mine = own(told, context)
    return mine is not None and mine.referral is not None


def can_send(told: Sealed, context: Context) -> bool:
    """Whether a yes leads to somebody."""
    return told.municipality in context.staffed and not runs(told, context)
