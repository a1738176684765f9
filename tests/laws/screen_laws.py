"""What every screen keeps to, in every language: one idea, room for a small phone, and a way on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from conversations.screen import MAX_ANSWERS, Button, Screen
from handlers.render import render
from locales import LANGUAGES, translator
from rights import load_catalogue
from texts import Text

__all__ = ["offences"]

MOST_IN_GRID = 20
MOST_WORDS = 60
MOST_DATA_BYTES = 64
MOST_UNITS = 4096
LONGEST_LABEL = 40
LONGEST_IN_GRID = 10
LONGEST_DUTCH_LABEL = 30
"""In Dutch; the names of rights, which the catalogue gives, may take up to `LONGEST_LABEL`."""

WAYS_OUT = {"menu", "back", "home", "queue"}
WITHOUT_A_LANGUAGE = {("welcome", "language"), ("menu", "erased")}
"""Where a language is chosen first there is nothing to go back to, and no menu that could be read."""
SAYS_NOTHING = {("hidden", "card")}
"""A hidden card has one button, which opens it; a menu would tell what it hides."""

RIGHTS = set(load_catalogue().rights)
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def offences(screen: Screen) -> list[str]:
    """What is wrong with a screen, a line each; empty where it is as it should be."""
    where = f"{screen.dialog}:{screen.step}"
    found = list(_in_any_language(screen))
    for language in LANGUAGES:
        found += [f"in {language}: {offence}" for offence in _read_in(screen, language)]
    return [f"{where}: {offence}" for offence in found]


def _in_any_language(screen: Screen) -> Iterator[str]:
    if len(screen.answers) > MAX_ANSWERS:
        yield f"{len(screen.answers)} answers"
    if len(screen.grid) > MOST_IN_GRID:
        yield f"{len(screen.grid)} buttons in the grid"
    for button in screen.buttons:
        if button.url is None and len(screen.data(button).encode()) > MOST_DATA_BYTES:
            yield f"callback data {screen.data(button)!r} is too long"
    ways = {button.choice for button in screen.buttons}
    if (
        screen.dialog != "notice"
        and not ways & WAYS_OUT
        and (screen.dialog, screen.step) not in WITHOUT_A_LANGUAGE | SAYS_NOTHING
    ):
        yield "no way back and no menu"


def _read_in(screen: Screen, language: str) -> Iterator[str]:
    paragraphs = [_said(text, language) for text in _texts(screen)]
    words = sum(any(map(str.isalnum, word)) for paragraph in paragraphs for word in paragraph.split())
    if words > MOST_WORDS:
        yield f"{words} words: {paragraphs}"
    units = len(render(screen, translator(language)).html.encode("utf-16-le")) // 2
    if units > MOST_UNITS:
        yield f"{units} UTF-16 units"
    for button in screen.buttons:
        label = _said(button.label, language).translate(ISOLATES)
        if not label.strip():
            yield f"the button {button.choice!r} says nothing"
        if button in screen.grid and len(label) > LONGEST_IN_GRID:
            yield f"the button {label!r} is too long for the grid"
        if len(label) > (LONGEST_DUTCH_LABEL if language == "nl" and not _names_a_right(button) else LONGEST_LABEL):
            yield f"the button {label!r} has {len(label)} characters"
    if LANGUAGES[language].direction == "rtl":
        yield from _wrong_direction(_texts(screen), language)


def _texts(screen: Screen) -> tuple[Text, ...]:
    return screen.body if screen.title is None else (screen.title, *screen.body)


@cache
def _said(text: Text, language: str) -> str:
    return translator(language).say(text)


def _names_a_right(button: Button) -> bool:
    """Whether the label holds the name of a right: that has its own length."""
    pieces: list[Text] = [button.label]
    while pieces:
        piece = pieces.pop()
        if piece.context in RIGHTS:
            return True
        pieces += [value for _, value in piece.params if isinstance(value, Text)]
    return False


def _wrong_direction(texts: Iterable[Text], language: str) -> Iterator[str]:
    """Paragraphs that a reader of this language would see run the wrong way; untranslated ones are told elsewhere."""
    for text in texts:
        paragraph = _said(text, language)
        if _first_strong(paragraph) == "L" and not _in_dutch(text, paragraph):
            yield f"this paragraph runs from left to right: {paragraph!r}"


def _in_dutch(text: Text, paragraph: str) -> bool:
    """Whether this is the Dutch sentence still, with whatever is filled in."""
    patterns = (
        ".*".join(re.escape(piece) for piece in re.split(r"\{\w+\}", dutch)) for dutch in (text.msgid, text.one or "")
    )
    return any(re.fullmatch(pattern, paragraph, re.DOTALL) for pattern in patterns)


def _first_strong(paragraph: str) -> str:
    """The first strong direction outside isolates (rule P2 of the Unicode bidirectional algorithm), or nothing."""
    depth = 0
    for character in paragraph:
        kind = unicodedata.bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return kind
    return ""
