"""Screen -> message: the one place where texts become a language and buttons become a keyboard."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from conversations.screen import Button, Screen
from locales import Translator

__all__ = ["Rendered", "render"]

SHORT = 14
"""Longer labels get a row of their own."""
TOGETHER = 2
"""Short answers stand two in a row."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as Telegram takes it: HTML and a keyboard."""

    html: str
    keyboard: InlineKeyboardMarkup | None


def render(screen: Screen, translator: Translator) -> Rendered:
    """A screen in one language."""
    paragraphs = [html.escape(translator.say(text), quote=False) for text in screen.body]
    if screen.title is not None:
        paragraphs.insert(0, f"<b>{html.escape(translator.say(screen.title), quote=False)}</b>")
    rows = list(_rows(screen, translator))
    return Rendered("\n\n".join(paragraphs), InlineKeyboardMarkup(rows) if rows else None)


def _rows(screen: Screen, translator: Translator) -> Iterator[list[InlineKeyboardButton]]:
    def button(button: Button) -> InlineKeyboardButton:
        label = translator.say(button.label)
        if button.url is not None:
            return InlineKeyboardButton(label, url=button.url)
        return InlineKeyboardButton(label, callback_data=screen.data(button))

    if screen.tabs:
        yield from _packed([button(tab) for tab in screen.tabs])
    yield from _packed([button(answer) for answer in screen.answers])
    for row in (screen.skips, screen.ways):
        if row:
            yield [button(item) for item in row]


def _packed(buttons: Iterable[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    """Neighbours that are short share a row."""
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        if row and (len(row) == TOGETHER or len(button.text) > SHORT or len(row[-1].text) > SHORT):
            yield row
            row = []
        row.append(button)
    if row:
        yield row
