"""The family reads what was said, writes in its own words, and passes on a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import Message
from conversations import home
from conversations.context import Context, Household
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.talk import photos, writing
from conversations.talk.partner import talking
from conversations.talk.telling import answered, said
from texts import Moment, Text, say

__all__ = ["DIALOG", "at_log"]

GO_ON = Button("home", say("messages", "Ga verder"))
WRITE = Button("write", say("talk", "✏️ Schrijf een bericht"))
READ = Button("read", say("helping", "Lees het bericht"))


def at_log() -> State:
    """All messages about the request."""
    return State("talk", "log")


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One step; *back* leads to what lay under a photo, else to the messages, and from there to the request."""
    match event:
        case Choice("home"):
            return Turn(state.under if state.under is not None else home.of(context))
        case Choice("back") if state.under is not None:
            return Turn(state.under)
        case Choice("back"):
            return Turn(State("helping", "mine") if state.step == "log" else at_log())
    return _STEPS[state.step](state, event, context)


def _log(state: State, event: DialogEvent, _context: Context) -> Turn:
    match event:
        case Choice("more"):
            return Turn(state.go("log", page=state.number("page") + 1))
        case Choice(WRITE.choice):
            return Turn(writing.at_write())
        case Choice(READ.choice):
            return Turn(State("messages", "message"))
    raise Unexpected


def _only_on(_state: State, _event: DialogEvent, _context: Context) -> Turn:
    raise Unexpected


def listed(household: Household) -> tuple[Message, ...]:
    """The messages that this chat may read again, newest first. Where somebody else has the file too, only what came
    from staff: who wrote to them may have done so in secret."""
    return tuple(m for m in reversed(household.messages) if household.alone or not m.by_family)


def _log_view(state: State, context: Context) -> Screen:
    """One message on a screen."""
    household = context.household
    messages = listed(household) if household is not None else ()
    page = state.number("page") % len(messages) if messages else 0
    empty = say("talk", "Er is nog geen bericht.")
    return Screen(
        "talk",
        "log",
        _told(messages[page], alone=household.alone) if household is not None and messages else (empty,),
        title=say("talk", "💬 Berichten"),
        answers=(
            *((READ,) if any(message.waits for message in messages) else ()),
            *((WRITE,) if talking(context) is not None else ()),
            *((Button("more", say("desk", "Toon een ouder bericht")),) if len(messages) > 1 else ()),
        ),
        ways=(BACK, MENU),
        token=str(page),
    )


def _told(message: Message, *, alone: bool) -> tuple[Text, ...]:
    when = Moment(message.sent_at)
    head = (
        say("talk", "Van jou, {moment}", moment=when)
        if message.by_family
        else say("talk", "Van je medewerker, {moment}", moment=when)
    )
    answer = answered(message) if alone else None
    last = () if answer is None else (say("talk", "Antwoord: {answer}.", answer=answer),)
    return (head, *said(message), *last)


def _sent_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "talk",
        "sent",
        (say("talk", "Dank je. Je woorden zijn doorgegeven en hier gewist."),),
        answers=(GO_ON,),
        ways=(BACK, MENU),
    )


def _passed_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "talk",
        "passed",
        (
            say("talk", "Dank je. Je medewerker kan het nu bekijken."),
            say("talk", "Laat het hier staan tot dan. Daarna wis ik het hier, als dat lukt."),
        ),
        answers=(GO_ON,),
        ways=(BACK, MENU),
    )


_STEPS: Mapping[str, Callable[[State, DialogEvent, Context], Turn]] = {
    "log": _log,
    "write": writing.advance,
    "sent": _only_on,
    "photo": photos.advance,
    "passed": _only_on,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "log": _log_view,
    "write": writing.view,
    "sent": _sent_view,
    "photo": photos.view,
    "passed": _passed_view,
}


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


DIALOG = Dialog("talk", tuple(_STEPS), advance, view, household=True)
