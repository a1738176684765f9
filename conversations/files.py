"""Several families' files in one chat: which one a screen is about, and that it says so.

A helper may have the files of several families, and one of their own. One is open at a time. What tells them apart goes
with every button, so that a button of one file does nothing while another is open, however late its tap comes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from conversations import home
from conversations.context import Context
from conversations.home import Hat
from conversations.screen import Screen
from followups import fence
from texts import Verbatim, say

__all__ = ["MARK", "filed", "mark"]

MARK = 4
"""Characters of a mark: enough for one chat's files, in the 64 bytes of a button."""


_BETWEEN = ("welcome", "roles", "roster", "adopting")
"""Dialogs that lead to another file than the one that is open: they are under nobody's name."""


@lru_cache(maxsize=4096)
def mark(household: str) -> str:
    """What tells a household's buttons from another's. Not its id: that means something elsewhere."""
    return fence("file", household)[:MARK]


def filed(screen: Screen, context: Context) -> Screen:
    """The screen with its file on it, and for a helper with the word for the family above it."""
    household = context.household
    if household is None:
        return screen
    screen = replace(screen, file=mark(household.id))
    state = context.chat.state
    below = state.under if state.under is not None else state
    if not household.label or below.dialog in _BETWEEN or home.hat(context) is not Hat.FAMILY:
        return screen
    return replace(screen, header=say("roster", "Gezin: {label}", label=Verbatim(household.label)))
