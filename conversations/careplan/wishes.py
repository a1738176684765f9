"""*What do you want?*: a goal that the family puts in its plan itself."""

from __future__ import annotations

from casework import Role
from casework.careplan import wished
from casework.ready_lines import READY_GOALS
from conversations.careplan.room import PLAN, Care, Step, chosen, own
from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import say

__all__ = ["TOO_LONG", "WISH"]

TOO_LONG = say("care", "Dit is niet bewaard. Schrijf het korter, met hoogstens 18 woorden.")


def _advance(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    if isinstance(event, Typed):
        words, gone = own(event, Role.FAMILY, context)
        if words is None:
            return Turn(state.go("wish", said="long"))
        plan = care.plan.added(wished(context.now, own=words))
    elif chosen(event) in READY_GOALS:
        gone, plan = (), care.plan.added(wished(context.now, ready=chosen(event)))
    else:
        return Turn(PLAN)
    return Turn(PLAN.go("plan", said="wish"), (*care.keeps(plan, context), *gone, care.tells()))


def _view(state: State, _care: Care, _context: Context) -> Screen:
    return Screen(
        "careplan",
        "wish",
        (
            *((TOO_LONG,) if state.text("said") == "long" else ()),
            say("care", "Kies een wens, of typ hier jouw eigen woorden."),
        ),
        title=say("care", "Wat wil jij?"),
        answers=tuple(Button(name, text) for name, text in READY_GOALS.items()),
        ways=(BACK, MENU),
    )


WISH = Step(_advance, _view, typed=True)
