"""The message that carries a link: what it is for, in words that say nothing about anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from texts import Text, say

__all__ = [
    "AGENDA",
    "AGENDA_NAME",
    "FACTOR_NAME",
    "LEAFLET",
    "LEAFLET_NAME",
    "LINKS",
    "LOST",
    "MAYBE_LOST",
    "MOMENT",
    "MOMENTS",
    "LinkKind",
]


class LinkKind(NamedTuple):
    """A purpose of a link: its caption, how long it can be used, and how often.

    `replaces`: a new link for the same thing makes the older ones useless.
    """

    caption: tuple[Text, ...]
    valid: timedelta
    uses: int = 1
    replaces: bool = True


LINKS: Mapping[str, LinkKind] = {
    "sealed": LinkKind(
        (
            say("sharing", "Geef deze code aan het gezin. Of stuur de link door."),
            say("sharing", "Alleen het gezin kan lezen wat je schreef. De code werkt twee weken."),
        ),
        timedelta(days=14),
    ),
    "adopt": LinkKind(
        (
            say("sharing", "Laat het gezin deze code scannen. Of stuur de link door."),
            say("sharing", "Dan heeft het gezin zijn eigen dossier. De code werkt één keer, een week lang."),
        ),
        timedelta(days=7),
    ),
    "join": LinkKind(
        (
            say("sharing", "Laat de andere ouder deze code scannen. Of stuur de link door."),
            say("sharing", "Daarna vragen we jou of het klopt. De code werkt één keer, een dag lang."),
        ),
        timedelta(days=1),
    ),
    "invite": LinkKind(
        (
            say("sharing", "Geef deze code aan één persoon. Of stuur de link door."),
            say("sharing", "De code werkt één keer, een week lang."),
        ),
        timedelta(days=7),
        replaces=False,
    ),
    "card": LinkKind(
        (
            say("sharing", "Dit is jouw kaart. Wie de code scant, kan meteen beginnen."),
            say("sharing", "Je ziet niet wie de code gebruikt."),
        ),
        timedelta(days=365),
        uses=10_000,
        replaces=False,
    ),
}

LOST = say("sharing", "De code van je briefje ging verloren. Niemand kan het nog lezen. Schrijf het opnieuw.")
"""Instead of a link to a sealed report, where the program stopped before it could be shown."""

MAYBE_LOST = say("sharing", "Zie je hierboven geen code? Dan ging ze verloren. Schrijf het briefje dan opnieuw.")
"""The same, where the program stopped while the link was being sent: nobody knows whether it arrived."""

LEAFLET = say("sharing", "De folder, om af te drukken. Wie de code scant, kan meteen beginnen.")
LEAFLET_NAME = say("sharing", "folder")
"""The beginning of the name of the leaflet's file; the municipality follows."""

AGENDA = say("sharing", "Tik op het bestand. Dan staat de dag in je agenda. Er staat niet bij waarvoor.")
MOMENT = say("sharing", "Tik op het bestand. Dan staat het moment in je agenda. Er staat niet bij waarvoor.")
"""The same of an appointment."""
MOMENTS = say("sharing", "Je afspraken, voor je agenda. Er staan alleen nummers in.")
"""The same of all that a coordinator has agreed."""
AGENDA_NAME = say("sharing", "agenda")
"""The name of the calendar file: it says nothing of what it is for."""

FACTOR_NAME = say("sharing", "aanmeldingen")
"""What the app for codes calls this account: nobody's name."""
