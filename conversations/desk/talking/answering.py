"""Writing to a family through the bot: the ways to do it, and what was said so far."""

from __future__ import annotations

from casework import UNCLEAR, Message, MessageKind, Purpose
from conversations.context import Case, Context, Referral
from conversations.desk.card import reads_by_code, unheard_line
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, Notify, SendMessage, ShowPhoto
from conversations.events import DialogEvent, Typed
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from conversations.talk.telling import answered, said
from texts import Moment, Text, Verbatim, say

__all__ = ["ANSWERS", "NOT_YOURS", "PHRASES_STEP", "TO_WAYS", "at_log", "not_typed", "sent"]

OWN = Button("write", say("desk", "✏️ Schrijf zelf"))
CHECKLIST = Button("papers", say("desk", "Vraag papieren"))
TO_WAYS = Button("phrases", say("desk", "Terug"))
WRITE = Button("phrases", say("desk", "Schrijf via de bot"))
SHOW = Button("show", say("desk", "Bekijk het papier"))
NOT_YOURS = say("desk", "Alleen wie de aanmelding opnam, schrijft.")


def sent(referral: Referral, message: Message, context: Context) -> tuple[Effect, ...]:
    """A message of staff, and the neutral notice of it."""
    family = Audience("family", referral=referral.id)
    return (SendMessage(referral.id, message), Notify(family, "message", context.fresh_id))


def not_typed(state: State) -> tuple[Text, ...]:
    """Whoever types where buttons are asked meant to write to the family."""
    if not state.data.get("typed"):
        return ()
    return (say("desk", "Wat je typt, gaat niet naar het gezin. Zelf typen? Kies Schrijf zelf."),)


def _choose(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    if isinstance(event, Typed):
        return Turn(state.go(state.step, typed=True))
    match chosen(event):
        case "case":
            return Turn(at_case(case.referral.id))
        case (OWN.choice | CHECKLIST.choice) as step:
            return Turn(State("desk", step, {"case": case.referral.id}))
        case purpose:
            return Turn(State("desk", "purpose", {"case": case.referral.id, "purpose": purpose}))


def _ways(state: State, case: Case, context: Context) -> Screen:
    """First the purpose; only whoever holds the case writes."""
    mine = holds(context, case.referral)
    unheard = unheard_line(case, context)
    body = (
        say("desk", "Waarover gaat je bericht? Klare berichten zijn al vertaald."),
        *not_typed(state),
        *((unheard,) if unheard is not None else ()),
    )
    return Screen(
        dialog="desk",
        step="phrases",
        token=case.referral.id,
        title=say("desk", "Schrijf bij {number}", number=Verbatim(case.referral.number)),
        body=body if mine else (NOT_YOURS,),
        answers=(*(Button(purpose, purpose.label) for purpose in Purpose), CHECKLIST, OWN) if mine else (),
        ways=(TO_CASE, MENU),
    )


def at_log(case: Case, page: int = 0) -> State:
    """What was sent and answered, the newest first."""
    return State("desk", "answers", {"case": case.referral.id, "page": page})


def _shown(state: State, case: Case) -> Message | None:
    messages = case.messages[::-1]
    return messages[state.number("page") % len(messages)] if messages else None


def _leave(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    message = _shown(state, case)
    match chosen(event):
        case "more":
            return Turn(at_log(case, state.number("page") + 1))
        case WRITE.choice:
            return Turn(State("desk", "phrases", {"case": case.referral.id}))
        case SHOW.choice if message is not None and message.place is not None and holds(context, case.referral):
            return Turn(state, (ShowPhoto(case.referral.id, message.id),), fresh=True)
    return Turn(at_case(case.referral.id))


def _log(state: State, case: Case, context: Context) -> Screen:
    """One message on a screen."""
    message, mine = _shown(state, case), holds(context, case.referral)
    photo = message is not None and message.place is not None and mine
    return Screen(
        dialog="desk",
        step="answers",
        token=message.id if message is not None else case.referral.id,
        title=say("desk", "Berichten bij {number}", number=Verbatim(case.referral.number)),
        body=_exchange(message, case, context)
        if message is not None
        else (say("desk", "Er is nog geen bericht gestuurd."),),
        answers=(
            *((SHOW,) if photo else ()),
            *((Button("more", say("desk", "Toon een ouder bericht")),) if len(case.messages) > 1 else ()),
            *((WRITE,) if mine else ()),
        ),
        ways=(TO_CASE, MENU),
        personal=True,
    )


def _exchange(message: Message, case: Case, context: Context) -> tuple[Text, ...]:
    if message.by_family:
        head = say("desk", "Van het gezin: {moment}", moment=Moment(message.sent_at))
        return (head, *said(message), *(_of_photo(message) if message.kind is MessageKind.PHOTO else ()))
    if case.family_absent and message.answer is None:
        return (*_waits_for_code(case, context), *said(message))
    return (say("desk", "Gestuurd: {moment}", moment=Moment(message.sent_at)), *said(message), *_came_back(message))


def _waits_for_code(case: Case, context: Context) -> tuple[Text, ...]:
    """Nobody has the file yet: the message is read by whoever opens it."""
    if case.code_until is None:
        return (say("desk", "Het gezin zit niet in de bot. Niemand leest dit nu."),)
    lasts = (
        say("desk", "De code werkt tot {moment}.", moment=Moment(case.code_until))
        if reads_by_code(case, context)
        else say("desk", "De code van het gezin werkt niet meer.")
    )
    return (say("desk", "Klaar. Het gezin leest dit als het de code opent."), lasts)


def _of_photo(message: Message) -> tuple[Text, ...]:
    if message.place is None:
        return (say("desk", "Dit is al bekeken. De bot bewaart het niet."),)
    return (
        say("desk", "Bekijken? Dan gaat het weg bij het gezin."),
        say("desk", "Bewaar het meteen in het dossier: na 15 minuten gaat het ook hier weg."),
    )


def _came_back(message: Message) -> tuple[Text, ...]:
    if message.answer is None:
        return (say("desk", "Nog geen antwoord."),)
    answer = answered(message) or Verbatim(message.answer)
    told = say("desk", "Antwoord: {answer}.", answer=answer)
    if message.answer == UNCLEAR.id and message.words:
        return (told, say("desk", "Kies een klaar bericht, of stel een tolk voor."))
    return (told,)


PHRASES_STEP = CaseStep(_choose, _ways)
ANSWERS = CaseStep(_leave, _log)
