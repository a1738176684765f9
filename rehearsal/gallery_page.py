"""The gallery as one HTML file that needs nothing else: phones by dialog, the Dutch beside each, the place under it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path

from babel.messages.catalog import Catalog

from conversations.languages import LANGUAGES as GREETINGS
from conversations.registry import DIALOGS
from handlers.render import render
from locales import LANGUAGES, SOURCE_LANGUAGE, translator
from locales.catalogues import catalogue_path, forms_of, read_catalogue
from rehearsal.gallery import NOTICE, Gallery, Shot, texts_in

__all__ = ["HEADINGS", "page"]

STYLE = Path(__file__).with_name("gallery.css")
HEADINGS: Mapping[str, str] = {
    "welcome": "Begin: taal, gemeente, privacy",
    "roles": "Wat wil je doen?",
    "roster": "Gezinnen die je helpt",
    "linking": "Met twee ouders",
    "adopting": "Een gezin neemt zijn gegevens over",
    "interview": "De vragen",
    "results": "Wat we vonden",
    "helping": "Hulp vragen",
    "direct": "Meteen een mens",
    "minors": "Jonger dan 18",
    "wishes": "Mijn taal is er niet",
    "find": "Een recht zoeken",
    "danger": "Gevaar",
    "information": "De volledige tekst over privacy",
    "messages": "Een bericht van een medewerker",
    "meeting": "Een afspraak",
    "promised": "Wat de gemeente beloofde",
    "talk": "Schrijven met een medewerker",
    "plan": "Het stappenplan",
    "careplan": "Het zorgplan",
    "outcomes": "Hoe ging het?",
    "signal": "Wat maakt het moeilijk?",
    "signals": "Signalen bij de coördinator",
    "policy": "Signalen in cijfers, voor het beleid",
    "documents": "De rechten meenemen: op papier, als bericht, als bestand",
    "answers": "Mijn antwoorden",
    "change": "Er is iets veranderd",
    "whatif": "Wat als ...?",
    "recheck": "Later opnieuw kijken",
    "mydata": "Jouw gegevens",
    "menu": "Menu",
    "moving": "Verhuizen",
    "hidden": "Verborgen op een gedeelde telefoon",
    "joining": "Een medewerker of vrijwilliger komt erbij",
    "volunteer": "De vrijwilliger",
    "tasks": "Taken van een vrijwilliger",
    "reporting": "Een gezin aanmelden",
    "sealed": "Een gezin leest wie het aanmeldde",
    "desk": "Het werk van de coördinator",
    "away": "Een medewerker is weg, of stopt",
    "second": "Een extra code voor medewerkers",
    "admin": "Wie de rollen beheert",
    "organisation": "Wie voor een partner werkt",
    "handover": "Mag een partner dit weten?",
    "partner": "Een partner leest en antwoordt",
    NOTICE: "Berichten die de bot zelf stuurt",
    "line": "Kleine zinnen",
}
"""What each dialog is called for a reader who never saw the code."""
KEYS = re.compile(r"(?<=start=)[\w-]{8,}|\b[\w-]{40,}\b|\b[A-Z2-7]{32}\b")
"""The secret part of a link. Those of a rehearsal open nothing; no page shows one all the same."""
AUTONYMS = {words: code for code, own in GREETINGS.items() for words in (own.autonym, own.choose, own.erased)}
"""What is said before a language is chosen: each line in its own language, whatever the page is in."""


def page(gallery: Gallery, today: date) -> str:
    """The whole page. Its own words are Dutch: the language that translators and social workers share."""
    language = LANGUAGES[gallery.language]
    sections = [(name, list(shots)) for name, shots in groupby(gallery.shots, key=lambda shot: shot.place.dialog)]
    parts = [
        "<!doctype html>",
        f'<html lang="nl"><head><meta charset="utf-8"><title>Alle schermen: {language.autonym}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE.read_text('utf-8')}</style></head><body>",
        *_head(gallery, today),
        '<nav aria-label="Inhoud"><h2>Inhoud</h2><ul>',
        *(f'<li><a href="#{name}">{_heading(name)}</a> <small>({len(shots)})</small></li>' for name, shots in sections),
        "</ul></nav><main>",
    ]
    phones = _Phones(gallery.language)
    for name, shots in sections:
        parts.append(f'<section id="{name}"><h2>{_heading(name)}{_audience(name)}</h2><div class="wall">')
        parts += [phones.pair(shot) for shot in shots]
        parts.append("</div></section>")
    return "\n".join([*parts, "</main></body></html>", ""])


def _head(gallery: Gallery, today: date) -> Iterator[str]:
    language = LANGUAGES[gallery.language]
    foreign = language.code != SOURCE_LANGUAGE
    (shown, steps), (told, kinds) = gallery.steps, gallery.notices
    name = f'<span lang="{language.code}" dir="{language.direction}">{language.autonym}</span>'
    yield f"<header><h1>Alle schermen: {name}</h1>"
    yield "<p>Dit is alles wat de bot zegt, zoals het op een telefoon staat. De namen en de nummers zijn verzonnen.</p>"
    yield f"<dl><div><dt>Datum</dt><dd>{today:%d/%m/%Y}</dd></div>"
    yield f"<div><dt>Getoond</dt><dd>{shown} van {steps} stappen, {told} van {kinds} soorten berichten</dd></div>"
    if foreign:
        yield f"<div><dt>Nagelezen</dt><dd>{_reviewed(gallery.language)}</dd></div>"
    mend = f" (of verbeter de zin zelf in <code>locales/{language.code}/messages.po</code>)" if foreign else ""
    yield "</dl><h2>Een opmerking?</h2>"
    yield "<p>Noem de taal en de plaats die onder het scherm staat, bijvoorbeeld <b>helping:sure 2</b>."
    yield f"Schrijf erbij welke zin beter kan, en hoe. Stuur dat naar wie je deze pagina gaf{mend}.</p>"
    if gallery.unseen:
        yield '<h2>Nog in geen enkel verhaal</h2><ul class="unseen">'
        yield from (f"<li>{html.escape(str(place))}</li>" for place in gallery.unseen)
        yield "</ul>"
    yield "</header>"
    if foreign:
        yield '<p class="switch"><input type="checkbox" id="beside" checked>'
        yield '<label for="beside">Toon het Nederlands ernaast</label></p>'


class _Phones:
    """Draws shots in one language, each with the Dutch beside it."""

    def __init__(self, language: str) -> None:
        self._language = language
        foreign = language != SOURCE_LANGUAGE
        path = catalogue_path(LANGUAGES[language])
        self._catalogue = read_catalogue(path, LANGUAGES[language]) if foreign else None

    def pair(self, shot: Shot) -> str:
        """A shot, what it is called, and where it was shown."""
        own, dutch = _message(shot, self._language), _message(shot, SOURCE_LANGUAGE)
        phones = _phone(shot, self._language, own)
        if own != dutch:
            phones += f'<div class="source">{_phone(shot, SOURCE_LANGUAGE, dutch)}</div>'
        lacking = "" if self._catalogue is None else _lacking(shot, self._catalogue)
        story = f'<p class="story">verhaal {html.escape(shot.story)}</p>' if shot.story else ""
        if shot.screen.official and self._language != SOURCE_LANGUAGE:
            story += '<p class="story">Op de telefoon staat de Nederlandse tekst er ook bij, eerst.</p>'
        name = f"{html.escape(str(shot.place))} {shot.number}"
        return (
            f'<article id="{_slug(shot)}"><div class="phones">{phones}</div><h3>{name}</h3>{story}{lacking}</article>'
        )


def _message(shot: Shot, language: str) -> str:
    """A message as Telegram shows it: paragraphs in their own direction, and rows of buttons."""
    rendered = render(shot.screen, translator(language))
    paragraphs = "".join(_element("p", text.replace("\n", "<br>")) for text in rendered.html.split("\n\n"))
    rows = rendered.keyboard or ()
    labels = ((_element("span", html.escape(button["text"], quote=False)) for button in row) for row in rows)
    buttons = "".join(f'<li class="row">{"".join(row)}</li>' for row in labels)
    return f'<div class="bubble">{paragraphs}</div>' + (f'<ul class="buttons">{buttons}</ul>' if buttons else "")


def _phone(shot: Shot, language: str, message: str) -> str:
    spoken = LANGUAGES[language]
    dialog = html.escape(shot.place.dialog)
    return f'<div class="phone {dialog}" lang="{spoken.code}" dir="{spoken.direction}">{message}</div>'


def _element(tag: str, inner: str) -> str:
    language = AUTONYMS.get(inner)
    own = f' lang="{language}"' if language else ""
    return f'<{tag} dir="auto"{own}>{KEYS.sub("…", inner)}</{tag}>'


def _lacking(shot: Shot, catalogue: Catalog) -> str:
    """The Dutch sentences of a screen that have no translation yet."""
    lacking = []
    for text in texts_in(shot.screen):
        message = catalogue.get(text.one or text.msgid, text.context)
        if message is None or message.fuzzy or not all(forms_of(message)):
            lacking.append(f"<q>{html.escape(text.msgid)}</q>")
    return f'<p class="lacking">Nog niet vertaald: {", ".join(dict.fromkeys(lacking))}</p>' if lacking else ""


def _heading(dialog: str) -> str:
    return html.escape(HEADINGS.get(dialog, dialog))


def _audience(dialog: str) -> str:
    if dialog not in DIALOGS:
        return ""
    return " <small>voor medewerkers</small>" if DIALOGS[dialog].staff else ""


def _slug(shot: Shot) -> str:
    return re.sub(r"[^\w.-]", "-", f"{shot.place}-{shot.number}")


def _reviewed(language: str) -> str:
    found = re.search(r"X-Review: (.*?)\\n", catalogue_path(LANGUAGES[language]).read_text("utf-8"))
    if found is None or found[1] == "needed":
        return "nog niet, door niemand met deze moedertaal"
    return html.escape(found[1])
