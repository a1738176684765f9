"""Proposing an appointment: what for, where, up to three moments, and a last look at what the family reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from casework import (
    HALF_DAYS,
    MOST_MOMENTS,
    Appointment,
    AppointmentState,
    NotAMoment,
    Occasion,
    read_moment,
)
from conversations.context import Case, Context
from conversations.desk.card import unheard_line
from conversations.desk.cases import CaseStep, chosen, holds
from conversations.dialog import Turn, Unexpected
from conversations.events import DialogEvent, Typed
from conversations.meeting.moves import current, proposed
from conversations.meeting.places import at_case_meeting
from conversations.meeting.words import CALL, HOME, LATER, at, lines, points, suits_line, where
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from followups import BRUSSELS, fence, is_working_day
from texts import Day, Joined, Text, Verbatim, say

__all__ = ["STEPS", "again", "begun", "purposes"]

DAYS = 18
"""Working days that stand on buttons; a later one can be typed."""
DAYS_ON_A_PAGE = 7
LONGEST_LABEL = 30
_FIXED: Mapping[Occasion, str] = {Occasion.VISIT: HOME, Occasion.CALL: CALL}
"""Where something is that can be nowhere else."""


def purposes(case: Case) -> tuple[Button, ...]:
    """What an appointment can be for. Nobody is called who gave no number."""
    known = (purpose for purpose in Occasion if purpose is not Occasion.CALL or case.referral.phone)
    return tuple(Button(purpose, purpose.label) for purpose in known)


def begun(case: Case, purpose: Occasion, context: Context) -> State:
    """A new proposal: asks where, if there is anything to choose."""
    possible = _places(purpose, case, context)
    data = {"case": case.referral.id, "for": str(purpose)}
    if len(possible) == 1:
        return State("desk", "meet_day", {**data, "where": possible[0]})
    return State("desk", "meet_where", data)


def again(case: Case, found: Appointment) -> State:
    """Other moments for an appointment that is there."""
    return State("desk", "meet_day", {"case": case.referral.id, "for": found.purpose, "where": found.place})


def _places(purpose: Occasion, case: Case, context: Context) -> tuple[str, ...]:
    if purpose in _FIXED:
        return (_FIXED[purpose],)
    return (*tuple(points(case.referral.municipality, context))[:7], LATER)


def _where(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice = chosen(event)
    return Turn(at_case_meeting(case.referral.id) if choice == "back" else state.go("meet_day", where=choice))


def _where_view(state: State, case: Case, context: Context) -> Screen:
    town = case.referral.municipality
    places = _places(_purpose(state), case, context)
    answers = tuple(Button(place, _called(place, town, context)) for place in places)
    return _screen(state, case, context, say("desk", "Waar spreken jullie af?"), answers=answers)


def _called(place: str, town: str, context: Context) -> Text:
    """A place on a button: without its address, which would not fit."""
    point = points(town, context).get(place)
    if point is not None and point.name is not None:
        short = point.name if len(point.name) <= LONGEST_LABEL else f"{point.name[: LONGEST_LABEL - 1]}…"
        return say("desk", "{name}", name=Verbatim(short))
    return say("desk", "Dat volgt nog") if place == LATER else where(place, town, context)


def _day(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return _typed(state, event, case, context)
    match chosen(event):
        case "back":
            return Turn(at_case_meeting(case.referral.id))
        case "more":
            return Turn(state.go("meet_day", page=state.number("page") + 1, said=""))
        case "done":
            return Turn(state.go("meet_send", said=""))
        case choice:
            return Turn(state.go("meet_half", day=choice.removeprefix("d."), said=""))


def _day_view(state: State, case: Case, context: Context) -> Screen:
    """The next working days; or a moment that is typed."""
    days = tuple(Button(f"d.{day}", say("desk", "{day}", day=Day(day))) for day in _days(context))
    moments = _moments(state, context)
    done = (Button("done", say("desk", "Klaar")),) if moments else ()
    example = Verbatim(f"{_days(context)[0]:%d/%m} 14:30")
    ask = say("desk", "Kies een dag. Of typ een moment, zoals {example}.", example=example)
    found = current(case.appointments)
    suits = suits_line(found.suits) if found is not None and not found.over else ()
    chosen_now = (_listed(moments),) if moments else ()
    return _screen(
        state,
        case,
        context,
        *suits,
        *chosen_now,
        ask,
        answers=(*paged(days, state.number("page"), DAYS_ON_A_PAGE), *done),
        personal=bool(suits),
    )


def _days(context: Context) -> tuple[date, ...]:
    found: list[date] = []
    day = context.today
    while len(found) < DAYS:
        day += timedelta(days=1)
        if is_working_day(day):
            found.append(day)
    return tuple(found)


def _half(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return _typed(state, event, case, context)
    choice = chosen(event)
    return Turn(state.go("meet_day", said="") if choice == "back" else state.go("meet_hour", half=choice, said=""))


def _half_view(state: State, case: Case, context: Context) -> Screen:
    day = Day(_chosen_day(state, context))
    answers = (Button("am", say("desk", "Voormiddag")), Button("pm", say("desk", "Namiddag")))
    return _screen(state, case, context, say("desk", "{day}: wanneer?", day=day), answers=answers)


def _hour(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return _typed(state, event, case, context)
    choice = chosen(event)
    if choice == "back":
        return Turn(state.go("meet_half", said=""))
    moment = next(moment for moment in _hours(state, context) if _code(moment) == choice)
    return Turn(_with(state, moment, context))


def _hour_view(state: State, case: Case, context: Context) -> Screen:
    day = Day(_chosen_day(state, context))
    answers = tuple(
        Button(_code(moment), say("desk", "{time}", time=Verbatim(f"{moment:%H:%M}")))
        for moment in _hours(state, context)
    )
    return _screen(state, case, context, say("desk", "{day}: hoe laat?", day=day), answers=answers)


def _chosen_day(state: State, context: Context) -> date:
    """The day of which the hour is asked; the first one, where none was chosen."""
    return date.fromisoformat(state.text("day")) if state.text("day") else _days(context)[0]


def _hours(state: State, context: Context) -> tuple[datetime, ...]:
    day, half = _chosen_day(state, context), state.text("half") or "am"
    return tuple(datetime.combine(day, hour, BRUSSELS) for hour in HALF_DAYS[half])


def _code(moment: datetime) -> str:
    return f"h.{moment:%H%M}"


def _typed(state: State, event: Typed, case: Case, context: Context) -> Turn:
    """A moment that was typed; what cannot be one is answered kindly, and all that was chosen stays."""
    if not holds(context, case.referral):
        raise Unexpected
    try:
        moment = read_moment(event.text, context.now)
    except NotAMoment as wrong:
        return Turn(state.go(state.step, said=wrong.why))
    return Turn(_with(state, moment, context))


def _with(state: State, moment: datetime, context: Context) -> State:
    """One moment more; after the last one the proposal is looked at."""
    moments = sorted({*_moments(state, context), moment.astimezone(UTC)})[:MOST_MOMENTS]
    step = "meet_send" if len(moments) == MOST_MOMENTS else "meet_day"
    return state.go(step, moments=[one.isoformat() for one in moments], said="", page=0)


def _moments(state: State, context: Context) -> tuple[datetime, ...]:
    """What was chosen and is still to come."""
    read = (datetime.fromisoformat(text) for text in state.texts("moments"))
    return tuple(moment for moment in read if moment > context.now)


def _send(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return _typed(state, event, case, context)
    choice, found = chosen(event), current(case.appointments)
    if choice == "back":
        return Turn(state.go("meet_day", said=""))
    if choice == "anew":
        return Turn(state.go("meet_day", moments=[], said="", page=0))
    here = at_case_meeting(case.referral.id)
    if found is not None and not found.over and found.state != AppointmentState.OTHER_TIME:
        return Turn(here)  # one stands at a time
    moments, purpose = _moments(state, context), _purpose(state)
    effects = proposed(
        found,
        case.referral.id,
        purpose,
        state.text("where"),
        moments,
        now=context.now,
        fresh_id=context.fresh_id,
    )
    return Turn(here, effects)


def _send_view(state: State, case: Case, context: Context) -> Screen:
    """What the family will read. The button that sends carries what it sends."""
    moments, unheard = _moments(state, context), unheard_line(case, context)
    told = lines(_purpose(state), state.text("where"), case.referral.municipality, context, to_family=True)
    mark = fence(state.text("for"), state.text("where"), *(str(moment) for moment in moments))[:8]
    anew = Button("anew", say("desk", "Kies opnieuw"))
    return _screen(
        state,
        case,
        context,
        say("desk", "Dit leest het gezin:"),
        *told,
        *((_listed(moments),) if moments else (say("desk", "Deze momenten zijn voorbij."),)),
        *((unheard,) if unheard is not None else ()),
        answers=(*((Button(f"send.{mark}", say("desk", "Verstuur")),) if moments else ()), anew),
    )


def _listed(moments: tuple[datetime, ...]) -> Text:
    return say("desk", "Voorstel: {moments}.", moments=Joined(tuple(at(moment) for moment in moments), "or"))


def _purpose(state: State) -> Occasion:
    return Occasion(state.text("for") or Occasion.TALK)


def _screen(
    state: State,
    case: Case,
    context: Context,
    *body: Text,
    answers: tuple[Button, ...],
    personal: bool = False,
) -> Screen:
    """A step of the proposal, for who holds the case and for nobody else."""
    mine = holds(context, case.referral)
    said = _SAID.get(state.text("said"))
    return Screen(
        dialog="desk",
        step=state.step,
        token=case.referral.id,
        title=say("desk", "Afspraak bij {number}", number=Verbatim(case.referral.number)),
        body=(*((said,) if said is not None else ()), *body)
        if mine
        else (say("desk", "Alleen wie de aanmelding opnam, gaat verder."),),
        answers=answers if mine else (),
        ways=(BACK, MENU),
        personal=personal,
    )


_SAID: Mapping[str, Text] = {
    "unread": say("desk", "Dat moment kon ik niet lezen."),
    "past": say("desk", "Dat moment is voorbij. Kies een later moment."),
    "far": say("desk", "Dat is nog ver. Kies een dag binnen drie maanden."),
    "rest": say("desk", "Dat is geen werkdag. Kies een andere dag."),
    "hour": say("desk", "Kies een uur tussen 8:00 en 19:30."),
}
"""Why what was typed is no moment."""

STEPS: Mapping[str, CaseStep] = {
    "meet_where": CaseStep(_where, _where_view),
    "meet_day": CaseStep(_day, _day_view),
    "meet_half": CaseStep(_half, _half_view),
    "meet_hour": CaseStep(_hour, _hour_view),
    "meet_send": CaseStep(_send, _send_view),
}
