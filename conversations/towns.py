"""The municipality as a family sees it: its name, and the public contact point where one is known."""

from __future__ import annotations

from conversations.context import Context
from conversations.screen import Button
from rights import ELSEWHERE, Municipality, hours_text
from texts import Text, Value, Verbatim, say

__all__ = ["ELSEWHERE_BUTTON", "contact_buttons", "contact_lines", "named", "town_name", "urgent_lines"]

ELSEWHERE_BUTTON = Button(ELSEWHERE, say("town", "Een andere gemeente"))
"""Who lives where the bot is not at home still finds the federal and the Flemish rights."""


def named(town: str, context: Context) -> Value:
    """The name of a municipality by its id; words for one that is not known here."""
    known = context.catalogue.municipalities.get(town)
    return Verbatim(known.name) if known is not None else say("town", "je gemeente")


def town_name(context: Context) -> Value:
    """The name of the household's municipality; words where there is none yet."""
    return Verbatim(context.town.name) if context.town is not None else say("town", "je gemeente")


def contact_lines(town: Municipality) -> tuple[Text, ...]:
    """What is known of the public contact point, a line each; nothing is invented where it is not known."""
    point = town.contact
    known = (
        (say("town", "{name}"), "name", point.name),
        (say("town", "📞 {phone}"), "phone", point.phone),
        (say("town", "📍 {address}"), "address", point.address),
    )
    lines = tuple(text.having(**{param: Verbatim(value)}) for text, param, value in known if value)
    return (*lines, *((say("town", "Open: {hours}", hours=hours_text(point.hours)),) if point.hours else ()))


def contact_buttons(town: Municipality) -> tuple[Button, ...]:
    """The website of the contact point, where it is known."""
    url = town.contact.url
    return (Button("site", say("town", "Bekijk de website"), url=url),) if url else ()


def urgent_lines(context: Context) -> tuple[Text, ...]:
    """Where in the municipality to ask for help today."""
    town = context.town
    if town is not None and town.contact.name and town.contact.phone:
        name, phone = Verbatim(town.contact.name), Verbatim(town.contact.phone)
        return (say("town", "{phone}: {name}", phone=phone, name=name),)
    return (say("town", "Vraag hulp aan het OCMW van {town}.", town=town_name(context)),)
