"""What a family that asked by itself asks help for, in the closed list of needs: that much a partner may be told."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Need, ReferralKind
from conversations.context import Referral
from conversations.findings import right_of
from rights import Catalogue

__all__ = ["NEED_OF", "needs_of"]

NEED_OF: Mapping[str, Need] = {
    "food": Need.FOOD,
    "income": Need.MONEY,
    "tax": Need.MONEY,
    "debts": Need.MONEY,
    "children": Need.MONEY,
    "telecom": Need.MONEY,
    "housing": Need.HOME,
    "goods": Need.HOME,
    "energy": Need.HOME,
    "health": Need.HEALTH,
    "disability": Need.HEALTH,
    "childcare": Need.CHILDREN,
    "school": Need.CHILDREN,
}
"""By domain of a right. What fits no word of the list is not passed on."""


def needs_of(referral: Referral, catalogue: Catalogue) -> tuple[str, ...]:
    """What a volunteer reported, with the family's yes; of a family that asked by itself, what the rights are about
    that it asked help with. Nothing of its papers: to that it says yes for its municipality only."""
    if referral.needs or referral.kind == ReferralKind.REPORTED:
        return referral.needs
    known = catalogue.for_municipality(referral.municipality)
    asked = (right_of(key, known) for key in referral.about)
    open_ones = {right.domain for right in asked if right is not None and not right.private}
    found = {NEED_OF[domain] for domain in open_ones if domain in NEED_OF}
    return tuple(need for need in Need if need in found)
