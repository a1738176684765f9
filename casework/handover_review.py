"""What is wrong with the partners and the profiles of a catalogue that loads, for `catalogue check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from casework.handover import TEXT_VERSION, profile_for
from rights import Catalogue
from rights.partners import Partner
from rights.reviewing import Finding

__all__ = ["review_handovers"]

SOON = timedelta(days=60)


def review_handovers(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    """Every finding: of each profile, then of each partner."""
    pairs = Counter((profile.sender, profile.receiver) for profile in catalogue.profiles)
    for profile in catalogue.profiles:
        file = f"profiles/{profile.id}.yaml"
        if pairs[profile.sender, profile.receiver] > 1:
            what = f"two profiles pass on from {profile.sender} to {profile.receiver}"
            yield Finding(file, "to", what, "one profile for the two")
        if profile.text_version != TEXT_VERSION:
            what = f"{profile.text_version!r} is not the text that families read, so nothing is sent"
            yield Finding(file, "text_version", what, f"{TEXT_VERSION}, once somebody compared them")
        yield from _expiring(file, "expires", profile.expires, today)
    for town, partners in catalogue.partners.items():
        for partner in partners.partners:
            yield from _of_partner(catalogue, town, partner, today)


def _of_partner(catalogue: Catalogue, town: str, partner: Partner, today: date) -> Iterator[Finding]:
    file, key = f"municipalities/{town}/partners.yaml", f"partners.{partner.id}"
    if profile_for(catalogue, town, partner.id) is None:
        desk = catalogue.partners[town].desk
        what = f"no profile passes anything on from {desk} to {partner.kind}"
        yield Finding(file, f"{key}.kind", what, "a profile in profiles/, or take the partner out")
    if partner.agreement is None:
        what = "there is no agreement, so nothing is sent"
        yield Finding(file, f"{key}.agreement", what, "its name and dates, once it is signed", wrong=False)
    else:
        yield from _expiring(file, f"{key}.agreement.expires", partner.agreement.expires, today)


def _expiring(file: str, key: str, expires: date, today: date) -> Iterator[Finding]:
    if expires <= today:
        yield Finding(file, key, f"it ended on {expires}, so nothing is sent", "a later day, once it was renewed")
    elif expires <= today + SOON:
        yield Finding(file, key, f"it ends on {expires}", "a later day, once it was renewed", wrong=False)
