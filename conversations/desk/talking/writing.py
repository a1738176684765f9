"""Own words to a family: typed, looked at once more, and sent. They are marked with the language of this chat; nobody
translates them."""

from __future__ import annotations

from casework import MOST_WORDS, Message, MessageKind, has_phone_number, wrong_with_words
from conversations.context import Case, Context
from conversations.desk.cases import CaseStep, chosen, holds
from conversations.desk.talking.answering import NOT_YOURS, TO_WAYS, at_log, sent
from conversations.dialog import Turn, Unexpected
from conversations.effects import DeleteMessage
from conversations.events import DialogEvent, Typed
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.talk.telling import said
from texts import Text, say

__all__ = ["CHECK", "WRITE"]

KINDS = {
    "send": MessageKind.WORDS,
    "ask": MessageKind.QUESTION,
}
"""By the button that sends: how the family answers."""


def _write(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return _typed(state, event, case, context)
    chosen(event)
    return Turn(State("desk", "phrases", {"case": case.referral.id}))


def _typed(state: State, event: Typed, case: Case, context: Context) -> Turn:
    """What can be sent is shown as the family will read it, and its message deleted; what cannot stays, so that it can
    be shortened."""
    if not holds(context, case.referral):
        raise Unexpected
    text = " ".join(event.text.split())
    wrong = "phone" if has_phone_number(text) else wrong_with_words(text)
    if wrong:
        return Turn(state.go("write", wrong=wrong))
    return Turn(State("desk", "check", {"case": case.referral.id, "words": text}), (DeleteMessage(event.message),))


def _write_view(state: State, case: Case, context: Context) -> Screen:
    wrong = _WRONG.get(state.text("wrong"))
    body = (
        *((wrong,) if wrong is not None else ()),
        say("desk", "Typ wat je wil zeggen. Daarna kijk je het na."),
        say("desk", "Hoogstens {n} woorden, korte zinnen. Dit wordt niet vertaald.", n=MOST_WORDS),
    )
    return Screen(
        dialog="desk",
        step="write",
        token=case.referral.id,
        title=say("desk", "✏️ Schrijf zelf"),
        body=body if holds(context, case.referral) else (NOT_YOURS,),
        ways=(TO_WAYS, MENU),
    )


_WRONG = {
    "long": say("desk", "Dit is te lang. Je bericht staat er nog: maak het korter."),
    "phone": say("desk", "Zet er geen telefoonnummer in. Het gezin antwoordt hier in de bot."),
}


def _message(words: str, kind: MessageKind, context: Context) -> Message:
    return Message(context.fresh_id, "", context.now, kind=kind, words=words, language=context.chat.language or SOURCE)


def _check(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):  # other words, in place of these
        return _typed(state, event, case, context)
    choice = chosen(event)
    if choice not in KINDS:
        return Turn(State("desk", "write", {"case": case.referral.id}))
    return Turn(at_log(case), sent(case.referral, _message(state.text("words"), KINDS[choice], context), context))


def _check_view(state: State, case: Case, context: Context) -> Screen:
    mine = holds(context, case.referral) and bool(state.text("words"))
    shown = _message(state.text("words"), MessageKind.WORDS, context)
    body: tuple[Text, ...] = (
        say("desk", "Dit leest het gezin:"),
        *said(shown),
        say("desk", "Het gezin leest misschien geen Nederlands. Een klaar bericht wordt vertaald."),
    )
    return Screen(
        dialog="desk",
        step="check",
        token=case.referral.id,
        body=body if mine else (NOT_YOURS,),
        answers=(
            Button("send", say("desk", "Verstuur")),
            Button("ask", say("desk", "Verstuur als ja-neevraag")),
        )
        if mine
        else (),
        ways=(BACK, MENU),
        personal=True,
    )


WRITE = CaseStep(_write, _write_view)
CHECK = CaseStep(_check, _check_view)
