"""What a family sees of its appointment, and what it answers. Who helps it reads the same."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Appointment, AppointmentAction, AppointmentState, Role
from conversations import home
from conversations.asking import for_another
from conversations.context import Context
from conversations.dialog import Dialog, Turn, of_taps
from conversations.effects import Effect, SendAppointment
from conversations.findings import household_of
from conversations.meeting.moves import current, moved
from conversations.meeting.places import LOOK
from conversations.meeting.words import SUITS, at, lines, opening_line, point_of, suits_line
from conversations.moves import heard, reached
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from followups import BRUSSELS
from rights import ContactPoint
from texts import Text, say

__all__ = ["DIALOG", "FORMS", "point_shown", "standing"]

FORMS = ("calendar", "map")
"""How an appointment goes out as a message of its own."""

ANSWERED = "meet_answer"
GO_ON = Button("home", say("meeting", "Ga verder"))
MOMENT = "m"

_S, _A = AppointmentState, AppointmentAction


def _heard(context: Context) -> tuple[Effect, ...]:
    """Nobody waits for who says something about an appointment."""
    return heard(context.household.referral if context.household is not None else None, context)


def standing(context: Context) -> Appointment | None:
    """The family's appointment that still stands, or the last one."""
    return current(context.household.appointments) if context.household is not None else None


def point_shown(found: Appointment, context: Context) -> ContactPoint | None:
    """The place on the map, where its coordinates are known."""
    point = point_of(found, _town(context), context)
    return point if point is not None and point.latitude is not None and point.longitude is not None else None


def _town(context: Context) -> str:
    referral = household_of(context).referral
    return referral.municipality if referral is not None else ""


def _settled(state: State, context: Context) -> State:
    """Where the chat is by now: a step about an appointment that moved on meanwhile shows how it stands."""
    found = standing(context)
    moves = found is not None and found.state in _OPEN_TO[state.step] and (found.day is None or found.day > context.now)
    return state if state.step == "look" or moves else LOOK


_OPEN_TO: Mapping[str, tuple[AppointmentState, ...]] = {
    "look": (),
    "other": (_S.PROPOSED, _S.ACCEPTED),
    "sure": (_S.ACCEPTED, _S.OTHER_TIME),
}
"""By step, the states in which it means something."""


def _look(state: State, choice: str, context: Context) -> Turn:
    found = standing(context)
    if found is None or choice in ("home", "back"):
        return Turn(home.of(context))
    match choice:
        case "other" | "sure":
            return Turn(State("meeting", choice))
        case "calendar" | "map":
            return Turn(state.go("look", sent=choice), (SendAppointment(choice, found.id),), fresh=True)
        case "no":
            return Turn(LOOK, (*moved(found, _A.DECLINE, Role.FAMILY, context.now, told=ANSWERED), *_heard(context)))
    chosen = found.moments[int(choice.removeprefix(MOMENT))]
    agreed = moved(found, _A.ACCEPT, Role.FAMILY, context.now, at=chosen, told=ANSWERED)
    return Turn(LOOK, (*agreed, *reached(household_of(context).referral, context)))


def _look_view(state: State, context: Context) -> Screen:
    found = standing(context)
    if found is None:
        return _screen("look", "", _NOTHING, answers=(GO_ON,))
    match found.state:
        case _S.PROPOSED:
            return _proposal(found, context)
        case _S.ACCEPTED:
            return _agreed(state, found, context)
        case _S.OTHER_TIME:
            body = (_WAITS, *suits_line(found.suits))
            return _screen("look", _token(found), *body, answers=(GO_ON, Button("sure", say("meeting", "Zeg af"))))
    return _screen("look", _token(found), _ENDED.get(found.state, _NOTHING), answers=(GO_ON,))


def _proposal(found: Appointment, context: Context) -> Screen:
    coming = [(n, moment) for n, moment in enumerate(found.moments) if moment > context.now]
    return _screen(
        "look",
        _token(found),
        *lines(found.purpose, found.place, _town(context), context, to_family=not for_another(context)),
        say("meeting", "Welk moment past?") if coming else say("meeting", "Deze momenten zijn voorbij."),
        title=say("meeting", "Voorstel voor een afspraak"),
        answers=(
            *(Button(f"{MOMENT}{n}", at(moment)) for n, moment in coming),
            Button("other", say("meeting", "Ander moment")),
            Button("no", say("meeting", "Niet nodig")),
        ),
    )


