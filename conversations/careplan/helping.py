"""*May this volunteer help you with it?* Without the family's yes the volunteer who was picked reads what is to be
done, and not whose it is. The family says what that volunteer reads, and takes it back at any time."""

from __future__ import annotations

from collections.abc import Mapping

from casework.careplan import CarePlan, Helped, Line
from conversations import privacy
from conversations.asking import for_another
from conversations.careplan.room import PLAN, Care, Step, chosen, thanked
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import AgreeHelper
from conversations.events import DialogEvent
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["HELPER", "PURPOSE", "asks_first", "at_helper", "recipient"]

PURPOSE = "task"
"""Of the consent: a volunteer who does a task may know whose it is."""

LABELS: Mapping[Helped, Text] = {
    Helped.PHONE: say("care", "Ja, met mijn nummer"),
    Helped.NAME: say("care", "Ja, alleen mijn voornaam"),
    Helped.NO: say("care", "Nee, liever niet"),
}
_SAID: Mapping[Helped, Text] = {
    Helped.PHONE: say("care", "Nu leest {name} je voornaam en je nummer."),
    Helped.NAME: say("care", "Nu leest {name} je voornaam."),
    Helped.NO: say("care", "Jij zei nee. {name} leest niets meer van deze taak."),
}


def recipient(municipality: str) -> str:
    """Who may read it: volunteers of one municipality who were picked, never which."""
    return f"volunteer:{municipality}"


def at_helper(line: Line) -> State:
    """The question about one task."""
    return State("careplan", "helper", {"line": line.id})


def asks_first(plan: CarePlan, line: Line) -> State | None:
    """After the yes to a task for which somebody was picked: the question, where it was not answered yet."""
    now = plan.line(line.id)
    return at_helper(now) if now is not None and now.for_helper and now.helped is Helped.NOT_ASKED else None


def _line_of(state: State, care: Care) -> Line | None:
    line = care.plan.line(state.text("line"))
    fits = line is not None and line.in_force and line.picked and line.helped is not Helped.CANNOT
    return line if fits else None


def _advance(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    line = _line_of(state, care)
    if line is None or chosen(event) == "back":
        return Turn(PLAN)
    helped = Helped(chosen(event))
    plan = care.plan.having(line.said_of_helper(helped))
    agreed = AgreeHelper(
        recipient(care.referral.municipality), helped.known, privacy.VERSION, context.chat.language or SOURCE
    )
    known = helped.known or any(one.picked and one.helped.known for one in care.plan.lines)
    told = () if helped.known else (care.tells(),)  # somebody else is to be found
    return Turn(thanked(plan), (*care.keeps(plan, context), *((agreed,) if known else ()), *told))


def _view(state: State, care: Care, context: Context) -> Screen:
    line = _line_of(state, care)
    if line is None:
        return Screen("careplan", "helper", (say("care", "Deze regel is er niet meer."),), ways=(BACK, MENU))
    name = Verbatim(line.who)
    now = _SAID.get(line.helped)
    asks = say("care", "Zonder jouw ja leest {name} alleen de taak, en niet wie je bent.", name=name)
    another = (say("care", "Lees het voor. Het gezin beslist."),) if for_another(context) else ()
    offered = [kind for kind in LABELS if kind is not line.helped and (kind is not Helped.PHONE or care.referral.phone)]
    return Screen(
        "careplan",
        "helper",
        (
            say("care", "Mag {name} je daarbij helpen? {name} is vrijwilliger.", name=name),
            now.having(name=name) if now is not None else asks,
            say("care", "Je kan dit altijd veranderen. Nee is ook goed."),
            *another,
        ),
        title=say("care", "Wie helpt je?"),
        answers=tuple(Button(kind, LABELS[kind]) for kind in offered),
        ways=(BACK, MENU),
        token=f"{line.id}.{line.helped}",
    )


HELPER = Step(_advance, _view)
