"""A person blocks the bot, or comes back. What was promised in the chat ends; whoever helps the family hears of it."""

from __future__ import annotations

from conversations import dates
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, EndFollowUps, Notify, SetReachable
from conversations.planning import promised
from conversations.timers import asked_again

__all__ = ["advance", "back"]


def advance(now: bool, context: Context) -> Turn:
    """A block or its end, as Telegram tells it; nothing is shown either way."""
    effects = _gone(context) if not now else back(context)
    return Turn(context.chat.state, effects, card=False)


def _gone(context: Context) -> tuple[Effect, ...]:
    """Of every family of this chat that nobody can be reached for now, whoever helps it hears so."""
    told = (Notify(Audience("holder", referral=each), "unreachable", each) for each in context.silenced)
    return (SetReachable(False), EndFollowUps(), *told)


def back(context: Context) -> tuple[Effect, ...]:
    """The chat can be written to again: what was promised and still matters is promised anew."""
    household = context.household
    again: tuple[Effect, ...] = ()
    if household is not None and household.referral is not None and "yes" not in household.asked:
        again = asked_again(household.referral, context.now)
    if household is not None and household.kept:
        again = (
            *again,
            *promised(context, household.steps),
            *dates.looked_at_again(context, household.id, near_too=True),
        )
    return (SetReachable(True), *again)
