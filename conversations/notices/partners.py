"""Notices about handing over: to the family that there is a message, to whoever has the case that there is news."""

from __future__ import annotations

from collections.abc import Callable

from conversations import home
from conversations.context import Context, Notice
from conversations.desk import at_case
from conversations.dialog import NoticeKind, Silence, Turn
from conversations.notices.screens import notice_screen, opening
from conversations.partnering.family import at_offer
from conversations.screen import Button, Screen
from texts import Text, Verbatim, say

__all__ = ["KINDS"]

OPEN = Button("open", say("notice", "Open de aanmelding"))


def _asked(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er is een bericht voor je."),
        answers=(Button("open", say("notice", "Open het bericht")),),
    )


def _about(line: Text) -> Callable[[Notice, Context], Screen]:
    def view(notice: Notice, _context: Context) -> Screen:
        if notice.referral is None:
            return notice_screen(notice, say("notice", "Deze aanmelding is er niet meer. Je hoeft niets te doen."))
        return notice_screen(notice, line.having(number=Verbatim(notice.referral.number)), answers=(OPEN,))

    return view


def _open(notice: Notice, _choice: str, context: Context) -> Turn:
    return Turn(at_case(notice.ref) if context.staff else home.of(context))


_NEWS = say("notice", "{number}: er is nieuws over een partner. Kijk bij Meer, Partner.")
_SILENT = say("notice", "{number}: een partner liet nog niets weten. Bel die partner.")

KINDS = (
    NoticeKind("handover_asked", _asked, opening(lambda _context: at_offer()), repeat="once"),
    NoticeKind("handover_news", _about(_NEWS), _open, silence=Silence.NEVER),
    NoticeKind("handover_silent", _about(_SILENT), _open, silence=Silence.NEVER),
)
"""The family's is neutral: content only after a tap, in its own file."""
