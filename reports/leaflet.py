"""The leaflet that a volunteer prints: three pictures, four languages, a person to call, and a code to scan.

Dutch stands first, and every other text says that it is a translation of it: no more and no different information, for
one purpose and one group of people. Where the municipality has French facilities, French stands there in full, as large
as the Dutch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from locales import LANGUAGES, Translator, translator
from reports.qr import qr_svg
from reports.typesetting import pictured, typeset
from rights import ContactPoint, Municipality, hours_text
from texts import Text, Verbatim, say

__all__ = ["leaflet_pages", "leaflet_pdf"]

TEMPLATE = "leaflet.typ"
SOURCE, SHOWN = "nl", ("fr", "ar", "en")

TITLE = say("leaflet", "Mist je gezin een recht?")
FOR_WHOM = say("leaflet", "Voor gezinnen met jonge kinderen in {town}.")
STEPS = (
    say("leaflet", "Scan de code met je telefoon."),
    say("leaflet", "Antwoord met knoppen, in je eigen taal."),
    say("leaflet", "Lees wat je misschien mist. Of vraag hulp aan een mens."),
)
PROMISES = (
    say("leaflet", "Het is gratis. Je naam is niet nodig."),
    say("leaflet", "Niemand leest mee, tenzij jij hulp vraagt."),
    say("leaflet", "Stoppen en alles wissen kan altijd."),
)
CALL = say("leaflet", "Liever met een mens praten? Bel {phone}, {name}.")
CALL_BLANK = say("leaflet", "Liever met een mens praten? Bel dit nummer:")
COME = say("leaflet", "Of kom langs: {place}.")
OPEN = say("leaflet", "Open: {hours}.")
TRANSLATION = say("leaflet", "Vertaling. De Nederlandse tekst telt.")


def leaflet_pdf(town: Municipality, link: str) -> bytes:
    """The leaflet of a municipality on one A4 page, as PDF; `link` stands on it as a QR code."""
    return typeset(TEMPLATE, _data(town, link))


def leaflet_pages(town: Municipality, link: str) -> list[bytes]:
    """The same as pictures, one a page."""
    return pictured(TEMPLATE, _data(town, link))


def _data(town: Municipality, link: str) -> dict[str, Any]:
    equal = ("fr",) if town.language_regime == "facilities_fr" else ()
    return {
        "qr": qr_svg(link),
        "full": [_block(code, town) for code in (SOURCE, *equal)],
        "translations": [_block(code, town) for code in SHOWN if code not in equal],
    }


def _block(code: str, town: Municipality) -> dict[str, Any]:
    """All that is said in one language. French in a municipality with French facilities is no translation."""
    words = translator(code)
    known = town.contact.name and town.contact.phone
    translated = code != SOURCE and not (code == "fr" and town.language_regime == "facilities_fr")
    return {
        "code": code,
        "dir": LANGUAGES[code].direction,
        "note": words.say(TRANSLATION) if translated else "",
        "title": words.say(TITLE),
        "for_whom": words.say(FOR_WHOM.having(town=Verbatim(town.name))),
        "steps": _all(words, STEPS),
        "promises": _all(words, PROMISES),
        "call": words.say(
            CALL.having(phone=_kept_whole(town.contact.phone or ""), name=Verbatim(town.contact.name or ""))
            if known
            else CALL_BLANK
        ),
        "blank": not known,
        "place": _all(words, _place(town.contact)),
    }


def _place(point: ContactPoint) -> tuple[Text, ...]:
    """Where to go, and when: what is known of it, nothing else. The name stands in the sentence with the number; where
    there is none, here."""
    if not point.name:
        return ()
    named = (point.name,) if point.phone is None else ()
    place = ", ".join((*named, *((point.address,) if point.address else ())))
    lines = (COME if point.address else say("leaflet", "{place}")).having(place=Verbatim(place))
    hours = (OPEN.having(hours=hours_text(point.hours)),) if point.hours else ()
    return (*((lines,) if place else ()), *hours)


def _kept_whole(number: str) -> Verbatim:
    """A number that no line breaks: in Arabic its halves would change places."""
    return Verbatim(number.replace(" ", "\u00a0"))


def _all(words: Translator, texts: Iterable[Text]) -> list[str]:
    return [words.say(text) for text in texts]
