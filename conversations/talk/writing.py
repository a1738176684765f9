"""The family writes in its own words, in any language: deleted from the chat once it is stored, as all that is typed
about oneself. Words of danger were looked at before (`route`)."""

from __future__ import annotations

from casework import MOST_WORDS, Message, MessageKind, wrong_with_words
from conversations.context import Context
from conversations.dialog import Turn, Unexpected
from conversations.effects import AnswerMessage, DeleteMessage, Effect, SendMessage
from conversations.events import DialogEvent, Typed
from conversations.languages import SOURCE
from conversations.moves import heard, reached
from conversations.screen import BACK, MENU, Screen
from conversations.state import State
from conversations.talk.partner import talking, tell_staff
from texts import Text, say

__all__ = ["advance", "at_write", "heeded", "view", "was_heeded", "written"]

HEEDED = "heeded"
WRITTEN_IN = ("talk", "messages")
"""Dialogs in which what is typed goes to a person."""


def at_write(message_id: str = "") -> State:
    """To write; as an answer to a message, if there is one."""
    return State("talk", "write", {"to": message_id} if message_id else {})


def heeded(state: State) -> State:
    """The family was shown whom to call: what it writes after that goes along."""
    return state.go(state.step, **{HEEDED: True}) if state.dialog in WRITTEN_IN else state


def was_heeded(state: State) -> bool:
    """Whether words of danger were answered here just before."""
    return state.dialog in WRITTEN_IN and state.data.get(HEEDED) is True


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """What is typed goes to whoever has the request."""
    if not isinstance(event, Typed):
        raise Unexpected
    return written(event, context, state.text("to"))


def written(event: Typed, context: Context, to: str = "") -> Turn:
    """The words are kept and their message deleted; what is too long stays, so that it can be shortened. `to`: the
    message that they answer."""
    here = talking(context)
    if here is None:
        raise Unexpected
    household, referral = here
    text = " ".join(event.text.split())
    wrong = wrong_with_words(text)
    if wrong:
        return Turn(State("talk", "write", {"to": to, "wrong": wrong}))
    words = Message(
        context.fresh_id,
        "",
        context.now,
        kind=MessageKind.WORDS,
        by_family=True,
        words=text,
        language=context.chat.language or SOURCE,
    )
    waits = any(message.id == to and message.waits for message in household.messages)
    effects: tuple[Effect, ...] = (
        SendMessage(referral.id, words),
        *(reached if waits else heard)(referral, context),
        *((AnswerMessage(to, "write"),) if waits else ()),
        DeleteMessage(event.message),
        *tell_staff(household),
    )
    return Turn(State("talk", "sent"), effects)


def view(state: State, context: Context) -> Screen:
    """Who reads it, and that the chat's language is told with it."""
    body: tuple[Text, ...] = (
        say("talk", "Typ hier wat je wil zeggen. Het mag in je eigen taal."),
        say("talk", "Je medewerker leest je woorden, en in welke taal deze chat staat."),
        say("talk", "Ik haal je bericht daarna weg uit de chat."),
    )
    if state.text("wrong"):
        body = (
            say("talk", "Dit is te lang voor één bericht. Typ hoogstens {n} woorden.", n=MOST_WORDS),
            say("talk", "Je bericht staat er nog. Maak er 2 berichten van."),
        )
    elif state.data.get(HEEDED):
        body = (say("talk", "Wil je dit aan je medewerker schrijven? Typ het dan nog eens."), *body[1:])
    if talking(context) is None:
        body = (say("talk", "Er is nu niemand die je bericht leest."),)
    return Screen("talk", "write", body, title=say("talk", "✏️ Schrijf aan je medewerker"), ways=(BACK, MENU))
