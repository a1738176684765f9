"""What each step of a report does with a tap or with what is typed, and what comes after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from casework import CallMoment, ContactWay, Need, ReferralKind, Urgency
from conversations import consent
from conversations.context import Context
from conversations.dialog import Turn, Unexpected
from conversations.effects import (
    Audience,
    DeleteMessage,
    Effect,
    Notify,
    OpenHousehold,
    SealReferral,
    ShowLink,
    SubmitReferral,
)
from conversations.events import Choice, DialogEvent, Shared, Typed
from conversations.languages import LANGUAGES, SOURCE
from conversations.reporting.draft import NEUTRAL, URGENCY, Draft, name_in, opened, phone_in, words_in
from conversations.state import Json, State
from conversations.timers import in_its_stream, started
from conversations.unopened import looked_at
from conversations.volunteer import HOME

__all__ = ["ALOUD_VERSION", "STEPS"]

ALOUD_VERSION = "aloud-2026-11-22"
"""Of the text that is read aloud, as recorded with the family's yes: change it with every change of that text."""

_TOLD = ("tongue", "consent", "name", "phone", "when", "urgent", "needs", "words", "sure")
_SEALED = ("closed", "name", "phone", "needs", "words", "sure")
"""The way through a report: with the family's yes, or before anybody asked it."""


def _way(state: State) -> tuple[str, ...]:
    draft = Draft(state)
    way = _SEALED if draft.sealed else _TOLD
    return way if draft.phone else tuple(step for step in way if step != "when")


def _on(state: State, **data: Json) -> Turn:
    """The next step; from a correction straight back to the last look, unless it asks for something that lacks."""
    filled = state.go(state.step, **{"error": "", **data})
    way = _way(filled)
    following = way[way.index(state.step) + 1] if state.step in way else "sure"
    if state.data.get("fix") and not (following == "when" and not Draft(filled).when):
        following = "sure"
    return Turn(filled.go(following, fix=following != "sure" and bool(state.data.get("fix"))))


def _before(state: State) -> Turn:
    if state.data.get("fix"):
        return Turn(state.go("sure", fix=False, error=""))
    way = _way(state)
    at = way.index(state.step) if state.step in way else 0
    return Turn(state.go(way[at - 1] if at else "how", error=""))


def _choice(event: DialogEvent) -> str:
    """The choice of a tap. Raises Unexpected for anything else."""
    if not isinstance(event, Choice):
        raise Unexpected
    return event.choice


def _how(_state: State, event: DialogEvent, context: Context) -> Turn:
    choice = _choice(event)
    if choice not in ("told", "sealed"):
        return Turn(HOME)
    places = context.volunteer
    if len(places) > 1:
        return Turn(State("reporting", "town", {"mode": choice}))
    return Turn(_begun(choice, places[0].municipality))


def _begun(mode: str, town: str) -> State:
    return State("reporting", _SEALED[0] if mode == "sealed" else _TOLD[0], {"mode": mode, "town": town})


