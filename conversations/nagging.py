"""How often a family is written to unasked: what the bot sends by itself, whatever it is about, for the whole family.

Words of people, and *has someone been in touch?*, which is a check on staff, come when they come. While a family and
its coordinator talk, and for two days after, the bot's own messages wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from casework import PAUSE
from conversations.context import Context
from followups import first_allowed
from texts import Text, say

__all__ = ["COUNTED_FOR", "PACES", "USUAL", "Pace", "free_at", "pace_of", "talked_until", "told_last"]


class Pace(NamedTuple):
    """At most so many messages in so many days."""

    most: int
    days: int
    label: Text


PACES: Mapping[str, Pace] = {
    "week2": Pace(2, 7, say("pace", "2 keer per week")),
    "week1": Pace(1, 7, say("pace", "1 keer per week")),
    "month1": Pace(1, 30, say("pace", "1 keer per maand")),
    "never": Pace(0, 30, say("pace", "Nooit")),
}
"""What a family may choose, most first."""

USUAL = "week2"
"""Where a family did not choose."""

COUNTED_FOR = timedelta(days=max(pace.days for pace in PACES.values()))
"""What was written longer ago counts in no pace."""


def pace_of(context: Context) -> Pace:
    """What the family of this chat chose."""
    chosen = context.household.pace if context.household is not None else ""
    return PACES.get(chosen, PACES[USUAL])


def free_at(context: Context) -> datetime | None:
    """The first moment from now on at which one more message fits; None where the family wants none."""
    most, days, _ = pace_of(context)
    if most == 0:
        return None
    free = talked_until(context)
    arrived = sorted(first_allowed(told.at) for told in context.told)
    if len(arrived) < most:
        return free
    return max(free, first_allowed(arrived[-most] + timedelta(days=days)))


def talked_until(context: Context) -> datetime:
    """Until when the family and its coordinator are left to talk; now, where they do not."""
    messages = context.household.messages if context.household is not None else ()
    said = [at for message in messages for at in (message.sent_at, message.heard_at) if at is not None]
    if not said or max(said) + PAUSE <= context.now:
        return context.now
    return first_allowed(max(said) + PAUSE)


def told_last(context: Context, kind: str) -> datetime | None:
    """When the family was last written such a message, as far as that counts."""
    return max((told.at for told in context.told if told.kind == kind), default=None)
