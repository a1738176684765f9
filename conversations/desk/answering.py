"""Writing to a family through the bot: a reviewed phrase, how the family will read it, and what it answered."""

from __future__ import annotations

from casework import PHRASES, phrase_named
from conversations.context import Case, Context, Message
from conversations.desk.card import unheard_line
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import Audience, Notify, SendPhrase
from conversations.events import DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Joined, Moment, Text, Verbatim, say

__all__ = ["ANSWERS", "PHRASES_STEP", "PREVIEW"]


def _choose(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    if isinstance(event, Typed):
        return Turn(state.go(state.step, typed=True))
    choice = chosen(event)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    return Turn(_at("preview", case, phrase=choice))


def _choices(state: State, case: Case, context: Context) -> Screen:
    """The reviewed phrases by name; only whoever holds the case writes."""
    mine = holds(context, case.referral)
    unheard = unheard_line(case)
    body = [say("desk", "Kies wat je wil zeggen. Het gezin antwoordt met knoppen.")]
    if not mine:
        body = [say("desk", "Alleen wie de aanmelding opnam, schrijft.")]
    else:
        body += _not_typed(state)
        if unheard is not None:
            body.append(unheard)
    return Screen(
        dialog="desk",
        step="phrases",
        token=case.referral.id,
        title=say("desk", "Schrijf bij {number}", number=Verbatim(case.referral.number)),
        body=tuple(body),
        answers=tuple(Button(phrase.id, phrase.title) for phrase in PHRASES.values()) if mine else (),
        ways=(TO_CASE, MENU),
    )


def _not_typed(state: State) -> tuple[Text, ...]:
    """Whoever types here meant to write to the family."""
    if not state.data.get("typed"):
        return ()
    return (say("desk", "Wat je typt, gaat niet naar het gezin. Kies een klaar bericht."),)


def _send(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return Turn(state.go(state.step, typed=True))
    choice, referral = chosen(event), case.referral
    if choice == "back":
        return Turn(_at("phrases", case))
    effects = (
        SendPhrase(context.fresh_id, referral.id, state.text("phrase")),
        Notify(Audience("family", referral=referral.id), "message", context.fresh_id),
    )
    return Turn(_at("answers", case), effects)


def _preview(state: State, case: Case, context: Context) -> Screen:
    """What the family will read, with its buttons. The button that sends carries the phrase it sends."""
    phrase = PHRASES.get(state.text("phrase"))
    mine = holds(context, case.referral) and phrase is not None
    body: tuple[Text, ...] = (say("desk", "Alleen wie de aanmelding opnam, schrijft."),)
    if mine and phrase is not None:
        body = (
            say("desk", "Dit leest het gezin:"),
            phrase.text,
            say("desk", "Knoppen: {answers}.", answers=Joined(tuple(answer.label for answer in phrase.answers), "or")),
            *_not_typed(state),
        )
    return Screen(
        dialog="desk",
        step="preview",
        token=case.referral.id,
        body=body,
        answers=(Button(f"send.{state.text('phrase')}", say("desk", "Verstuur")),) if mine else (),
        ways=(BACK, MENU),
    )


def _leave(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    if chosen(event) == "more":
        return Turn(_at("answers", case, page=state.number("page") + 1))
    return Turn(at_case(case.referral.id))


def _log(state: State, case: Case, _context: Context) -> Screen:
    """What was sent and answered, one message on a screen, the newest first."""
    messages = case.messages[::-1]
    page = state.number("page") % len(messages) if messages else 0
    return Screen(
        dialog="desk",
        step="answers",
        token=case.referral.id,
        title=say("desk", "Berichten bij {number}", number=Verbatim(case.referral.number)),
        body=_exchange(messages[page]) if messages else (say("desk", "Er is nog geen bericht gestuurd."),),
        answers=(Button("more", say("desk", "Toon een ouder")),) if len(messages) > 1 else (),
        ways=(TO_CASE, MENU),
        personal=True,
    )


def _exchange(message: Message) -> tuple[Text, ...]:
    phrase = phrase_named(message.phrase)
    answer = say("desk", "Nog geen antwoord.")
    if message.answer is not None:
        answer = say("desk", "Antwoord: {answer}.", answer=phrase.answer(message.answer).label)
    return (say("desk", "Gestuurd: {moment}", moment=Moment(message.sent_at)), phrase.text, answer)


def _at(step: str, case: Case, page: int = 0, phrase: str = "") -> State:
    return State("desk", step, {"case": case.referral.id, "page": page, "phrase": phrase})


PHRASES_STEP = CaseStep(_choose, _choices)
PREVIEW = CaseStep(_send, _preview)
ANSWERS = CaseStep(_leave, _log)
