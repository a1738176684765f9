"""Why a right is likely now and was not before: an age that was reached, a limit that is higher, a time of the year, or
other rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from rights.answers import Answers
from rights.assessment import assess
from rights.conditions import walk
from rights.dates import AgeNode
from rights.figures import Figure
from rights.kleene import Opened
from rights.library import Catalogue
from rights.reporting import report
from rights.watching import birthdays, is_likely

__all__ = ["Because", "Reason", "reason_of"]

RECENT = timedelta(days=366)
"""A new figure is named as the reason for so long: amounts change once a year, and may be found late."""


class Because(Enum):
    """What changed."""

    AGE = "age"
    HIGHER = "higher"
    DAY = "day"
    OLDER = "older"
    """Only that it lies close to a limit that may be higher by now, for its figure got older: nobody knows, so it is no
    news."""
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Reason:
    """What changed; `years` is the age that a child reached, `on` the day from which a limit is higher."""

    because: Because
    years: int = 0
    on: date | None = None


def reason_of(catalogue: Catalogue, answers: Answers, key: str, *, since: date, today: date) -> Reason:
    """Why the verdict with this key is likely today. `since`: the day on which it was last seen that it was not."""
    verdict = next(one for one in report(catalogue, answers, today).verdicts if one.key == key)
    right, subject = verdict.right_id, verdict.subject
    by_time = not any(one.key == key and is_likely(one) for one in report(catalogue, answers, since).verdicts)
    if by_time:
        for years, day in _ages(catalogue, answers, right, subject, today):
            if since < day <= today:
                return Reason(Because.AGE, years=years)
    item = next(one for one in assess(catalogue, answers, today).by_right[right] if one.subject == subject)
    read = (*item.ruling.figures, *(cause.figure for cause in item.ruling.causes if cause.figure is not None))
    for name in read:
        begun = _risen(catalogue.figures[name], since, today)
        if begun is not None:
            return Reason(Because.HIGHER, on=begun)
    causes = item.ruling.causes
    if causes and all(cause.opened is Opened.ZONE for cause in causes):
        return Reason(Because.OLDER)
    return Reason(Because.DAY if by_time else Because.RULES)


def _ages(catalogue: Catalogue, answers: Answers, right: str, subject: str, today: date) -> Iterator[tuple[int, date]]:
    """The ages from which this right is there, with the days on which a child that it is about reaches them."""
    house = assess(catalogue, answers, today).house
    children = (subject,) if subject in house.children()[0] else house.children()[0]
    for node in walk(catalogue.rights[right].who):
        if isinstance(node, AgeNode) and node.age.at_least is not None:
            for child in children:
                for day in birthdays(house, child, node.age.at_least):
                    yield node.age.at_least, day


def _risen(figure: Figure, since: date, today: date) -> date | None:
    """The day from which a figure is higher than before, if that is so, or was read, since a day; else None."""
    value = figure.on(today)
    earlier = [one for one in figure.values if one.valid_from < value.valid_from]
    if not earlier or earlier[-1].value >= value.value:
        return None
    known = max(value.valid_from, value.verified_on or value.valid_from)
    return value.valid_from if known > since and value.valid_from > since - RECENT else None