def _agreed(state: State, found: Appointment, context: Context) -> Screen:
    """Until the end of its day, so that who is on the way can look where it is."""
    if found.at is None or found.at.astimezone(BRUSSELS).date() < context.today:
        return _screen("look", _token(found), _PASSED, answers=(GO_ON,))
    place = lines(found.purpose, found.place, _town(context), context, to_family=not for_another(context))
    sent = (say("meeting", "Hierboven staat wat je vroeg."),) if state.text("sent") else ()
    shown = (Button("map", say("meeting", "📍 Toon op de kaart")),) if point_shown(found, context) is not None else ()
    coming = (
        Button("calendar", say("meeting", "📅 In mijn agenda")),
        Button("other", say("meeting", "Verzet")),
        Button("sure", say("meeting", "Zeg af")),
    )
    return _screen(
        "look",
        _token(found),
        *sent,
        say("meeting", "Wanneer: {moment}.", moment=at(found.at)),
        *place,
        *opening_line(point_of(found, _town(context), context)),
        title=say("meeting", "✅ Afspraak"),
        answers=(*shown, *(coming if found.at > context.now else ()), GO_ON),
    )


def _other(state: State, choice: str, context: Context) -> Turn:
    """When it suits better, to be ticked; nothing ticked is an answer too."""
    found = standing(context)
    if found is None or choice == "back":
        return Turn(LOOK)
    ticked = state.texts("suits")
    if choice != "done":
        suits = [code for code in SUITS if (code in ticked) != (code == choice)]
        return Turn(state.go("other", suits=list(suits)))
    return Turn(
        LOOK, (*moved(found, _A.OTHER, Role.FAMILY, context.now, suits=ticked, told="meet_waits"), *_heard(context))
    )


def _other_view(state: State, context: Context) -> Screen:
    ticked, found = state.texts("suits"), standing(context)
    return _screen(
        "other",
        _token(found) if found is not None else "",
        say("meeting", "Wanneer past het beter? Tik alles aan wat past."),
        answers=tuple(
            Button(code, say("meeting", "✅ {label}", label=label) if code in ticked else label)
            for code, label in SUITS.items()
        ),
        end=Button("done", say("meeting", "Klaar")),
        back=True,
    )


def _sure(_state: State, choice: str, context: Context) -> Turn:
    found = standing(context)
    if found is None or choice != "yes":
        return Turn(LOOK)
    return Turn(LOOK, (*moved(found, _A.CANCEL, Role.FAMILY, context.now, told="meet_off_staff"), *_heard(context)))


def _sure_view(_state: State, context: Context) -> Screen:
    found = standing(context)
    return _screen(
        "sure",
        _token(found) if found is not None else "",
        say("meeting", "Wil je de afspraak afzeggen? Dat mag altijd."),
        say("meeting", "De medewerker hoort het van ons. Je hoeft niet te zeggen waarom."),
        answers=(Button("yes", say("meeting", "Ja, zeg af")), Button("no", say("meeting", "Nee, het blijft zo"))),
        back=True,
    )


_NOTHING = say("meeting", "Er staat nu niets gepland.")
_PASSED = say("meeting", "De afspraak is voorbij. Er kan altijd een nieuwe komen.")
_WAITS = say("meeting", "De medewerker weet dat je een ander moment vraagt. Je krijgt een nieuw voorstel.")
_ENDED: Mapping[AppointmentState, Text] = {
    _S.DECLINED: say("meeting", "Dank je. De medewerker weet dat het niet nodig is."),
    _S.LAPSED: say("meeting", "Het voorstel is voorbij. Dat geeft niet: er kan een nieuw voorstel komen."),
    _S.CANCELLED: say("meeting", "De afspraak gaat niet door. Er kan altijd een nieuwe komen."),
    _S.MISSED: say("meeting", "De afspraak ging niet door. Dat geeft niet: er kan altijd een nieuwe komen."),
}
"""After an appointment that came to nothing: never whose fault it was."""


def _token(found: Appointment) -> str:
    """A button of an earlier proposal never answers a later one."""
    return f"{found.id[:12]}.{found.revision}"


def _screen(
    step: str,
    token: str,
    *body: Text,
    title: Text | None = None,
    answers: tuple[Button, ...] = (),
    end: Button | None = None,
    back: bool = False,
) -> Screen:
    ways = (BACK, MENU) if back else (MENU,)
    return Screen("meeting", step, body, title=title, answers=answers, end=end, ways=ways, token=token)


DIALOG: Dialog = of_taps(
    "meeting",
    {"look": _look, "other": _other, "sure": _sure},
    {"look": _look_view, "other": _other_view, "sure": _sure_view},
    _settled,
    household=True,
)
