"""What a family does well to begin with: one order over the rights it can do something about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from rights.library import Catalogue
from rights.verdicts import CHANCE
from rights.views import Verdict, VerdictKind

__all__ = ["PRESSING", "effort_of", "to_start_with"]

PRESSING = timedelta(days=60)
"""A last safe day that is farther away does not change what comes first."""

_OPEN = {VerdictKind.MAYBE, VerdictKind.ONE_MORE_ANSWER, VerdictKind.AFTER}


def to_start_with(catalogue: Catalogue, verdicts: Iterable[Verdict], today: date) -> tuple[Verdict, ...]:
    """The verdicts that a family can do something about, in the order that is suggested to it: what is urgent; what has
    a last safe day soon, the nearest first; what is likely before what is open or comes after something else; what
    opens most of the others; what brings most for the least effort."""
    doable = [
        v for v in verdicts if not v.held and v.kind is not VerdictKind.NOT_NOW and v.right_id in catalogue.rights
    ]
    wanted = {verdict.right_id for verdict in doable}

    def place(verdict: Verdict) -> tuple[bool, date, bool, int, Decimal, str]:
        right = catalogue.rights[verdict.right_id]
        soon = verdict.until is not None and verdict.until <= today + PRESSING
        return (
            not verdict.urgent,
            verdict.until if soon and verdict.until is not None else date.max,
            verdict.kind in _OPEN,
            -len(wanted.intersection(right.unlocks)),
            -right.weight * CHANCE[verdict.kind] / effort_of(catalogue, verdict),
            verdict.key,
        )

    return tuple(sorted(doable, key=place))


def effort_of(catalogue: Catalogue, verdict: Verdict) -> int:
    """How much there is to do for a right: a document or a thing to do counts for one, and something is always one."""
    right = catalogue.rights[verdict.right_id]
    return max(1, len(right.documents_nl) + (0 if right.claim.automatic else len(right.claim.todo_nl)))
