"""How long data are kept, as people are told. The numbers stand in one table: `rights.retention`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from conversations.context import Context, Household
from conversations.effects import Schedule
from rights import Data, Span, Terms
from texts import Text, say, say_many

__all__ = ["LINES", "ends_at", "pages", "said", "wipe"]


class Line(NamedTuple):
    """What is said of a class of data, and on which screen; `{term}` is filled from the table."""

    page: int
    text: Text


LINES: Mapping[Data, Line] = {
    Data.ANSWERS: Line(0, say("retention", "Je antwoorden: {term} na je laatste tik.")),
    Data.ANSWERS_KEPT: Line(0, say("retention", "Mogen we ze bewaren? Dan {term} na je laatste tik.")),
    Data.CLOSED_REQUEST: Line(1, say("retention", "Je vraag om hulp: {term} nadat ze klaar is.")),
    Data.AUDIT: Line(1, say("retention", "Wie je vraag las: {term}.")),
    Data.LIKENESS: Line(1, say("retention", "Waaraan we een dubbele vraag herkennen: {term} na het einde.")),
    Data.NOTICES: Line(1, say("retention", "Welke berichten je kreeg: {term}.")),
    Data.SEALED_REPORT: Line(
        2, say("retention", "Meldde een vrijwilliger je gezin? Zonder jouw ja is dat na {term} weg.")
    ),
    Data.UNOPENED_FILE: Line(2, say("retention", "Opent niemand een dossier? Dan wissen we het na {term}.")),
    Data.EMPTY_CHAT: Line(2, say("retention", "Een chat zonder dossier: {term} na je laatste bericht.")),
    Data.SIGNALS: Line(3, say("retention", "Een signaal: {term} na het antwoord.")),
    Data.OUTCOMES: Line(3, say("retention", "Aantallen zonder namen: {term}.")),
    Data.UNDELIVERED: Line(3, say("retention", "Nummers van berichten die niet vertrokken: {term}.")),
    Data.WORK_IDS: Line(3, say("retention", "Nummers van berichten die aankwamen: {term}.")),
}
"""Every class of data, in the order in which it is told."""

_AFTER: Mapping[int, Text] = {
    0: say("retention", "Loopt er een vraag om hulp? Dan wachten we tot die klaar is."),
    3: say("retention", "Het nummer van een aanmelding blijft. Daar staat niemand in."),
}
_DRAFT = say("retention", "⚠️ Ontwerp: deze termijnen zijn nog niet goedgekeurd.")


def said(span: Span) -> Text:
    """A length of time in words."""
    match span.unit:
        case "hours":
            return say_many("retention", "{n} uur", "{n} uur", span.n)
        case "days":
            return say_many("retention", "{n} dag", "{n} dagen", span.n)
    return say_many("retention", "{n} jaar", "{n} jaar", span.n)


def pages(terms: Terms) -> tuple[tuple[Text, ...], ...]:
    """The whole table, screen by screen; each says so while nobody signed it off."""
    draft = (_DRAFT,) if terms.draft else ()
    told: dict[int, list[Text]] = {}
    for data, line in LINES.items():
        told.setdefault(line.page, []).append(line.text.having(term=said(terms[data].span)))
    return tuple((*lines, *((_AFTER[page],) if page in _AFTER else ()), *draft) for page, lines in told.items())


def ends_at(household: Household, terms: Terms) -> datetime:
    """When the answers of a household go, if nobody taps until then and no request is open."""
    return household.touched_at + terms[Data.ANSWERS_KEPT if household.kept else Data.ANSWERS].time


def wipe(context: Context, household: str) -> Schedule:
    """The end of answers that may not be kept, counted from now."""
    return Schedule("wipe", context.now + context.catalogue.terms[Data.ANSWERS].time, household)
