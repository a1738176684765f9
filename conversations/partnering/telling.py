"""What goes along to a partner, a line per field: the family reads the same before its yes as the partner after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from casework import CallMoment, Handover, MayNotSend, for_display, named_needs, payload, profile_for
from conversations.languages import spoken
from rights import Catalogue
from rights.partners import Passed
from texts import Text, Verbatim, say

__all__ = ["FIELDS", "lines_of", "told_now"]


def _needs(told: str) -> Text | None:
    named = named_needs(told.split())
    return say("handover", "Nodig: {needs}", needs=named) if named is not None else None


def _call(told: str) -> Text:
    """A partner calls or comes by; it cannot write to the family as its coordinator does."""
    if told == CallMoment.RATHER_MESSAGE:
        return say("handover", "Bel alleen als het moet.")
    return say("handover", "Bellen: {moment}", moment=CallMoment(told).label)


FIELDS: Mapping[Passed, Callable[[str], Text | None]] = {
    "name": lambda told: say("handover", "Naam: {name}", name=Verbatim(told)),
    "address": lambda told: say("handover", "Adres: {address}", address=Verbatim(told)),
    "phone": lambda told: say("handover", "Telefoon: {phone}", phone=for_display(told)),
    "email": lambda told: say("handover", "E-mail: {email}", email=Verbatim(told)),
    "call_moment": _call,
    "interpreter": lambda told: say("handover", "Tolk: {language}", language=spoken(told)),
    "needs": _needs,
}


def lines_of(told: Mapping[str, str]) -> tuple[Text, ...]:
    """What goes along, in the order of the closed list."""
    lines = (FIELDS[name](told[name]) for name in FIELDS if told.get(name))
    return tuple(line for line in lines if line is not None)


def told_now(handover: Handover, catalogue: Catalogue, today: date) -> Mapping[str, str]:
    """What of it may still be read: what the family agreed to, as far as the profile of today allows it."""
    profile = profile_for(catalogue, handover.municipality, handover.partner)
    try:
        return dict(payload(profile, handover.told, today).told)
    except MayNotSend:
        return {}
