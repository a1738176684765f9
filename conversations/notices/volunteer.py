"""Notices to a volunteer: that a report goes on, and nothing of whom it is about."""

from __future__ import annotations

from conversations.context import Context, Notice
from conversations.dialog import NoticeKind
from conversations.notices.screens import notice_screen, opening
from conversations.screen import Button, Screen
from conversations.volunteer import at_reports
from texts import Text, say

__all__ = ["KINDS"]


def _kind(name: str, news: Text) -> NoticeKind:
    def view(notice: Notice, _context: Context) -> Screen:
        return notice_screen(notice, news, answers=(Button("open", say("notice", "Bekijk mijn meldingen")),))

    return NoticeKind(name, view, opening(lambda _context: at_reports()), repeat="once")


KINDS = (
    _kind("report_received", say("notice", "Goed nieuws: een melding van jou is aangekomen.")),
    _kind("report_handled", say("notice", "Goed nieuws: iemand volgt een melding van jou op.")),
    _kind("report_closed", say("notice", "Een melding van jou is afgerond. Dank je om te helpen.")),
)
"""By date and number they stand in *my reports*; no number here, for more than one person may see this phone."""