def _town(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice = _choice(event)
    return Turn(State("reporting", "how") if choice == "back" else _begun(state.text("mode"), choice))


def _nobody(_state: State, event: DialogEvent, _context: Context) -> Turn:
    _choice(event)
    return Turn(HOME)


def _closed(state: State, event: DialogEvent, _context: Context) -> Turn:
    return _before(state) if _choice(event) == "back" else _on(state)


def _tongue(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice = _choice(event)
    return _on(state, aloud=choice) if choice in LANGUAGES else _before(state)


def _consent(state: State, event: DialogEvent, _context: Context) -> Turn:
    match _choice(event):
        case "back":
            return _before(state)
        case "yes":
            return _on(state)
    return Turn(State("reporting", "refused"))


def _name(state: State, event: DialogEvent, _context: Context) -> Turn:
    if isinstance(event, Typed):
        name, error = name_in(event.text)
        gone = DeleteMessage(event.message)
        if error:
            return Turn(state.go("name", error=error), (gone,))
        return replace(_on(state, name=name), effects=(gone,))
    return _before(state) if _choice(event) == "back" else _on(state)


def _phone(state: State, event: DialogEvent, _context: Context) -> Turn:
    """The family's number, typed or from the volunteer's own address book; never the volunteer's."""
    match event:
        case Choice("back"):
            return _before(state)
        case Choice():
            return _on(state, phone="", when="")
        case Shared(own=True, message=message):
            return Turn(state.go("phone", error="yours"), (DeleteMessage(message),))
        case Shared(phone=raw, message=message) | Typed(text=raw, message=message):
            phone = phone_in(raw)
            if not phone:
                return Turn(state.go("phone", error="not_phone"), (DeleteMessage(message),))
            return replace(_on(state, phone=phone), effects=(DeleteMessage(message),))


def _when(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice = _choice(event)
    return _before(state) if choice == "back" else _on(state, when=choice)


def _urgent(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice = _choice(event)
    return _before(state) if choice == "back" else _on(state, urgent=choice == "yes")


def _needs(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice, picked = _choice(event), state.texts("needs")
    if choice == "back":
        return _before(state)
    if choice == "done":
        return _on(state)
    kept: list[Json] = [need.value for need in Need if (need in picked) != (need == choice)]
    return Turn(state.go("needs", needs=kept))


def _words(state: State, event: DialogEvent, _context: Context) -> Turn:
    if isinstance(event, Typed):
        words = words_in(event.text)
        gone = DeleteMessage(event.message)
        if not words:
            return Turn(state.go("words", error="wordy"), (gone,))
        return replace(_on(state, words=words), effects=(gone,))
    match _choice(event):
        case "back":
            return _before(state)
        case "none":
            return _on(state, words="")
    return _on(state)


def _sure(state: State, event: DialogEvent, context: Context) -> Turn:
    match _choice(event):
        case "back":
            return _before(state)
        case "fix":
            return Turn(state.go("fix"))
        case "stop":
            return Turn(HOME)
    return _seal(state, context) if Draft(state).sealed else _send(state, context)


def _fix(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice = _choice(event)
    if choice == "back":
        return Turn(state.go("sure"))
    return Turn(state.go("urgent" if choice == URGENCY else choice, fix=True))


def _seal(state: State, context: Context) -> Turn:
    """Nobody is told, nothing waits in a queue and nothing is planned: only the family's link opens it."""
    draft = Draft(state)
    sealed = SealReferral(
        context.fresh_id, state.text("town"), draft.name, draft.phone or None, draft.needs, draft.words
    )
    return Turn(State("reporting", "shut"), (sealed,), fresh=True)


def _send(state: State, context: Context) -> Turn:
    """The request, with the yes that the volunteer heard; and the link by which the family gets its own file."""
    draft, town = Draft(state), state.text("town")
    household, referral = context.fresh_id, f"{context.fresh_id}a"
    aloud = state.text("aloud") or SOURCE
    request = SubmitReferral(
        id=referral,
        kind=ReferralKind.REPORTED,
        urgency=Urgency.URGENT if draft.urgent else Urgency.NORMAL,
        first_name=draft.name,
        phone=draft.phone or None,
        way=ContactWay.OWN_PHONE if draft.phone else ContactWay.THROUGH_BOT,
        when=(draft.when or CallMoment.ANY_TIME) if draft.phone else CallMoment.RATHER_MESSAGE,
        about=(),
        recipient=consent.recipient(town),
        purpose=consent.purpose(papers=False),
        text_version=ALOUD_VERSION,
        language=aloud,
        reported_by=context.chat.id,
        witnessed=True,
        needs=draft.needs,
        words=draft.words,
    )
    effects: tuple[Effect, ...] = (
        OpenHousehold(household, town, ALOUD_VERSION, aloud, kind="none", witnessed=True),
        request,
        *in_its_stream(started(referral, context.now), referral),
        Notify(Audience("team", municipality=town, referral=referral), "new_referral", referral),
        ShowLink("adopt", household),
        *(() if draft.phone else looked_at(referral, context.now)),
    )
    sent = State("reporting", "sent", {"report": referral, "urgent": draft.urgent, "code": not draft.phone})
    return Turn(sent, effects, fresh=True)


def _neutral(state: State, event: DialogEvent, _context: Context) -> Turn:
    _choice(event)
    return Turn(opened(state))


def _over(_state: State, event: DialogEvent, _context: Context) -> Turn:
    """Where nothing is asked any more."""
    return Turn(State("reporting", "how") if _choice(event) == "again" else HOME)


STEPS: Mapping[str, Callable[[State, DialogEvent, Context], Turn]] = {
    "how": _how,
    "town": _town,
    "nobody": _nobody,
    "closed": _closed,
    "tongue": _tongue,
    "consent": _consent,
    "refused": _over,
    "name": _name,
    "phone": _phone,
    "when": _when,
    "urgent": _urgent,
    "needs": _needs,
    "words": _words,
    "sure": _sure,
    "fix": _fix,
    NEUTRAL: _neutral,
    "sent": _over,
    "shut": _over,
    "theirs": _over,
}
