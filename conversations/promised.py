"""What was promised to a family, as it reads it itself: in its language, with the day."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Promise, Undertaking
from casework.promises import Reason
from conversations import home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, of_taps
from conversations.ledger import PROMISED
from conversations.meeting.moves import current
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Day, Moment, Text, say

__all__ = ["DIALOG", "READ"]

READ = State(PROMISED, "read")
MOST_LINES = 4
"""The next ones; more would be a wall."""


def _on_read(_state: State, choice: str, context: Context) -> Turn:
    return Turn(State("helping", "mine") if choice == BACK.choice else home.of(context))


def _read_view(_state: State, context: Context) -> Screen:
    """What is not done yet, the nearest day first, and then what was let go. What was missed is not hidden."""
    by_day = sorted(context.ledger.promises, key=lambda promise: (promise.reason is not None, promise.day))
    promises = by_day[:MOST_LINES]
    lines: list[Text] = _planned(context)
    for promise in promises:
        purpose = Undertaking(promise.purpose).label
        what = say("promise", "{purpose}, ten laatste op {day}.", purpose=purpose, day=Day(promise.day))
        lines.append(_standing(promise, what))
    if any(promise.reason for promise in promises):
        lines.append(_DISAGREE)
    if not lines:
        lines.append(say("promise", "Er staat nu niets meer open."))
    return Screen(
        dialog=PROMISED,
        step="read",
        title=say("promise", "Dit beloofde je gemeente"),
        body=tuple(lines),
        answers=(Button("home", say("messages", "Ga verder")),),
        ways=(BACK, MENU),
    )


def _planned(context: Context) -> list[Text]:
    """The appointment that stands, if there is one: that was promised too."""
    found = current(context.household.appointments) if context.household is not None else None
    if found is None or found.day is None or found.day <= context.now:
        return []
    return [say("promise", "Een afspraak op {moment}.", moment=Moment(found.day))]


def _standing(promise: Promise, what: Text) -> Text:
    if promise.reason in set(Reason):
        return say("promise", "{line} Dit gaat niet door: {reason}.", line=what, reason=_WHY[Reason(promise.reason)])
    return say("promise", "{line} Dit is nog niet gebeurd. Sorry.", line=what) if promise.missed else what


_WHY: Mapping[Reason, Text] = {
    Reason.FAMILY: say("promise", "jij vroeg dit"),
    Reason.NOT_NEEDED: say("promise", "het is niet meer nodig"),
    Reason.OTHERWISE: say("promise", "het kan op een andere manier"),
    Reason.NOT_POSSIBLE: say("promise", "het lukt ons niet, sorry"),
    Reason.MISTAKE: say("promise", "het was een vergissing van ons, sorry"),
}
"""The same to the family, within a sentence."""
_DISAGREE = say("promise", "Heb je het toch nodig? Zeg het aan je medewerker.")

DIALOG: Dialog = of_taps(PROMISED, {"read": _on_read}, {"read": _read_view}, household=True)
