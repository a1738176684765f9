"""The Dutch beside a translation, as the law on language in administration wants it.

Dutch is the language of a Flemish municipality. A translation has a purpose and a group it is for (the municipality's
file names both), it says that it is one, and what a person may have to show at a desk stands in Dutch first. French in
a municipality with French facilities is no translation but a text of its own. Language is a setting of a chat: it is
never passed on with a family.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conversations.context import Context
from conversations.languages import SOURCE
from conversations.screen import Screen
from rights import Municipality
from texts import Text, say

__all__ = ["Tongue", "is_offered", "reasons", "tongue_of"]

TRANSLATED = say("tongue", "🌐 Vertaling. De Nederlandse tekst telt.")


@dataclass(frozen=True, slots=True)
class Tongue:
    """Where the Dutch text stands beside the language of the chat, and what is said between the two."""

    dutch: Literal["", "first", "below"] = ""
    note: Text | None = None
    read_in: str = ""
    """The language of what is read to somebody else; empty: that of the chat."""


def tongue_of(screen: Screen, context: Context) -> Tongue:
    """How a screen is said in this chat: in Dutch too where it is for a desk, or where the person wants to see it."""
    if screen.aloud:
        return Tongue(read_in=SOURCE) if screen.aloud == SOURCE else Tongue("first", TRANSLATED, screen.aloud)
    if context.chat.language in (None, SOURCE):
        return Tongue()
    note = None if _has_french_facilities(context) else TRANSLATED
    if screen.official:
        return Tongue("first", note)
    return Tongue("below", note) if context.chat.beside else Tongue()


def _has_french_facilities(context: Context) -> bool:
    town = context.town
    return context.chat.language == "fr" and town is not None and town.language_regime == "facilities_fr"


def is_offered(language: str | None, town: Municipality | None) -> bool:
    """Whether a municipality speaks this language here; one that is not known (elsewhere) speaks all."""
    return town is None or language is None or language in town.language_codes


def reasons(language: str | None, town: Municipality | None) -> tuple[Text, ...]:
    """Why a municipality speaks this language, and for whom, as its file says; nothing for Dutch."""
    offer = town.language_offer(language) if town is not None and language is not None else None
    if offer is None:
        return ()
    target = say("tongue", "Voor wie: {target}.", target=Text(offer.id, offer.target_nl))
    return (Text(offer.id, offer.purpose_nl), target)
