"""What an appointment says: where it is, when, and what suits a family. Both sides read the same words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casework import Appointment, Occasion
from conversations.context import Context
from followups import fence
from rights import ContactPoint, hours_text
from texts import Joined, Moment, Text, Verbatim, say

__all__ = [
    "CALL",
    "HOME",
    "LATER",
    "PLACES",
    "SUITS",
    "at",
    "lines",
    "opening_line",
    "point_of",
    "points",
    "suits_line",
    "where",
]

HOME, CALL, LATER = "home", "phone", "later"

PLACES: Mapping[str, Text] = {
    HOME: say("meeting", "thuis bij het gezin"),
    CALL: say("meeting", "aan de telefoon"),
    LATER: say("meeting", "dat hoort het gezin nog"),
}
"""Places that are no contact point. The home of a family is stored nowhere."""

AT_YOURS: Mapping[str, Text] = {HOME: say("meeting", "bij jou thuis"), LATER: say("meeting", "dat hoor je nog")}
"""The same, said to the family itself."""

SUITS: Mapping[str, Text] = {
    "am": say("meeting", "Voormiddag"),
    "pm": say("meeting", "Namiddag"),
    "mo": say("meeting", "Maandag"),
    "tu": say("meeting", "Dinsdag"),
    "we": say("meeting", "Woensdag"),
    "th": say("meeting", "Donderdag"),
    "fr": say("meeting", "Vrijdag"),
}
"""When it suits a family better."""

POINT = "p."


def points(municipality: str, context: Context) -> Mapping[str, ContactPoint]:
    """The contact points of a municipality that have a name, by what names them in an appointment."""
    town = context.catalogue.municipalities.get(municipality)
    known = town.contact_points if town is not None else ()
    return {f"{POINT}{fence('place', point.name)[:8]}": point for point in known if point.name is not None}


def point_of(appointment: Appointment, municipality: str, context: Context) -> ContactPoint | None:
    """The contact point at which it is; None where it is elsewhere, or that point is not there any more."""
    return points(municipality, context).get(appointment.place)


def where(place: str, municipality: str, context: Context, *, to_family: bool = False) -> Text:
    """A place in a few words."""
    point = points(municipality, context).get(place)
    if point is not None:
        name = Verbatim(point.name or "")
        if point.address is None:
            return say("meeting", "{name}", name=name)
        return say("meeting", "{name}, {address}", name=name, address=Verbatim(point.address))
    code = place if place in PLACES else LATER
    return AT_YOURS.get(code, PLACES[code]) if to_family else PLACES[code]


def lines(
    purpose: Occasion | None, place: str, municipality: str, context: Context, *, to_family: bool = False
) -> tuple[Text, ...]:
    """What for, and where."""
    told = (say("meeting", "Waarvoor: {purpose}.", purpose=purpose.label),) if purpose is not None else ()
    place_words = where(place, municipality, context, to_family=to_family)
    return (*told, say("meeting", "Waar: {place}.", place=place_words))


def opening_line(point: ContactPoint | None) -> tuple[Text, ...]:
    """When the door is open, where that is known."""
    return (say("meeting", "Open: {hours}", hours=hours_text(point.hours)),) if point and point.hours else ()


def suits_line(suits: tuple[str, ...]) -> tuple[Text, ...]:
    """When it suits the family, as it ticked."""
    known = tuple(SUITS[code] for code in SUITS if code in suits)
    return (say("meeting", "Past beter: {moments}.", moments=Joined(known)),) if known else ()


def at(moment: datetime) -> Text:
    """A moment on a button or a line."""
    return say("meeting", "{moment}", moment=Moment(moment))
