"""How often the bot may write by itself: the family says."""

from __future__ import annotations

from conversations import dates, nagging, planning
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import Effect, SetPace
from conversations.findings import household_of
from conversations.plan.places import ALL
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import say

__all__ = ["choose", "view"]


def choose(state: State, choice: str, context: Context) -> Turn:
    """What the family wants from now on; what waits is looked at anew."""
    if choice not in nagging.PACES:
        return Turn(ALL)
    household = household_of(context)
    again: tuple[Effect, ...] = ()
    if household.kept:
        near = dates.looked_at_again(context, household.id, near_too=False)
        again = (*planning.promised(context, household.steps), *near)
    return Turn(state, (SetPace(choice), *again))


def view(_state: State, context: Context) -> Screen:
    """The question, and what holds now."""
    return Screen(
        "plan",
        "pace",
        (
            say("pace", "Soms schrijf ik jou. Dan vraag ik hoe het ging, of komt een datum dichterbij."),
            say("pace", "Een antwoord van een mens komt altijd door."),
            say("pace", "Nu koos je: {often}.", often=nagging.pace_of(context).label),
        ),
        title=say("pace", "Hoe vaak mag ik schrijven?"),
        answers=tuple(Button(name, pace.label) for name, pace in nagging.PACES.items()),
        ways=(BACK, MENU),
    )
