"""The municipality as a family sees it: its name, and the public contact point where one is known."""

from __future__ import annotations

from conversations.context import Context
from conversations.helplines import HELPLINES
from conversations.screen import Button
from rights import ELSEWHERE, Municipality, hours_text
from texts import Text, Value, Verbatim, say

__all__ = [
    "ELSEWHERE_BUTTON",
    "ask_there",
    "contact_buttons",
    "named",
    "responsible",
    "site_there",
    "town_buttons",
    "town_name",
    "urgent_lines",
]

ELSEWHERE_BUTTON = Button(ELSEWHERE, say("town", "Een andere gemeente"))
"""Who lives where the bot is not at home still finds the federal and the Flemish rights."""


def named(town: str, context: Context) -> Value:
    """The name of a municipality by its id; words for one that is not known here."""
    known = context.catalogue.municipalities.get(town)
    return Verbatim(known.name) if known is not None else say("town", "je gemeente")


def responsible(town: str, context: Context) -> Value:
    """Who answers for the data of a family in `town`; for one from elsewhere the municipalities that offer the bot."""
    if town != ELSEWHERE:
        return named(town, context)
    return named(context.served[0], context) if len(context.served) == 1 else say("town", "de gemeenten van deze bot")


def town_buttons(context: Context) -> tuple[Button, ...]:
    """One button for each municipality that the bot serves."""
    return tuple(Button(town, say("town", "{town}", town=named(town, context))) for town in context.served)


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


def ask_there(town: str, context: Context) -> tuple[Text, ...]:
    """Whom to ask where no coordinator reads requests: the public contact point, or the OCMW and a free number."""
    known = context.catalogue.municipalities.get(town)
    point = known.contact if known is not None else None
    reached = point is not None and point.phone is not None
    # A name alone leads nowhere.
    lines = contact_lines(known) if known is not None and (reached or known.contact.address) else ()
    return (
        *(lines or (say("helping", "Vraag het aan het OCMW van {town}.", town=named(town, context)),)),
        *(() if reached else (say("helping", "Of bel gratis:"), HELPLINES[1][0].line)),
    )


def site_there(town: str, context: Context) -> tuple[Button, ...]:
    """The website of a municipality's contact point, where it is known."""
    known = context.catalogue.municipalities.get(town)
    return contact_buttons(known) if known is not None else ()


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
