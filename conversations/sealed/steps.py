"""What the family does with a sealed report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import CallMoment, ContactWay, ReferralKind, Urgency
from conversations import consent, home, privacy
from conversations.context import Context, Sealed
from conversations.dialog import Turn, Unexpected
from conversations.effects import (
    AmendSealed,
    Audience,
    DeleteMessage,
    Effect,
    EndSealed,
    Notify,
    OpenHousehold,
    RenewKey,
    Schedule,
    SubmitReferral,
)
from conversations.events import Choice, DialogEvent, Shared, Typed
from conversations.keeping import wipe
from conversations.languages import SOURCE
from conversations.reporting.draft import name_in, phone_in
from conversations.sealed.reading import can_send, own
from conversations.state import State
from conversations.timers import started
from followups import due_at

__all__ = ["AFTER", "STEPS", "choice_of"]


def choice_of(event: DialogEvent) -> str:
    """The choice of a tap. Raises Unexpected for anything else."""
    if not isinstance(event, Choice):
        raise Unexpected
    return event.choice


def _read(state: State, event: DialogEvent, _told: Sealed, _context: Context) -> Turn:
    return Turn(state.go("words" if choice_of(event) == "words" else "who"))


def _words(state: State, event: DialogEvent, _told: Sealed, _context: Context) -> Turn:
    return Turn(state.go("read" if choice_of(event) == "back" else "who"))


def _who(state: State, event: DialogEvent, told: Sealed, context: Context) -> Turn:
    match choice_of(event):
        case "back":
            return Turn(state.go("read"))
        case "change":
            return Turn(state.go("change"))
        case "yes":
            return _pass_on(told, context)
        case "no":
            return Turn(State("sealed", "wiped"), (EndSealed(told.id, accepted=False),))
    return Turn(state)  # "again": as it is by now


def _change(state: State, event: DialogEvent, _told: Sealed, _context: Context) -> Turn:
    choice = choice_of(event)
    return Turn(state.go("who" if choice == "back" else choice, error=""))


def _name(state: State, event: DialogEvent, told: Sealed, _context: Context) -> Turn:
    if not isinstance(event, Typed):
        choice_of(event)
        return Turn(state.go("change", error=""))
    name, error = name_in(event.text)
    gone = DeleteMessage(event.message)
    if error:
        return Turn(state.go("name", error=error), (gone, RenewKey()))
    return Turn(state.go("who", error=""), (AmendSealed(told.id, name, told.phone), gone))


def _phone(state: State, event: DialogEvent, told: Sealed, _context: Context) -> Turn:
    match event:
        case Choice("back"):
            return Turn(state.go("change", error=""))
        case Choice():
            return Turn(state.go("who", error=""), (AmendSealed(told.id, told.first_name, None),))
        case Shared(own=False, message=message):
            return Turn(state.go("phone", error="not_own"), (DeleteMessage(message), RenewKey()))
        case Shared(phone=raw, message=message) | Typed(text=raw, message=message):
            phone, gone = phone_in(raw), DeleteMessage(message)
            if not phone:
                return Turn(state.go("phone", error="not_phone"), (gone, RenewKey()))
            return Turn(state.go("who", error=""), (AmendSealed(told.id, told.first_name, phone), gone))


def _pass_on(told: Sealed, context: Context) -> Turn:
    """The family's own yes: its household, its request, and a word to the team and to the volunteer."""
    if not can_send(told, context):
        return Turn(context.chat.state)
    referral, language = f"{context.fresh_id}a", context.chat.language or SOURCE
    opening: tuple[Effect, ...] = ()
    if own(told, context) is None:
        household = context.fresh_id
        opening = (
            OpenHousehold(household, told.municipality, privacy.VERSION, language),
            Schedule("resume", due_at("resume", context.now), household),
            wipe(context, household),
        )
    request = SubmitReferral(
        id=referral,
        kind=ReferralKind.REPORTED,
        urgency=Urgency.NORMAL,
        first_name=told.first_name,
        phone=told.phone,
        way=ContactWay.OWN_PHONE if told.phone else ContactWay.THROUGH_BOT,
        when=CallMoment.ANY_TIME if told.phone else CallMoment.RATHER_MESSAGE,
        about=(),
        recipient=consent.recipient(told.municipality),
        purpose=consent.purpose(papers=False),
        text_version=privacy.VERSION,
        language=language,
        reported_by=told.reported_by,
        needs=told.needs,
        words=told.words,
    )
    return Turn(
        State("sealed", "sent"),
        (
            *opening,
            request,
            *started(referral, context.now),
            Notify(Audience("team", municipality=told.municipality, referral=referral), "new_referral", referral),
            Notify(Audience("reporter", referral=referral), "report_received", referral),
            EndSealed(told.id, accepted=True),
        ),
    )


def _sent(choice: str, context: Context) -> Turn:
    return Turn(State("helping", "mine") if choice == "mine" and context.household is not None else home.of(context))


def _wiped(_choice: str, context: Context) -> Turn:
    return Turn(home.of(context))


STEPS: Mapping[str, Callable[[State, DialogEvent, Sealed, Context], Turn]] = {
    "read": _read,
    "words": _words,
    "who": _who,
    "change": _change,
    "name": _name,
    "phone": _phone,
}
AFTER: Mapping[str, Callable[[str, Context], Turn]] = {"sent": _sent, "wiped": _wiped}
