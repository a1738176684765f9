"""One line of the plan: the family says yes, no, or that it wants to talk; and ticks what it did."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Role
from casework.careplan import LINE, Helped, Line, LineAction, LineKind, may_finish
from conversations.asking import for_another
from conversations.careplan.helping import asks_first, at_helper
from conversations.careplan.room import ASK, PLAN, Care, Step, chosen, line_at, thanked
from conversations.careplan.wording import to_family, words_of
from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Text, say

__all__ = ["ASKED", "CARD", "line_of"]

LABELS: Mapping[LineAction, Text] = {
    LineAction.AGREE: say("care", "Dit is goed voor mij"),
    LineAction.REFUSE: say("care", "Dit wil ik liever niet"),
    LineAction.TALK: say("care", "Ik wil erover praten"),
    LineAction.FINISH: say("care", "✅ Dit is gedaan"),
}
"""What the family can do with a line, on its buttons."""
WHO = Button("who", say("care", "Wie helpt je?"))
TOLD_AT_ONCE = (LineAction.REFUSE, LineAction.TALK)
"""On the card of a line: whoever holds the case hears of it. What is done is seen on the case."""


def line_of(state: State, care: Care) -> Line | None:
    """The line that a state is about, if the family may see it."""
    line = care.plan.line(state.text("line"))
    return line if line is not None and line in care.plan.for_family else None


def _answer(_state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    """The next line follows; whoever holds the case hears of it once, after the last one."""
    waiting = care.plan.waiting
    if not waiting or chosen(event) == "back":
        return Turn(PLAN)
    action = LineAction(chosen(event))
    plan = care.plan.having(waiting[0].moved(action, Role.FAMILY, context.now))
    kept = (*care.keeps(plan, context), *care.tells_volunteer(waiting[0], action))
    told = kept if plan.waiting else (*kept, care.tells())
    if (helper := asks_first(plan, waiting[0])) is not None:
        return Turn(helper, told)
    return Turn(ASK if plan.waiting else thanked(plan), told)


def _ask(_state: State, care: Care, context: Context) -> Screen:
    """The first line that waits. The button carries the line that it answers."""
    waiting = care.plan.waiting
    if not waiting:
        return Screen("careplan", "ask", (say("care", "Er wacht nu niets op jouw antwoord."),), ways=(BACK, MENU))
    return _card("ask", waiting[0], context, say("care", "Wat vind jij?"))


def _act(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    line = line_of(state, care)
    if line is None or chosen(event) == "back":
        return Turn(PLAN)
    if chosen(event) == WHO.choice:
        return Turn(at_helper(line))
    action = LineAction(chosen(event))
    plan = care.plan.having(line.moved(action, Role.FAMILY, context.now))
    told = (care.tells(),) if action in TOLD_AT_ONCE else ()
    after = asks_first(plan, line) or line_at(line.id)
    return Turn(after, (*care.keeps(plan, context), *care.tells_volunteer(line, action), *told))


def _line(state: State, care: Care, context: Context) -> Screen:
    line = line_of(state, care)
    if line is None:
        return Screen("careplan", "line", (say("care", "Deze regel is er niet meer."),), ways=(BACK, MENU))
    return _card("line", line, context, line.state.told)


def _card(step: str, line: Line, context: Context, last: Text) -> Screen:
    actions = [LineAction(edge.action) for edge in LINE.edges_from(line.state, Role.FAMILY)]
    may = [a for a in actions if a is not LineAction.FINISH or may_finish(line, Role.FAMILY)]
    another = (say("care", "Lees het voor. Het gezin beslist."),) if for_another(context) else ()
    return Screen(
        "careplan",
        step,
        (
            *words_of(line, context.pass_catalogue, context.chat.language or SOURCE),
            *to_family(line),
            *another,
            last,
        ),
        title=say("care", "Een doel") if line.kind is LineKind.GOAL else say("care", "Een taak"),
        answers=(
            *(Button(action, LABELS[action]) for action in may if action in LABELS),
            *((WHO,) if step == "line" and line.picked and line.in_force and line.helped is not Helped.CANNOT else ()),
        ),
        ways=(BACK, MENU),
        token=line.id,
    )


ASKED = Step(_answer, _ask)
CARD = Step(_act, _line)
