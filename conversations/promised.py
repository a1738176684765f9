"""What was promised to a family, as it reads it itself: in its language, with the day."""

from __future__ import annotations

from casework import Undertaking
from conversations import home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, of_taps
from conversations.ledger import PROMISED
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Day, Text, say

__all__ = ["DIALOG", "READ"]

READ = State(PROMISED, "read")
MOST_LINES = 4
"""The next ones; more would be a wall."""


def _on_read(_state: State, _choice: str, context: Context) -> Turn:
    return Turn(home.of(context))


def _read_view(_state: State, context: Context) -> Screen:
    """What is not done yet, the nearest day first. What was missed is not hidden."""
    promises = sorted(context.ledger.promises, key=lambda promise: promise.day)[:MOST_LINES]
    lines: list[Text] = []
    for promise in promises:
        purpose = Undertaking(promise.purpose).label
        what = say("promise", "{purpose}, ten laatste op {day}.", purpose=purpose, day=Day(promise.day))
        lines.append(say("promise", "{line} Dit is nog niet gebeurd. Sorry.", line=what) if promise.missed else what)
    if not lines:
        lines.append(say("promise", "Er staat nu niets meer open."))
    return Screen(
        dialog=PROMISED,
        step="read",
        title=say("promise", "Dit beloofde je gemeente"),
        body=tuple(lines),
        answers=(Button("home", say("messages", "Ga verder")),),
        ways=(MENU,),
    )


DIALOG: Dialog = of_taps(PROMISED, {"read": _on_read}, {"read": _read_view}, household=True)
