"""The care plan of a case on one screen: where it is, what waits, what is due, and where the rest of it stands."""

from __future__ import annotations

from dataclasses import replace

from casework import Role
from casework.care_dates import due_tasks
from casework.careplan import CarePlan, LineState, new_plan
from casework.trajectory import Phase, Renewal
from conversations.careplan.days import saved
from conversations.careplan.wording import own_words
from conversations.context import Case, Context
from conversations.desk.careplan.room import Desk, at_care, care_step
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Day, Text, Verbatim, say, say_many

__all__ = ["CARE", "HEARD", "OPEN", "at_care", "may_open"]

OPEN = Button("care", say("desk care", "Zorgplan"))
START = Button("start", say("desk care", "Begin een zorgplan"))
SEND = Button("send", say("desk care", "Stuur naar het gezin"))
GO_ON = Button("go_on", say("desk care", "Vraag om verder te gaan"))
PLACES = (
    Button("care_lines", say("desk care", "Doelen en taken")),
    Button("care_phase", say("desk care", "Fase")),
    Button("care_path", say("desk care", "Traject")),
    Button("care_meet", say("desk care", "Overleg")),
)
TO_HEARD = Button("care_heard", say("desk care", "Wat het gezin zei"))
REPORT = Button("report", say("desk", "Lees het rapport"))
ANOTHER = Button("more", say("desk care", "Toon een ouder antwoord"))


def may_open(case: Case, context: Context) -> bool:
    """Whoever has the case begins a plan; a colleague reads one that is there."""
    return case.referral.care is not None or holds(context, case.referral)


def _advance(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, referral = chosen(event), case.referral
    if choice == "case":
        return Turn(at_case(referral.id))
    here, plan = at_care(referral.id), referral.care
    if plan is None:
        if choice != START.choice or not holds(context, referral):
            return Turn(here)
        return Turn(here, saved(referral.id, new_plan(context.today), context.now, Role.COORDINATOR))
    desk = Desk(case, plan, context)
    if choice == SEND.choice:
        return Turn(here.go("care", said="sent"), (*desk.keeps(plan.offered_all(context.now)), desk.tells_family()))
    if choice == GO_ON.choice:
        asked = replace(plan, path=replace(plan.path, renewal=Renewal.ASKED))
        return Turn(here.go("care", said="sent"), (*desk.keeps(asked), desk.tells_family()))
    return Turn(desk.at(choice))


def _view(state: State, case: Case, context: Context) -> Screen:
    referral, plan = case.referral, case.referral.care
    mine = holds(context, referral)
    if plan is None:
        body: tuple[Text, ...] = (
            say("desk care", "Er is nog geen zorgplan."),
            say("desk care", "Je maakt het samen met het gezin. Het gezin beslist over elke regel."),
        )
        answers: tuple[Button, ...] = (START,) if mine else ()
    else:
        body = tuple(_body(state, plan, context))
        answers = (
            *((SEND,) if mine and plan.drafts else ()),
            *((GO_ON,) if mine and _may_go_on(plan, context) else ()),
            *PLACES,
            *((TO_HEARD,) if plan.path.heard else ()),
            REPORT,
        )
    return Screen(
        dialog="desk",
        step="care",
        token=referral.id,
        title=say("desk care", "Zorgplan bij {number}", number=Verbatim(referral.number)),
        body=body,
        answers=answers,
        ways=(TO_CASE, MENU),
        personal=True,
    )


def _over(plan: CarePlan, context: Context) -> bool:
    return plan.path.ends <= context.today or plan.path.phase is Phase.ENDED


def _may_go_on(plan: CarePlan, context: Context) -> bool:
    return _over(plan, context) and plan.path.renewal in (None, Renewal.TALK)


def _body(state: State, plan: CarePlan, context: Context) -> list[Text]:
    path, today = plan.path, context.today
    entered = path.phases[-1]
    lines = [say("desk care", "Gestuurd. Het gezin krijgt een neutraal bericht.")] if state.text("said") else []
    lines.append(say("desk care", "Fase: {phase}, sinds {day}.", phase=path.phase.label, day=Day(entered.on)))
    if n := len(plan.drafts):
        lines.append(say_many("desk care", "{n} regel is nog niet gestuurd.", "{n} regels zijn nog niet gestuurd.", n))
    if n := len(plan.waiting):
        lines.append(say_many("desk care", "{n} regel wacht op het gezin.", "{n} regels wachten op het gezin.", n))
    if n := sum(line.state is LineState.TO_TALK for line in plan.lines):
        lines.append(
            say_many("desk care", "Over {n} regel wil het gezin praten.", "Over {n} regels wil het gezin praten.", n)
        )
    if n := len(due_tasks(plan, today)):
        lines.append(say_many("desk care", "{n} taak moet nu gebeuren.", "{n} taken moeten nu gebeuren.", n))
    if path.renewal is not None:
        lines.append(_RENEWAL[path.renewal])
    elif _over(plan, context):
        lines.append(say("desk care", "Het traject is om. Sluit de aanmelding af, of vraag om verder te gaan."))
    elif (look := next((day for day in path.reviews if day > today), None)) is not None:
        lines.append(say("desk care", "Samen terugkijken: {day}.", day=Day(look)))
    return lines


_RENEWAL = {
    Renewal.ASKED: say("desk care", "Het gezin kreeg de vraag om verder te gaan."),
    Renewal.NO: say("desk care", "Het gezin wil stoppen. Sluit de aanmelding af."),
    Renewal.TALK: say("desk care", "Het gezin wil eerst praten over verder gaan."),
}


def _heard(state: State, event: DialogEvent, desk: Desk) -> Turn:
    chosen(event)
    return Turn(desk.at("care_heard", page=state.number("page") + 1))


def _heard_view(state: State, desk: Desk) -> Screen:
    """What the family said at a review, the newest first."""
    heard, page = desk.plan.path.heard[::-1], state.number("page")
    body: tuple[Text, ...] = (say("desk care", "Het gezin zei nog niets."),)
    if heard:
        said = heard[page % len(heard)]
        words = (said.feeling.label,) if said.feeling is not None else ()
        own = own_words(said.own, desk.reader) if said.own is not None else ()
        body = (say("desk care", "Op {day}:", day=Day(said.on)), *words, *own)
    return desk.screen(
        "care_heard",
        say("desk care", "Gezin van {number}"),
        body,
        (ANOTHER,) if len(heard) > 1 else (),
        mark=str(page),
    )


CARE = CaseStep(_advance, _view)
HEARD = care_step(_heard, _heard_view)
