"""What the coordinator's steps about a care plan share: the plan that is sure to be there, and who may change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from casework import CarePlan, Role
from casework.careplan import LINE, Line, LineAction, LineState
from casework.own_words import Own, tidy
from conversations.careplan.days import saved
from conversations.context import Case, Context
from conversations.desk.cases import CaseStep, holds
from conversations.dialog import Turn, Unexpected
from conversations.effects import Audience, DeleteMessage, Effect, Notify
from conversations.events import Choice, DialogEvent, Typed
from conversations.languages import SOURCE
from conversations.screen import MENU, Button, Screen
from conversations.state import Json, State
from followups import BRUSSELS, read_day
from rights import Catalogue
from texts import Text, Verbatim, say

__all__ = [
    "KEPT",
    "NO_DATE",
    "TOO_LONG",
    "TO_LINES",
    "TO_MEETING",
    "TO_PLAN",
    "Desk",
    "at_care",
    "care_step",
    "day_in",
    "moment_in",
    "ticked",
]

TO_PLAN = Button("care", say("desk care", "Naar het zorgplan"))
TO_LINES = Button("care_lines", say("desk care", "Naar de regels"))
TO_MEETING = Button("care_meet", say("desk care", "Naar het overleg"))
LEADING = (TO_PLAN.choice, TO_LINES.choice, TO_MEETING.choice)

KEPT = say("desk care", "Bewaard. Je bericht is hier gewist.")
TOO_LONG = say("desk care", "Dit is niet bewaard. Schrijf het korter, met hoogstens 18 woorden.")
NO_DATE = say("desk care", "Die datum lukt niet. Typ bijvoorbeeld 24/12.")


def at_care(referral: str) -> State:
    """The care plan of a case; who may not see it finds a kind line there."""
    return State("desk", "care", {"case": referral})


class Desk(NamedTuple):
    """A case with a care plan, as this chat sees it."""

    case: Case
    plan: CarePlan
    context: Context

    @property
    def mine(self) -> bool:
        """Whether this chat has taken the case: only then it changes anything."""
        return holds(self.context, self.case.referral)

    @property
    def catalogue(self) -> Catalogue:
        """The rights pass of the municipality of the case."""
        return self.context.catalogue.for_municipality(self.case.referral.municipality)

    @property
    def reader(self) -> str:
        """The language of this chat."""
        return self.context.chat.language or SOURCE

    def at(self, step: str, **data: Json) -> State:
        """Another step about this case."""
        return State("desk", step, {"case": self.case.referral.id, **data})

    def keeps(self, plan: CarePlan) -> tuple[Effect, ...]:
        """The plan as the coordinator changed it."""
        return saved(self.case.referral.id, plan, self.context.now, Role.COORDINATOR)

    def tells_family(self) -> Effect:
        """A neutral notice that leads to what waits for the family's word."""
        return Notify(Audience("family", referral=self.case.referral.id), "care", self.case.referral.id)

    def line(self, state: State) -> Line | None:
        """The line that a state is about."""
        line = self.plan.line(state.text("line"))
        return line if line is not None and line.state is not LineState.DROPPED else None

    def changed(self, line: Line, **changes: Any) -> CarePlan | None:
        """The plan with a line that needs a new yes; None where nothing about it can be changed any more: the family
        refused it meanwhile, or it was done."""
        if not any(edge.action == LineAction.CHANGE for edge in LINE.edges_from(line.state, Role.COORDINATOR)):
            return None
        return self.plan.having(line.changed(self.context.now, **changes))

    def own(self, event: Typed) -> tuple[Own | None, tuple[Effect, ...]]:
        """Typed words, and that their message goes; None where they are empty or too long."""
        text = tidy(event.text)
        return (
            (None, ()) if text is None else (Own(text, self.reader, Role.COORDINATOR), (DeleteMessage(event.message),))
        )

    def screen(
        self,
        step: str,
        title: Text,
        body: tuple[Text, ...],
        answers: tuple[Button, ...] = (),
        *,
        ways: tuple[Button, ...] = (TO_PLAN, MENU),
        mark: str = "",
    ) -> Screen:
        """A screen about the plan; `mark` tells two views of a step apart."""
        case = self.case.referral
        return Screen(
            dialog="desk",
            step=step,
            token=f"{case.id}.{mark}" if mark else case.id,
            title=title.having(number=Verbatim(case.number)),
            body=body,
            answers=answers,
            ways=ways,
            personal=True,
        )


def care_step(
    act: Callable[[State, DialogEvent, Desk], Turn], show: Callable[[State, Desk], Screen], *, typed: bool = False
) -> CaseStep:
    """A step about the plan of a case. What leads on is answered here; nobody but whoever has the case acts."""

    def advance(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
        plan = case.referral.care
        if not isinstance(event, Choice) and not (isinstance(event, Typed) and typed and plan is not None):
            raise Unexpected
        if plan is None:
            return Turn(at_care(case.referral.id))
        desk = Desk(case, plan, context)
        if isinstance(event, Choice) and event.choice in LEADING:
            return Turn(desk.at(event.choice))
        if isinstance(event, Typed) and not desk.mine:
            raise Unexpected
        return act(state, event, desk)

    def view(state: State, case: Case, context: Context) -> Screen:
        plan = case.referral.care
        if plan is None:
            return Screen(
                "desk",
                state.step,
                (say("desk care", "Er is nog geen zorgplan."),),
                token=case.referral.id,
                ways=(TO_PLAN, MENU),
            )
        return show(state, Desk(case, plan, context))

    return CaseStep(advance, view)


def ticked(label: Text, chosen: bool) -> Text:
    """A label with a mark where it is chosen."""
    return say("desk care", "✅ {label}", label=label) if chosen else label


HALF_A_YEAR = timedelta(days=182)


def day_in(text: str, today: date, *, ahead: bool = False) -> date | None:
    """A day typed as dd/mm or dd/mm/yyyy; without a year the one nearest to today, or the next one (`ahead`). None
    where it is no day."""
    typed = read_day(text)
    return typed.nearest(today + HALF_A_YEAR if ahead else today) if typed is not None and typed.hour is None else None


def moment_in(text: str, today: date) -> datetime | None:
    """The next such day and hour, typed as dd/mm 14:30 or dd/mm 14u; None where it is none. Aware, in Brussels."""
    typed = read_day(text)
    day = typed.nearest(today + HALF_A_YEAR) if typed is not None else None
    if typed is None or typed.hour is None or day is None:
        return None
    return datetime.combine(day, typed.hour, BRUSSELS)
