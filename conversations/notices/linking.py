"""Notices about who may open a file. They say nothing about anybody: whoever sees the phone learns nothing."""

from __future__ import annotations

from dataclasses import replace

from conversations import adopting, home, roster
from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Silence, Turn
from conversations.linking import ADMITTED, READERS, admit, at_question
from conversations.notices.screens import notice_screen, stay
from conversations.screen import Button, Screen
from conversations.state import State
from texts import say

__all__ = ["KINDS"]

GO_ON = Button("go", say("notice", "Ga verder"))


def _asked(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Iemand opende je code. Hoort die persoon bij je gezin?"),
        answers=(Button("yes", say("notice", "Ja, die mag meelezen")), Button("no", say("notice", "Nee"))),
    )


def _answered(notice: Notice, choice: str, context: Context) -> Turn:
    """Who asked too long ago, or was answered by the other phone meanwhile, is not let in by a late tap; nor is anybody
    let into another file, where this chat does not read that one any more."""
    if context.household is None or context.household.id != notice.ref:
        return Turn(home.of(context))
    effects = admit(context, choice == "yes")
    return Turn(READERS if effects else at_question(context), effects)


def _answer(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er is een antwoord op je vraag."),
        answers=(Button("open", say("notice", "Bekijk het antwoord")),),
    )


def _read(notice: Notice, _choice: str, context: Context) -> Turn:
    """Their file, if it is theirs now."""
    if any(entry.household == notice.ref for entry in context.roster):
        return replace(roster.opening(notice.ref, context), state=ADMITTED)
    return Turn(adopting.REFUSED)


def _adopted(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Een gezin heeft nu zijn eigen dossier."),
        answers=(Button("go", say("notice", "Bekijk de lijst")), Button("later", say("notice", "Goed"))),
    )


def _listed(_notice: Notice, choice: str, context: Context) -> Turn:
    return Turn(State("roster", "list")) if choice == "go" else stay(context)


def _gone(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Hier is iets gewist. Je hoeft niets te doen."),
        answers=(GO_ON,),
    )


def _home(_notice: Notice, _choice: str, context: Context) -> Turn:
    return Turn(home.of(context))


KINDS = (
    NoticeKind("join_asked", _asked, _answered, unasked=False, silence=Silence.NEVER),
    NoticeKind("join_answer", _answer, _read, unasked=False, silence=Silence.NEVER),
    NoticeKind("adopted", _adopted, _listed, repeat="once"),
    NoticeKind("file_gone", _gone, _home, repeat="once"),
)
"""The first two answer somebody who waits with the other phone in hand, so they come at any hour."""
