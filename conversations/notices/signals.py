"""Notices about signals. To a family as neutral as any message; to a desk how many wait, never about whom."""

from __future__ import annotations

from casework import Deed
from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Silence
from conversations.notices.screens import notice_screen, opening
from conversations.screen import Button, Screen
from conversations.signals.places import AT_DESK, MINE
from conversations.towns import named
from texts import say

__all__ = ["KINDS"]


def _answer(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er is een bericht voor je."),
        answers=(Button("open", say("notice", "Open het bericht")),),
    )


def _waits(notice: Notice, context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "{town}: een signaal wacht al lang.", town=named(notice.ref, context)),
        say("notice", "Breng het naar het beleid, of vertel wat het beleid zei."),
        answers=(Button("open", say("notice", "Bekijk de signalen")),),
    )


KINDS = (
    NoticeKind("signal_answer", _answer, opening(lambda _context: MINE), repeat="once"),
    NoticeKind(
        "signal_waits",
        _waits,
        opening(lambda _context: AT_DESK),
        silence=Silence.NEVER,
        deed=Deed.READ_QUEUE,
        single=True,
    ),
)
