"""What a partner is called: in a consent, and on a screen."""

from __future__ import annotations

from casework import Handover
from casework.handover import partner_named
from rights import Catalogue
from texts import Value, Verbatim, say

__all__ = ["OFFERED_IN", "name_of", "partner_name", "recipient", "short_name", "town_and_partner"]

OFFERED_IN = "handover"
"""The dialog in which a family is asked."""


LONGEST = 26
"""Characters of a name on a button, with a word beside it."""


def recipient(municipality: str, partner: str) -> str:
    """Who may read it, as recorded with a consent: one partner of one municipality."""
    return f"{partner}@{municipality}"


def town_and_partner(recorded: str) -> tuple[str, str]:
    """The ids of municipality and partner in a recorded recipient."""
    partner, _, town = recorded.partition("@")
    return town, partner


def partner_name(catalogue: Catalogue, municipality: str, partner: str) -> Value:
    """The name of a partner; words for one that is not known any more."""
    known = partner_named(catalogue, municipality, partner)
    return Verbatim(known.name) if known is not None else say("handover", "een partner")


def short_name(catalogue: Catalogue, municipality: str, partner: str) -> Value:
    """The same where there is little room: without what stands in brackets."""
    known = partner_named(catalogue, municipality, partner)
    if known is None:
        return partner_name(catalogue, municipality, partner)
    name = known.name.partition(" (")[0]
    return Verbatim(name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…")


def name_of(handover: Handover, catalogue: Catalogue) -> Value:
    """The name of the partner of a handover."""
    return partner_name(catalogue, handover.municipality, handover.partner)
