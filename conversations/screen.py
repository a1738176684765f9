"""What a person sees at one moment: texts and buttons. How it looks in Telegram: `handlers.render`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from texts import Text, say

__all__ = ["BACK", "FILE", "MAX_ANSWERS", "MENU", "SKIPS", "Button", "Screen", "paged"]

MAX_ANSWERS = 8
"""More choices on one screen are a wall; they are paged."""
FILE = "@"
"""What stands between a token and the file in callback data."""


@dataclass(frozen=True, slots=True)
class Button:
    """`choice` is what the dialog gets (ASCII letters, digits, _.-); a button with `url` opens that instead."""

    choice: str
    label: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea: at most 60 words and 8 answers. Below the answers a row of skips and a row of ways out. A `grid` of
    years stands above the answers, four in a row. Of a list that is ticked, `end` says that this is all.

    `token` tells two views of one step apart (the question's key, the page, the notice's id), so that an old button
    cannot act in a newer view. `personal` marks a staff screen that shows personal data: it turns neutral by itself.
    `header` and `file` are put on by the route: the helper's word for the family whose file is open, above the title,
    and what tells the files of one chat apart, so that an old button never acts in another family's file.
    `official` marks what a person may have to show at a desk: the Dutch text stands there too, first.
    `aloud` is the language in which it is read to somebody else, whatever the chat's own; the Dutch stands there first.
    """

    dialog: str
    step: str
    body: tuple[Text, ...]
    title: Text | None = None
    answers: tuple[Button, ...] = ()
    tabs: tuple[Button, ...] = ()
    grid: tuple[Button, ...] = ()
    end: Button | None = None
    skips: tuple[Button, ...] = ()
    ways: tuple[Button, ...] = ()
    token: str = ""
    personal: bool = False
    official: bool = False
    aloud: str = ""
    header: Text | None = None
    file: str = ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button, in reading order."""
        end = () if self.end is None else (self.end,)
        return tuple(chain(self.tabs, self.grid, self.answers, end, self.skips, self.ways))

    def data(self, button: Button) -> str:
        """The callback data of a button: dialog, step, token (with the file) and choice, at most 64 bytes."""
        token = f"{self.token}{FILE}{self.file}" if self.file else self.token
        return ":".join((self.dialog, self.step, token, button.choice))

    def choice_of(self, data: str) -> str | None:
        """The choice behind callback data, or None where no button of this view carries it."""
        return next((b.choice for b in self.buttons if b.url is None and self.data(b) == data), None)


BACK = Button("back", say("ways", "Terug"))
MENU = Button("menu", say("ways", "Menu"))
SKIPS = (Button("dk", say("skips", "Weet ik niet")), Button("skip", say("skips", "Liever niet")))


def paged(buttons: Sequence[Button], page: int, most: int = MAX_ANSWERS) -> tuple[Button, ...]:
    """One page of many buttons: at most `most`, the last turning to the next page (and from the last to the first)."""
    if len(buttons) <= most:
        return tuple(buttons)
    size = most - 1
    pages = -(-len(buttons) // size)
    start = (page % pages) * size
    onward = say("ways", "Toon meer") if start + size < len(buttons) else say("ways", "Naar het begin")
    return (*buttons[start : start + size], Button("more", onward))
