"""Notices about a care plan. To the family they name nothing; to staff a number and what to do."""

from __future__ import annotations

from collections.abc import Callable

from conversations import careplan, home
from conversations.careplan.room import PLAN, REVIEW
from conversations.context import Context, Notice
from conversations.desk.careplan.overview import at_care
from conversations.dialog import NoticeKind, Silence, Turn
from conversations.notices.screens import notice_screen, opening, stay
from conversations.screen import Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["KINDS"]

LATER = Button("later", say("notice", "Nu niet"))
OPEN = Button("open", say("notice", "Open het zorgplan"))


def _to_family(line: Text, *answers: Button) -> Callable[[Notice, Context], Screen]:
    return lambda notice, _context: notice_screen(notice, line, answers=answers)


def _or_later(place: State) -> Callable[[Notice, str, Context], Turn]:
    """The button opens a place; *not now* changes nothing."""

    def advance(_notice: Notice, choice: str, context: Context) -> Turn:
        return Turn(place) if choice == "go" and context.household is not None else stay(context)

    return advance


def _to_staff(name: str, line: Text) -> NoticeKind:
    """A line with the number of the request, and a button to its care plan while there is something to open."""

    def view(notice: Notice, _context: Context) -> Screen:
        if notice.referral is None:
            return notice_screen(notice, say("notice", "Deze aanmelding is er niet meer. Je hoeft niets te doen."))
        return notice_screen(notice, line.having(number=Verbatim(notice.referral.number)), answers=(OPEN,))

    def advance(notice: Notice, _choice: str, context: Context) -> Turn:
        return Turn(at_care(notice.ref) if context.staff else home.of(context))

    return NoticeKind(name, view, advance, silence=Silence.NEVER)


KINDS = (
    NoticeKind(
        "care",
        _to_family(say("notice", "Er is een bericht voor je."), Button("open", say("notice", "Open het bericht"))),
        opening(careplan.at_first),
        repeat="once",
    ),
    NoticeKind(
        "care_task",
        _to_family(
            say("notice", "Er komt een datum dichterbij. Kijk je even?"),
            Button("go", say("notice", "Bekijk de datum")),
            LATER,
        ),
        _or_later(PLAN),
        repeat="once",
        nudge=True,
    ),
    NoticeKind(
        "care_review",
        _to_family(
            say("notice", "Er is een korte vraag voor je."), Button("go", say("notice", "Open de vraag")), LATER
        ),
        _or_later(REVIEW),
        repeat="once",
        nudge=True,
    ),
    _to_staff("care_reply", say("notice", "{number}: het gezin antwoordde op het zorgplan.")),
    _to_staff("care_helped", say("notice", "{number}: een vrijwilliger deed een taak uit het zorgplan.")),
    _to_staff("care_cannot", say("notice", "{number}: een vrijwilliger kan een taak niet doen. Kies iemand anders.")),
    _to_staff("care_due", say("notice", "{number}: vandaag staat er iets in het zorgplan.")),
    _to_staff("care_look", say("notice", "{number}: het is tijd om samen terug te kijken.")),
    _to_staff("care_end", say("notice", "{number}: het traject is om. Sluit af of vraag om verder te gaan.")),
)
"""What the bot asks by itself counts in the pace of the family; what its coordinator sends comes through."""
