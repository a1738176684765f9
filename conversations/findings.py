"""What was found for the household of a chat: its report, in the groups in which a family sees it."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from conversations.context import Context, Household
from rights import (
    Brings,
    Catalogue,
    Estimate,
    Progress,
    Report,
    Urgency,
    Verdict,
    VerdictKind,
    progress,
    report,
    urgency,
)
from rights.shapes import Right
from rights.views import key_of
from texts import Money, Text, say

__all__ = [
    "NoHousehold",
    "amount_of",
    "follows",
    "held",
    "household_of",
    "later",
    "progress_of",
    "report_of",
    "right_of",
    "urgency_of",
    "verdict_named",
]


class NoHousehold(LookupError):
    """A step that belongs to a household was reached without one; `route` takes such a chat home first."""


def household_of(context: Context) -> Household:
    """The household of the chat. Raises NoHousehold."""
    if context.household is None:
        raise NoHousehold(f"{context.chat.state.dialog}:{context.chat.state.step} needs a household")
    return context.household


def report_of(context: Context) -> Report:
    """The rights report of the household today. Raises NoHousehold."""
    return report(context.pass_catalogue, household_of(context).answers, context.today, context.signed)


def progress_of(context: Context) -> Progress:
    """How many rights are clear today: the report's own figure, without its verdicts. Raises NoHousehold."""
    return progress(context.pass_catalogue, household_of(context).answers, context.today)


def urgency_of(context: Context) -> Urgency:
    """What is about to happen to the household: the report's own, without its verdicts. Raises NoHousehold."""
    return urgency(context.pass_catalogue, household_of(context).answers, context.today)


def follows(found: Report) -> tuple[Verdict, ...]:
    """What the family can do something about now: urgent first, then what brings most (the order of the report)."""
    return tuple(v for v in found.verdicts if not v.held and v.kind is not VerdictKind.NOT_NOW)


def held(found: Report) -> tuple[Verdict, ...]:
    """What the family said that it has already."""
    return tuple(v for v in found.verdicts if v.held)


def later(found: Report) -> tuple[Verdict, ...]:
    """What does not fit now, with what would change it."""
    return tuple(v for v in found.verdicts if not v.held and v.kind is VerdictKind.NOT_NOW)


def verdict_named(found: Report, key: str) -> Verdict | None:
    """The verdict with this key; None where the report has it no more (an answer or a rule changed)."""
    return next((v for v in found.verdicts if v.key == key), None)


def amount_of(total: Brings) -> Text | None:
    """An estimate in words: every month, and in one go; None where no amount is known or shown."""
    every_month, once = _month(total.monthly), _once(total.once)
    if every_month is not None and once is not None:
        return say("total", "{monthly} en {once}", monthly=every_month, once=once)
    return every_month or once


def _month(monthly: Estimate | None) -> Text | None:
    if monthly is None or not _whole(monthly.high):
        return None
    high = Money(_whole(monthly.high), "month")
    if _whole(monthly.low) == high.amount:
        return say("total", "{amount}", amount=high)
    if not _whole(monthly.low):
        return say("total", "tot {amount}", amount=high)
    return say("total", "{low} tot {high}", low=Money(_whole(monthly.low)), high=high)


def _once(once: Estimate | None) -> Text | None:
    if once is None or not _whole(once.high):
        return None
    high = Money(_whole(once.high))
    if _whole(once.low) == high.amount:
        return say("total", "{amount} in één keer", amount=high)
    if not _whole(once.low):
        return say("total", "tot {amount} in één keer", amount=high)
    return say("total", "{low} tot {high} in één keer", low=Money(_whole(once.low)), high=high)


def _whole(amount: Decimal) -> Decimal:
    """Whole euros, never more than it is: cents would look surer than an estimate is."""
    return amount.to_integral_value(ROUND_FLOOR)


def right_of(key: str, catalogue: Catalogue) -> Right | None:
    """The right behind the key of a verdict, a key that was cut included."""
    name = key.partition(".")[2]
    if name in catalogue.rights:
        return catalogue.rights[name]
    return next((right for right in catalogue.rights.values() if key_of(right.id, "household")[2:] == name), None)
