"""What a family reads from its coordinator through the bot, and a link that no longer works."""

from __future__ import annotations

from collections.abc import Mapping

from casework import PHRASES
from conversations import home
from conversations.context import Context, Household, Message
from conversations.desk.moving import heard
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import AnswerMessage, Audience, Effect, Notify
from conversations.events import Choice, DialogEvent
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Text, say

__all__ = ["DIALOG", "at_link_gone", "at_message"]

GO_ON = Button("home", say("messages", "Ga verder"))


def at_message() -> State:
    """The oldest message that waits for an answer."""
    return State("messages", "message")


def at_link_gone() -> State:
    """A kind line for a link that was used up, is too old, or never was one."""
    return State("messages", "link_gone")


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """An answer goes to whoever holds the request; the next message follows, if there is one."""
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice == "home":
        return Turn(home.of(context))
    household, message = context.household, _unanswered(context)
    if household is None or message is None or state.step != "message":
        raise Unexpected
    effects: tuple[Effect, ...] = (
        AnswerMessage(message.id, event.choice),
        *_tell_staff(household),
        *heard(household.referral, context),
    )
    waits = sum(m.answer is None for m in household.messages) > 1
    return Turn(at_message() if waits else State("messages", "thanks"), effects)


def _tell_staff(household: Household) -> tuple[Effect, ...]:
    """Whoever holds the request; where nobody does any more, everyone who may take it."""
    referral = household.referral
    if referral is None:
        return ()
    if referral.claimed_by is not None:
        return (Notify(Audience("holder", referral=referral.id), "reply", referral.id),)
    staff = Audience("staff", municipality=referral.municipality, referral=referral.id)
    return (Notify(staff, "reply", referral.id),)


def _unanswered(context: Context) -> Message | None:
    messages = context.household.messages if context.household is not None else ()
    return next((message for message in messages if message.answer is None), None)


def view(state: State, context: Context) -> Screen:
    """The message with its answers, or one kind line."""
    message = _unanswered(context)
    phrase = PHRASES.get(message.phrase) if message is not None else None
    if state.step != "message" or message is None or phrase is None:
        body = _LINES[state.step]
        return Screen("messages", state.step, body, answers=(GO_ON,), ways=(MENU,) if context.chat.language else ())
    return Screen(
        dialog="messages",
        step="message",
        token=message.id,
        title=say("messages", "Bericht van je gemeente"),
        body=(phrase.text,),
        answers=tuple(Button(answer.id, answer.label) for answer in phrase.answers),
        ways=(MENU,),
    )


_LINES: Mapping[str, tuple[Text, ...]] = {
    "message": (say("messages", "Er is nu geen bericht dat op antwoord wacht."),),
    "thanks": (say("messages", "Dank je. Je antwoord is doorgegeven."),),
    "link_gone": (say("messages", "Deze link werkt niet meer. Vraag een nieuwe aan wie de link gaf."),),
}

DIALOG = Dialog("messages", tuple(_LINES), advance, view)
