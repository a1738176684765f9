"""Notices about an appointment: neutral to a family, and to who holds its case with the number only."""

from __future__ import annotations

from collections.abc import Callable

from casework import Deed
from conversations import home
from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Silence, Turn
from conversations.meeting.places import LOOK, at_case_meeting
from conversations.notices.screens import notice_screen, opening
from conversations.screen import Button, Screen
from texts import Text, Verbatim, say

__all__ = ["KINDS"]

OPEN = Button("open", say("notice", "Open het bericht"))
LOOK_AT_IT = Button("open", say("notice", "Bekijk"))
OPEN_CASE = Button("open", say("notice", "Open de afspraak"))


def _neutral(line: Text, button: Button) -> Callable[[Notice, Context], Screen]:
    return lambda notice, _context: notice_screen(notice, line, answers=(button,))


def _numbered(line: Text) -> Callable[[Notice, Context], Screen]:
    """A line with the number of the case and, while there is a case, a button to its appointment."""

    def view(notice: Notice, _context: Context) -> Screen:
        if notice.referral is None:
            return notice_screen(notice, say("notice", "Deze aanmelding is er niet meer. Je hoeft niets te doen."))
        return notice_screen(notice, line.having(number=Verbatim(notice.referral.number)), answers=(OPEN_CASE,))

    return view


def _opened(notice: Notice, _choice: str, context: Context) -> Turn:
    """For who still has a role; the desk decides whether that role covers the case."""
    return Turn(at_case_meeting(notice.ref) if context.staff else home.of(context))


def _to_family(name: str, line: Text, button: Button) -> NoticeKind:
    look = opening(lambda context: LOOK if context.household is not None else home.of(context))
    return NoticeKind(name, _neutral(line, button), look, repeat="once")


def _to_holder(name: str, line: Text) -> NoticeKind:
    """No mute holds it back: it is work, or a check on it."""
    return NoticeKind(name, _numbered(line), _opened, silence=Silence.NEVER, deed=Deed.READ_QUEUE)


KINDS = (
    _to_family("meet", say("notice", "Er is een bericht voor je."), OPEN),
    _to_family("meet_tomorrow", say("notice", "Morgen staat er iets gepland. Tik om te kijken."), LOOK_AT_IT),
    _to_family("meet_soon", say("notice", "Binnenkort staat er iets gepland. Tik om te kijken."), LOOK_AT_IT),
    _to_family("meet_off", say("notice", "Iets dat gepland stond, gaat niet door. Tik om te kijken."), LOOK_AT_IT),
    _to_holder("meet_answer", say("notice", "{number}: het gezin antwoordde op je voorstel.")),
    _to_holder("meet_lapsed", say("notice", "{number}: op je voorstel kwam geen antwoord.")),
    _to_holder("meet_waits", say("notice", "{number}: het gezin wacht op een nieuw moment.")),
    _to_holder("meet_near", say("notice", "{number}: er komt een afspraak aan.")),
    _to_holder("meet_ask", say("notice", "{number}: hoe ging de afspraak?")),
    _to_holder("meet_off_staff", say("notice", "{number}: de afspraak gaat niet door.")),
)
"""Every one names the referral: so it is known of whom it is, and goes when that goes."""
