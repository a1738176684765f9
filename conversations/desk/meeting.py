"""The appointment of one case: how it stands, what came of it, and where a new one begins."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Appointment, AppointmentAction, AppointmentState, Occasion, Role
from conversations.context import Case, Context
from conversations.desk import proposing
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.meeting.moves import current, moved
from conversations.meeting.places import at_case_meeting
from conversations.meeting.words import at, lines, suits_line
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Joined, Text, Verbatim, say

__all__ = ["STEPS"]

_S, _A = AppointmentState, AppointmentAction

OFF = Button("meet_off", say("desk", "Zeg af"))
AGAIN = Button("again", say("desk", "Stel momenten voor"))
YES = Button("yes", say("desk", "Ja, zeg af"))
NO = Button("no", say("desk", "Nee, het blijft zo"))
CAME_OF_IT = (
    Button(_A.HOLD, say("desk", "Ze ging door")),
    Button(_A.MISS, say("desk", "Ze ging niet door")),
    Button(_A.OTHER, say("desk", "Ze is verzet")),
)


def _advance(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, found = chosen(event), current(case.appointments)
    here = at_case_meeting(case.referral.id)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    if choice == OFF.choice:
        return Turn(State("desk", "meet_off", {"case": case.referral.id}))
    if choice in set(Occasion):
        return Turn(proposing.begun(case, Occasion(choice), context))
    if found is None or found.purpose is None:
        return Turn(here)
    if choice == AGAIN.choice:
        return Turn(proposing.again(case, found))
    effects = moved(found, AppointmentAction(choice), Role.COORDINATOR, context.now, told="")
    return Turn(proposing.again(case, found) if choice == _A.OTHER else here, effects)


def _view(_state: State, case: Case, context: Context) -> Screen:
    mine, found = holds(context, case.referral), current(case.appointments)
    body: tuple[Text, ...] = (say("desk", "Alleen wie de aanmelding opnam, gaat verder."),)
    answers: tuple[Button, ...] = ()
    if mine and (found is None or found.over):
        body = (*_ended(found), say("desk", "Waarvoor is de afspraak?"))
        answers = proposing.purposes(case)
    elif mine and found is not None:
        body, answers = (*_told(found, case, context), *_asked(found, context)), _answers(found, context)
    return Screen(
        dialog="desk",
        step="meet",
        token=case.referral.id,
        title=say("desk", "Afspraak bij {number}", number=Verbatim(case.referral.number)),
        body=body,
        answers=answers,
        ways=(TO_CASE, MENU),
        personal=True,
    )


def _ended(found: Appointment | None) -> tuple[Text, ...]:
    if found is None:
        return ()
    kind = (say("desk", "Dat gebeurt. Stel gerust een nieuw moment voor."),) if found.state == _S.MISSED else ()
    return (found.state.label, *kind)


def _told(found: Appointment, case: Case, context: Context) -> tuple[Text, ...]:
    about = lines(found.purpose, found.place, case.referral.municipality, context)
    if found.state == _S.ACCEPTED and found.at is not None:
        return (say("desk", "Wanneer: {moment}.", moment=at(found.at)), *about)
    if found.state == _S.OTHER_TIME:
        return (*about, *suits_line(found.suits))
    moments = Joined(tuple(at(moment) for moment in found.moments), "or")
    return (*about, say("desk", "Voorstel: {moments}.", moments=moments))


def _asked(found: Appointment, context: Context) -> tuple[Text, ...]:
    return (say("desk", "Hoe ging de afspraak?"),) if _is_past(found, context) else (found.state.label,)


def _answers(found: Appointment, context: Context) -> tuple[Button, ...]:
    if _is_past(found, context):
        return CAME_OF_IT
    return (AGAIN, OFF) if found.state == _S.OTHER_TIME else (OFF,)


def _is_past(found: Appointment, context: Context) -> bool:
    return found.day is not None and found.day <= context.now


def _call_off(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    found = current(case.appointments)
    here = at_case_meeting(case.referral.id)
    if chosen(event) != "yes" or found is None:
        return Turn(here)
    return Turn(here, moved(found, _A.CANCEL, Role.COORDINATOR, context.now, told="meet_off"))


def _call_off_view(_state: State, case: Case, context: Context) -> Screen:
    found = current(case.appointments)
    may = holds(context, case.referral) and found is not None and not found.over
    return Screen(
        dialog="desk",
        step="meet_off",
        token=case.referral.id,
        title=say("desk", "Afspraak bij {number}", number=Verbatim(case.referral.number)),
        body=(say("desk", "Zeg je de afspraak af? Het gezin krijgt een bericht."),) if may else (_NOTHING_LEFT,),
        answers=(Button("yes", say("desk", "Ja, zeg af")), Button("no", say("desk", "Nee, het blijft zo")))
        if may
        else (),
        ways=(BACK, MENU),
    )


_NOTHING_LEFT = say("desk", "Hier valt nu niets af te zeggen.")

STEPS: Mapping[str, CaseStep] = {
    "meet": CaseStep(_advance, _view),
    "meet_off": CaseStep(_call_off, _call_off_view),
    **proposing.STEPS,
}
"""The steps about an appointment, by name."""
