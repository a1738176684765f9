"""The trajectory of a case: the day of each phase, from when to when it lasts, and when it is looked at again."""

from __future__ import annotations

from dataclasses import replace

from casework import Role
from casework.trajectory import EVERY, LASTS, PHASES, Phase, PhaseAction
from conversations.desk.careplan.room import NO_DATE, Desk, care_step, day_in, ticked
from conversations.desk.cases import chosen
from conversations.dialog import Turn
from conversations.effects import DeleteMessage
from conversations.events import DialogEvent, Typed
from conversations.screen import Button, Screen
from conversations.state import State
from texts import Day, Text, say, say_many

__all__ = ["PATH", "PHASE"]

MOST_PHASES = 5
"""Of a long trajectory the last ones."""


def _move(state: State, event: DialogEvent, desk: Desk) -> Turn:
    """Another phase, from today; typing a day says when it really began."""
    path, today = desk.plan.path, desk.context.today
    if isinstance(event, Typed):
        on = day_in(event.text, today)
        if on is None:
            return Turn(state.go("care_phase", said="date"))
        plan, gone = replace(desk.plan, path=path.dated(on)), (DeleteMessage(event.message),)
        return Turn(desk.at("care_phase"), (*desk.keeps(plan), *gone))
    choice = chosen(event)
    if choice == "no" or (choice == PhaseAction.END and not state.data.get("sure")):
        return Turn(desk.at("care_phase", sure=choice != "no"))
    plan = replace(desk.plan, path=path.moved(PhaseAction(choice), today))
    return Turn(desk.at("care_phase"), desk.keeps(plan))


def _phases(state: State, desk: Desk) -> Screen:
    path = desk.plan.path
    next_ones = PHASES.edges_from(path.phase, Role.COORDINATOR) if desk.mine else ()
    if state.data.get("sure") and next_ones:
        return desk.screen(
            "care_phase",
            say("desk care", "Fase van {number}"),
            (say("desk care", "Rond je het traject af? Daarna komt er geen herinnering meer."),),
            (Button(PhaseAction.END, say("desk care", "Ja, rond af")), Button("no", say("desk care", "Nee"))),
            mark="sure",
        )
    typed = (say("desk care", "Begon dit op een andere dag? Typ die, bijvoorbeeld 24/12."),) if desk.mine else ()
    return desk.screen(
        "care_phase",
        say("desk care", "Fase van {number}"),
        (
            *((NO_DATE,) if state.text("said") == "date" else ()),
            *(_entered(entry.phase, Day(entry.on)) for entry in path.phases[-MOST_PHASES:]),
            *typed,
        ),
        tuple(Button(edge.action, Phase(edge.target).label) for edge in next_ones),
    )


def _entered(phase: Phase, on: Day) -> Text:
    return say("desk care", "{phase}: {day}", phase=phase.label, day=on)


def _plan(state: State, event: DialogEvent, desk: Desk) -> Turn:
    path = desk.plan.path
    if isinstance(event, Typed):
        started = day_in(event.text, desk.context.today)
        if started is None:
            return Turn(state.go("care_path", said="date"))
        plan = replace(desk.plan, path=path.planned(started=started))
        return Turn(desk.at("care_path"), (*desk.keeps(plan), DeleteMessage(event.message)))
    what, _, months = chosen(event).partition(".")
    path = path.planned(every=int(months)) if what == "every" else path.planned(months=int(months))
    return Turn(desk.at("care_path"), desk.keeps(replace(desk.plan, path=path)))


def _path(state: State, desk: Desk) -> Screen:
    path = desk.plan.path
    every = tuple(
        Button(f"every.{n}", ticked(say_many("desk care", "Elke {n} maand", "Elke {n} maanden", n), n == path.every))
        for n in EVERY
    )
    lasts = tuple(
        Button(f"lasts.{n}", ticked(say_many("desk care", "Duurt {n} maand", "Duurt {n} maanden", n), n == path.months))
        for n in LASTS
    )
    return desk.screen(
        "care_path",
        say("desk care", "Traject van {number}"),
        (
            *((NO_DATE,) if state.text("said") == "date" else ()),
            say("desk care", "Van {start} tot {end}.", start=Day(path.started), end=Day(path.ends)),
            say("desk care", "Hoe vaak kijken jullie samen terug? Hoe lang duurt het? Hoogstens drie jaar."),
            say("desk care", "Een ander begin? Typ de dag, bijvoorbeeld 24/12."),
        ),
        (*every, *lasts) if desk.mine else (),
    )


PHASE = care_step(_move, _phases, typed=True)
PATH = care_step(_plan, _path, typed=True)
