"""What a line of a care plan says: ready words, one of the family's likely rights, or the coordinator's own."""

from __future__ import annotations

from typing import Any

from casework import Role
from casework.careplan import Line, LineKind, Owner
from casework.ready_lines import READY_GOALS, READY_TASKS
from conversations.desk.careplan.room import TO_LINES, TOO_LONG, Desk, care_step
from conversations.desk.cases import chosen
from conversations.desk.reading import shared_report
from conversations.dialog import Turn
from conversations.effects import Effect
from conversations.events import DialogEvent, Typed
from conversations.findings import follows
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from followups import fence
from texts import Text, say

__all__ = ["RIGHTS", "WHAT"]

MOST_READY = 7
FROM_RIGHTS = Button("rights", say("desk care", "Uit de rechten"))
BACK_TO_READY = Button("ready", say("desk care", "Naar de klare taken"))


def _goal(state: State) -> bool:
    return state.text("kind") == LineKind.GOAL


def _choose(state: State, event: DialogEvent, desk: Desk) -> Turn:
    if isinstance(event, Typed):
        own, gone = desk.own(event)
        if own is None:
            return Turn(state.go("care_what", said="long"))
        return _said(state, desk, gone, own=own)
    match chosen(event):
        case "more":
            return Turn(state.go("care_what", page=state.number("page") + 1, said=""))
        case "rights":
            return Turn(state.go("care_rights", page=0, said=""))
        case ready:
            return _said(state, desk, ready=ready)


def _view(state: State, desk: Desk) -> Screen:
    ready, page = READY_GOALS if _goal(state) else READY_TASKS, state.number("page")
    buttons = [Button(name, text) for name, text in ready.items()]
    say_it = say("desk care", "Kies klare woorden, of typ die van het gezin.")
    task = say("desk care", "Kies een klare taak, een recht, of typ het zelf.")
    own = say("desk care", "Wat je typt, leest het gezin zoals het er staat.")
    return desk.screen(
        "care_what",
        say("desk care", "Doel voor {number}") if _goal(state) else say("desk care", "Taak voor {number}"),
        (*((TOO_LONG,) if state.text("said") == "long" else ()), say_it if _goal(state) else task, own),
        (*paged(buttons, page, most=MOST_READY), *(() if _goal(state) else (FROM_RIGHTS,))) if desk.mine else (),
        ways=(TO_LINES, MENU),
        mark=str(page),
    )


def _from_rights(state: State, event: DialogEvent, desk: Desk) -> Turn:
    match chosen(event):
        case "more":
            return Turn(state.go("care_rights", page=state.number("page") + 1))
        case "ready":
            return Turn(state.go("care_what", page=0))
        case choice:
            right = next(name for name in _likely(desk) if _mark(name) == choice)
            return _said(state, desk, right=right)


def _likely(desk: Desk) -> tuple[str, ...]:
    """The ids of the family's likely rights, as far as its consent covers them."""
    found = shared_report(desk.case, desk.context)
    return tuple(dict.fromkeys(verdict.right_id for verdict in follows(found)))


def _mark(right: str) -> str:
    """The choice for a right: short, however long its id is."""
    return f"r.{fence(right)[:8]}"


def _rights(state: State, desk: Desk) -> Screen:
    """One tap makes a task of a right."""
    page, rights = state.number("page"), desk.catalogue.rights
    buttons = [Button(_mark(name), Text(name, rights[name].name_nl)) for name in _likely(desk)]
    none = say("desk care", "Er is nu geen recht dat past.")
    return desk.screen(
        "care_rights",
        say("desk care", "Recht voor {number}"),
        (say("desk care", "Welk recht vraagt het gezin aan?") if buttons else none,),
        paged(buttons, page, most=MOST_READY) if desk.mine else (),
        ways=(BACK_TO_READY, TO_LINES, MENU),
        mark=str(page),
    )


def _said(state: State, desk: Desk, effects: tuple[Effect, ...] = (), **words: Any) -> Turn:
    """A line that is there gets other words; a new one its first. Of a new task it is asked next who does it."""
    line = desk.line(state)
    now = desk.context.now
    fresh = {"ready": "", "right": "", "own": None, **words}
    if line is not None:
        changed = desk.changed(line, **fresh)
        kept = desk.keeps(changed) if changed is not None else ()
        return Turn(desk.at("care_line", line=line.id), (*kept, *effects))
    kind = LineKind.GOAL if _goal(state) else LineKind.TASK
    owner = Owner.COORDINATOR if kind is LineKind.TASK else Owner.FAMILY
    plan = desk.plan.added(Line("", kind, now, Role.COORDINATOR, goal=state.text("goal"), owner=owner, **words))
    new = plan.lines[-1].id
    after = desk.at("care_line", line=new) if kind is LineKind.GOAL else desk.at("care_who", line=new, new=True)
    return Turn(after, (*desk.keeps(plan), *effects))


WHAT = care_step(_choose, _view, typed=True)
RIGHTS = care_step(_from_rights, _rights)
