"""The goals and tasks of a care plan: the list, and one line with what the coordinator can do with it."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Role
from casework.careplan import LINE, LineAction, LineKind, LineState, may_finish
from conversations.careplan.paper import CARE_PLAN, PAPER, SENT, has_paper
from conversations.careplan.wording import legend, short, to_staff, words_of
from conversations.desk.careplan.room import TO_LINES, TO_PLAN, Desk, care_step
from conversations.desk.cases import chosen
from conversations.dialog import Turn
from conversations.effects import SendCaseDocument
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, say

__all__ = ["CARD", "LINES"]

MOST_LINES = 5
NEW_GOAL = Button("goal", say("desk care", "Nieuw doel"))
NEW_TASK = Button("task", say("desk care", "Nieuwe taak"))
WORDS = Button("care_what", say("desk care", "Andere woorden"))
WHO = Button("care_who", say("desk care", "Wie doet het?"))
WHEN = Button("care_when", say("desk care", "Tegen wanneer?"))

ACTIONS: Mapping[LineAction, Text] = {
    LineAction.FINISH: say("desk care", "✅ Gedaan"),
    LineAction.DROP: say("desk care", "Schrap dit"),
}
"""What the coordinator does with a line in one tap; sending goes for all drafts together."""


def _list(state: State, event: DialogEvent, desk: Desk) -> Turn:
    match chosen(event):
        case "more":
            return Turn(desk.at("care_lines", page=state.number("page") + 1))
        case "paper":
            effect = SendCaseDocument(desk.case.referral.id, CARE_PLAN)
            return Turn(desk.at("care_lines", said="paper"), (effect,), fresh=True)
        case "goal":
            return Turn(desk.at("care_what", kind=LineKind.GOAL))
        case "task":
            return Turn(desk.at("care_what", kind=LineKind.TASK))
        case line:
            return Turn(desk.at("care_line", line=line.removeprefix("l.")))


def _list_view(state: State, desk: Desk) -> Screen:
    page, lines = state.number("page"), desk.plan.in_order
    buttons = [Button(f"l.{line.id}", short(line, desk.catalogue)) for line in lines]
    empty = say("desk care", "Er staat nog niets in het plan. Begin met een doel, in de woorden van het gezin.")
    return desk.screen(
        "care_lines",
        say("desk care", "Doelen en taken van {number}"),
        (*((SENT,) if state.text("said") == "paper" else ()), legend(lines) if lines else empty),
        (
            *paged(buttons, page, most=MOST_LINES),
            *((NEW_GOAL, NEW_TASK) if desk.mine and not desk.plan.full else ()),
            *((PAPER,) if desk.mine and has_paper(desk.plan) else ()),
        ),
        mark=str(page),
    )


def _act(state: State, event: DialogEvent, desk: Desk) -> Turn:
    line, choice = desk.line(state), chosen(event)
    if line is None:
        return Turn(desk.at("care_lines"))
    if choice == NEW_TASK.choice:
        return Turn(desk.at("care_what", kind=LineKind.TASK, goal=line.id))
    if choice not in ACTIONS:
        return Turn(desk.at(choice, line=line.id, kind=line.kind))
    plan = desk.plan.having(line.moved(LineAction(choice), Role.COORDINATOR, desk.context.now))
    after = desk.at("care_lines") if choice == LineAction.DROP else desk.at("care_line", line=line.id)
    return Turn(after, desk.keeps(plan))


def _view(state: State, desk: Desk) -> Screen:
    line = desk.line(state)
    ways = (TO_LINES, TO_PLAN, MENU)
    if line is None:
        return desk.screen(
            "care_line",
            say("desk care", "Plan van {number}"),
            (say("desk care", "Deze regel is er niet meer."),),
            ways=ways,
        )
    may = {LineAction(edge.action) for edge in LINE.edges_from(line.state, Role.COORDINATOR)} if desk.mine else set()
    goal = line.kind is LineKind.GOAL
    again = (say("desk care", "Verander je iets? Dan vraag je het gezin opnieuw."),)
    return desk.screen(
        "care_line",
        say("desk care", "Doel van {number}") if goal else say("desk care", "Taak van {number}"),
        (
            *words_of(line, desk.catalogue, desk.reader),
            *to_staff(line),
            say("desk care", "{state}.", state=line.state.label),
            *(again if may and line.state is LineState.AGREED else ()),
        ),
        (
            *((NEW_TASK,) if goal and desk.mine and not desk.plan.full else ()),
            *((WORDS,) if LineAction.CHANGE in may else ()),
            *((WHO, WHEN) if LineAction.CHANGE in may and not goal else ()),
            *(
                Button(action, label)
                for action, label in ACTIONS.items()
                if action in may and (action is not LineAction.FINISH or may_finish(line, Role.COORDINATOR))
            ),
        ),
        ways=ways,
        mark=line.id,
    )


LINES = care_step(_list, _list_view)
CARD = care_step(_act, _view)
