"""How a notice looks, before and after one of its buttons acted."""

from __future__ import annotations

from collections.abc import Callable

from conversations.context import Context, Notice
from conversations.dialog import Turn
from conversations.screen import Button, Screen
from conversations.state import State
from texts import Text, say

__all__ = ["REPLACED", "notice_screen", "opening", "stay"]


REPLACED = "replaced"
"""In the place of what was chosen: nothing was, and a newer notice of the same kind stands below."""


def notice_screen(notice: Notice, *body: Text, answers: tuple[Button, ...] = ()) -> Screen:
    """The notice; once a button acted, its buttons are gone and its text says what was chosen. One that a newer one
    replaced only says so."""
    if notice.chosen == REPLACED:
        return Screen("notice", notice.kind, (say("notice", "Deze vraag staat nu verder onderaan."),), token=notice.id)
    choice = next((button.label for button in answers if button.choice == notice.chosen), None)
    if choice is not None:
        body = (*body, say("notice", "Gekozen: {choice}.", choice=choice))
    return Screen("notice", notice.kind, body, answers=() if notice.chosen else answers, token=notice.id)


def stay(context: Context) -> Turn:
    """The notice is answered, and nothing else is shown: the card stays where it was."""
    return Turn(context.chat.state, card=False)


def opening(place: Callable[[Context], State]) -> Callable[[Notice, str, Context], Turn]:
    """A notice whose button opens a place."""

    def advance(_notice: Notice, _choice: str, context: Context) -> Turn:
        return Turn(place(context))

    return advance
