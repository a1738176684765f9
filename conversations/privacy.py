"""What a family is told about its data before the first question, in layers. A data protection officer confirms it.

The third layer, the full text, stands in `information`. Which version was accepted is recorded with its language:
change `VERSION` with every change of what is said in any layer.
"""

from __future__ import annotations

from conversations.keeping import said
from rights import Data, Terms
from texts import Text, Value, say

__all__ = ["LAYER_2_PAGES", "VERSION", "kept_text", "layer_1", "layer_2"]

VERSION = "2026-11-22.7"


def layer_1(town: Value, terms: Terms, *, shared: bool = False, helped: bool = False) -> tuple[Text, ...]:
    """The first screen: who, why, who reads it, how long, Telegram, erasing. `shared`: another parent has the file,
    who reads along and may have chosen already how long it is kept. `helped`: somebody beside it taps
    for the family."""
    reads = say("privacy", "Wie leest mee? Niemand, tenzij jij hulp vraagt.")
    if helped:
        reads = say("privacy", "Wie leest mee? Wie je nu helpt. Verder niemand, tenzij jij hulp vraagt.")
    term = say("privacy", "Hoe lang? {term}. Langer alleen als jij dat wil.", term=said(terms[Data.ANSWERS].span))
    if shared:
        reads = say("privacy", "Wie leest mee? De andere ouder. En wie jullie om hulp vragen.")
        term = say(
            "privacy",
            "Hoe lang? {term}. Of {longer}, als je gezin dat koos.",
            term=said(terms[Data.ANSWERS].span),
            longer=said(terms[Data.ANSWERS_KEPT].span),
        )
    return (
        say("privacy", "Verantwoordelijk: {town} en het OCMW.", town=town),
        say("privacy", "Waarom? Om rechten te zoeken die je gezin misschien mist."),
        reads,
        term,
        say("privacy", "Telegram is niet helemaal geheim (geen end-to-end-versleuteling)."),
        say("privacy", "Alles wissen kan altijd in het menu."),
    )


def _layer_2(town: Value, terms: Terms) -> tuple[tuple[Text, ...], ...]:
    return (
        (
            say("privacy", "Wat vragen we? Je gezin, je huis, je geld. Soms iets over gezondheid."),
            say("privacy", "Elke vraag mag je overslaan."),
            say("privacy", "Doe je niet mee? Dan verlies je geen enkel recht."),
            say("privacy", "Geen computer beslist. De lijst is een tip. Een dienst kijkt het na."),
        ),
        (
            say(
                "privacy", "Vraag je hulp? Dan leest een medewerker van {town} mee. Eerst vragen we jouw ja.", town=town
            ),
            say("privacy", "Aan anderen geven we niets zonder jouw ja."),
            say("privacy", "Na {term} zonder antwoord wissen we alles.", term=said(terms[Data.ANSWERS].span)),
            say(
                "privacy",
                "Mogen we je antwoorden bewaren? Dan is dat na {term}.",
                term=said(terms[Data.ANSWERS_KEPT].span),
            ),
        ),
        (
            say("privacy", "Telegram is een bedrijf buiten Europa. Het brengt de berichten over."),
            say("privacy", "Stuur alleen een foto van een papier als een medewerker het vraagt."),
            say("privacy", "Je gegevens bekijken of meenemen? Typ /mijngegevens."),
            say("privacy", "Een klacht? Eerst aan {town}, dan aan de Vlaamse Toezichtcommissie.", town=town),
        ),
    )


LAYER_2_PAGES = 3


def layer_2(town: Value, page: int, terms: Terms) -> tuple[Text, ...]:
    """One screen of the longer text (from 0; the last one for any higher page)."""
    return _layer_2(town, terms)[min(page, LAYER_2_PAGES - 1)]


def kept_text(kept: bool | None, terms: Terms) -> Text:
    """What the family chose about keeping its answers, and what follows from it."""
    if kept:
        return say(
            "privacy",
            "Je zei ja: je antwoorden blijven. {term} na je laatste tik wissen we ze.",
            term=said(terms[Data.ANSWERS_KEPT].span),
        )
    return say(
        "privacy",
        "Je antwoorden blijven tot {term} na je laatste tik. Dan wissen we ze.",
        term=said(terms[Data.ANSWERS].span),
    )
