"""Notices to a volunteer: that a report goes on, and nothing of whom it is about."""

from __future__ import annotations

from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Turn
from conversations.notices.screens import notice_screen, opening
from conversations.screen import Button, Screen
from conversations.state import State
from conversations.tasks import LIST
from conversations.unopened import NOTICE
from conversations.volunteer import at_code, at_reports
from texts import Text, say

__all__ = ["KINDS"]


REPORTS = Button("open", say("notice", "Bekijk mijn meldingen"))


def _kind(name: str, news: Text, button: Button = REPORTS, place: State | None = None) -> NoticeKind:
    def view(notice: Notice, _context: Context) -> Screen:
        return notice_screen(notice, news, answers=(button,))

    return NoticeKind(name, view, opening(lambda _context: place or at_reports()), repeat="once")


def _code(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er is nieuws over een melding van jou."),
        answers=(Button("open", say("notice", "Bekijk de melding")),),
    )


def _to_code(notice: Notice, _choice: str, _context: Context) -> Turn:
    return Turn(at_code(notice.ref))


KINDS = (
    NoticeKind(NOTICE, _code, _to_code, repeat="once"),
    _kind("report_received", say("notice", "Goed nieuws: een melding van jou is aangekomen.")),
    _kind("report_handled", say("notice", "Goed nieuws: iemand volgt een melding van jou op.")),
    _kind("report_closed", say("notice", "Een melding van jou is afgerond. Dank je om te helpen.")),
    _kind(
        "volunteer_task",
        say("notice", "Er is een taak voor jou. Tik om te kijken."),
        Button("open", say("notice", "Bekijk de taak")),
        LIST,
    ),
)
"""By date and number they stand in *my reports*; no number here, for more than one person may see this phone."""
