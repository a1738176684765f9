"""Notes with a case: one on a screen, the newest first; whoever holds the case adds one by typing it."""

from __future__ import annotations

from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn, Unexpected
from conversations.effects import AddNote, DeleteMessage
from conversations.events import Choice, DialogEvent, Typed
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Moment, Text, Verbatim, say

__all__ = ["MAX_NOTE_CHARACTERS", "MAX_NOTE_WORDS", "NOTES", "kept_words"]

MAX_NOTE_WORDS = 30
MAX_NOTE_CHARACTERS = 300
"""A note is read on one screen, with its date and its author."""


def _advance(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        if not holds(context, case.referral):
            raise Unexpected
        return _add(state, event, case)
    if event == Choice("case"):
        return Turn(at_case(case.referral.id))
    if event == Choice("more"):
        return Turn(_at_notes(case, page=state.number("page") + 1))
    raise Unexpected


def _add(state: State, event: Typed, case: Case) -> Turn:
    """A typed note is kept, and its message deleted; one that is too long stays, so that it can be shortened."""
    text = kept_words(event.text)
    if not text:
        return Turn(_at_notes(case, page=state.number("page"), said="long"))
    return Turn(_at_notes(case, said="kept"), (AddNote(case.referral.id, text), DeleteMessage(event.message)))


def kept_words(typed: str) -> str:
    """What is kept of typed words; empty where there are none, or too many for one screen."""
    text = " ".join(typed.split())
    return "" if len(text) > MAX_NOTE_CHARACTERS or len(text.split()) > MAX_NOTE_WORDS else text


def _at_notes(case: Case, page: int = 0, said: str = "") -> State:
    return State("desk", "notes", {"case": case.referral.id, "page": page, "said": said})


def _view(state: State, case: Case, context: Context) -> Screen:
    notes = case.notes[::-1]
    page = state.number("page") % len(notes) if notes else 0
    return Screen(
        dialog="desk",
        step="notes",
        token=case.referral.id,
        title=say("desk", "Notities bij {number}", number=Verbatim(case.referral.number)),
        body=tuple(_lines(state, case, context, page)),
        answers=(Button("more", say("desk", "Toon een oudere notitie")),) if len(notes) > 1 else (),
        ways=(TO_CASE, MENU),
        personal=True,
    )


def _lines(state: State, case: Case, context: Context, page: int) -> list[Text]:
    lines = [_SAID[state.text("said")]] if state.text("said") in _SAID else []
    notes = case.notes[::-1]
    if notes:
        note = notes[page]
        lines.append(say("desk", "{author}, {moment}:", author=Verbatim(note.author), moment=Moment(note.at)))
        lines.append(say("desk", "{note}", note=Verbatim(note.text)))
    else:
        lines.append(say("desk", "Er is nog geen notitie."))
    if holds(context, case.referral):
        lines.append(say("desk", "Typ hier een nieuwe notitie."))
    return lines


_SAID = {
    "kept": say("desk", "Bewaard. Je bericht is hier gewist."),
    "long": say("desk", "Dit is niet bewaard. Schrijf hoogstens 30 woorden."),
}

NOTES = CaseStep(_advance, _view)
