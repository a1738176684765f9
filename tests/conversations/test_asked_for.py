"""What a partner may be told of a family that asked by itself: a word of the closed list, and nothing of its papers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casework import Need, ReferralKind
from conversations.context import Referral
from conversations.partnering.asked_for import NEED_OF, needs_of
from rights import load_catalogue

CATALOGUE = load_catalogue()
RIGHTS = CATALOGUE.for_municipality("ninove").rights


def asked(*rights: str, kind: ReferralKind = ReferralKind.ASKED_HELP, needs: tuple[str, ...] = ()) -> Referral:
    about = tuple(f"h.{right}" for right in rights)
    return Referral(
        "r1", "NIN-26-0001", "ninove", kind, "normal", "claimed", datetime(2026, 11, 23, tzinfo=UTC),
        about=about, needs=needs,
    )  # fmt: skip


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_each_right_says_at_most_its_theme(right: str) -> None:
    known = RIGHTS[right]
    expected = () if known.private or known.domain not in NEED_OF else (NEED_OF[known.domain],)
    assert needs_of(asked(right), CATALOGUE) == expected


def test_a_report_says_what_its_family_agreed_to_and_no_more() -> None:
    some = next(iter(RIGHTS))
    assert needs_of(asked(some, kind=ReferralKind.REPORTED), CATALOGUE) == ()
    assert needs_of(asked(some, kind=ReferralKind.REPORTED, needs=(Need.FOOD,)), CATALOGUE) == (Need.FOOD,)


def test_energy_and_food_are_two_needs() -> None:
    by_domain = {right.domain: right.id for right in RIGHTS.values() if not right.private}
    both = asked(by_domain["food"], by_domain["energy"], by_domain["housing"])
    assert needs_of(both, CATALOGUE) == (Need.FOOD, Need.HOME)
