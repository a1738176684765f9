"""Screen -> message: the one place where texts become a language and buttons become a keyboard."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conversations.screen import Button, Screen
from conversations.tongues import Tongue
from locales import SOURCE_LANGUAGE, Translator, translator

__all__ = ["Keyboard", "Rendered", "render"]

Keyboard = list[list[dict[str, str]]]
"""Rows of inline buttons, as Telegram takes them."""

SHORT = 14
"""Longer labels get a row of their own."""
TICKED = "✅ "
TOGETHER = 2
"""Short answers stand two in a row."""
IN_GRID = 4
"""Years stand four in a row."""
ALONE = Tongue()
"""One language, and nothing beside it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as Telegram takes it: HTML and a keyboard."""

    html: str
    keyboard: Keyboard | None


def render(screen: Screen, words: Translator, tongue: Tongue = ALONE) -> Rendered:
    """A screen in one language, with the Dutch beside it where `tongue` says so; the buttons in the language only."""
    reads = translator(tongue.read_in) if tongue.read_in else words
    paragraphs = _paragraphs(screen, reads)
    if tongue.dutch:
        dutch = _paragraphs(screen, translator(SOURCE_LANGUAGE))
        note = [html.escape(reads.say(tongue.note), quote=False)] if tongue.note is not None else []
        parts = (dutch, note, paragraphs) if tongue.dutch == "first" else (paragraphs, note, dutch)
        paragraphs = [paragraph for part in parts for paragraph in part]
    rows = list(_rows(screen, words))
    return Rendered("\n\n".join(paragraphs), rows or None)


def _paragraphs(screen: Screen, words: Translator) -> list[str]:
    bold = [f"<b>{html.escape(words.say(text), quote=False)}</b>" for text in (screen.header, screen.title) if text]
    return [*bold, *(html.escape(words.say(text), quote=False) for text in screen.body)]


def _rows(screen: Screen, words: Translator) -> Iterator[list[dict[str, str]]]:
    def button(button: Button) -> dict[str, str]:
        label = words.say(button.label)
        if button.url is not None:
            return {"text": label, "url": button.url}
        return {"text": label, "callback_data": screen.data(button)}

    if screen.tabs:
        yield from _packed([button(tab) for tab in screen.tabs])
    for start in range(0, len(screen.grid), IN_GRID):
        yield [button(item) for item in screen.grid[start : start + IN_GRID]]
    yield from _packed([button(answer) for answer in screen.answers])
    if screen.end is not None:
        yield [button(screen.end)]
    for row in (screen.skips, screen.ways):
        if row:
            yield [button(item) for item in row]


def _packed(buttons: Iterable[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """Neighbours that are short share a row, and go on sharing it when one of them is ticked."""
    row: list[dict[str, str]] = []
    for button in buttons:
        if row and (len(row) == TOGETHER or _is_long(button) or _is_long(row[-1])):
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _is_long(button: dict[str, str]) -> bool:
    return len(button["text"].removeprefix(TICKED)) > SHORT
