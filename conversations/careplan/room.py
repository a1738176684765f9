"""What the family's steps about its care plan share: the plan that is sure to be there, and keeping what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from casework import CarePlan, Role
from casework.care_dates import About, for_family
from casework.careplan import Line, LineAction
from casework.own_words import Own, tidy
from casework.trajectory import Renewal
from conversations.careplan.days import saved
from conversations.context import Context, Referral
from conversations.dialog import Turn
from conversations.effects import Audience, DeleteMessage, Effect, Notify
from conversations.events import Choice, DialogEvent, Typed
from conversations.languages import SOURCE
from conversations.moves import heard
from conversations.screen import Screen
from conversations.state import State

__all__ = [
    "ASK",
    "MEET",
    "PLAN",
    "RENEW",
    "REVIEW",
    "Care",
    "Step",
    "at_first",
    "care_of",
    "chosen",
    "first_of",
    "line_at",
    "own",
    "review_waits",
    "thanked",
]

PLAN = State("careplan", "plan")
ASK = State("careplan", "ask")
MEET = State("careplan", "meet")
REVIEW = State("careplan", "review")
RENEW = State("careplan", "renew")

ANSWERED_WITHIN = timedelta(days=14)


class Care(NamedTuple):
    """The open request of the family, and its care plan."""

    referral: Referral
    plan: CarePlan

    def keeps(self, plan: CarePlan, context: Context) -> tuple[Effect, ...]:
        """The plan as the family changed it."""
        return (*saved(self.referral.id, plan, context.now, Role.FAMILY), *heard(self.referral, context))

    def tells(self) -> Effect:
        """Whoever holds the case hears that the family answered."""
        return Notify(Audience("holder", referral=self.referral.id), "care_reply", self.referral.id)

    def tells_volunteer(self, line: Line, action: LineAction) -> tuple[Effect, ...]:
        """With the family's yes to a task of a volunteer, that volunteer hears that there is one."""
        if not line.for_volunteer or action is not LineAction.AGREE:
            return ()
        picked = Audience("chat", chat=line.helper)
        to = picked if line.for_helper else Audience("reporter", referral=self.referral.id)
        return (Notify(to, "volunteer_task", self.referral.id),)


class Step(NamedTuple):
    """A step about the plan. `typed`: whether own words have a place there."""

    advance: Callable[[State, DialogEvent, Care, Context], Turn]
    view: Callable[[State, Care, Context], Screen]
    typed: bool = False


def care_of(context: Context) -> Care | None:
    """The care plan of the open request; None where there is none."""
    referral = context.household.referral if context.household is not None else None
    return Care(referral, referral.care) if referral is not None and referral.care is not None else None


def at_first(context: Context) -> State:
    """What waits for the family's word; else what there is to know of a consultation; else the plan as a whole."""
    care = care_of(context)
    if care is None or (first := first_of(care.plan)) != PLAN:
        return PLAN if care is None else first
    now = care.plan.consultation
    news = now is not None and (now.cancelled or (now.picked is not None and now.picked > context.now))
    return MEET if news else PLAN


def first_of(plan: CarePlan) -> State:
    """What of a plan waits for the family's word; else the plan as a whole."""
    if plan.waiting:
        return ASK
    if plan.consultation is not None and plan.consultation.waits:
        return MEET
    return RENEW if plan.path.renewal is Renewal.ASKED else PLAN


def review_waits(plan: CarePlan, today: date) -> bool:
    """Whether *how does it go?* was put and not answered. After two weeks it is over: the next review asks again."""
    put = max((told.day for told in for_family(plan) if told.about is About.REVIEW and told.day <= today), default=None)
    if put is None or today - put > ANSWERED_WITHIN:
        return False
    return not any(said.on >= put for said in plan.path.heard)


def thanked(plan: CarePlan) -> State:
    """What waits next; else the plan, with thanks."""
    first = first_of(plan)
    return first if first != PLAN else PLAN.go("plan", said="thanks")


def line_at(line_id: str) -> State:
    """The card of one line."""
    return State("careplan", "line", {"line": line_id})


def chosen(event: DialogEvent) -> str:
    """The choice of a tap; empty for own words."""
    return event.choice if isinstance(event, Choice) else ""


def own(event: Typed, role: Role, context: Context) -> tuple[Own | None, tuple[Effect, ...]]:
    """Typed words with their language, and that their message goes; None where they are empty or too long: then the
    message stays, so that it can be shortened."""
    text = tidy(event.text)
    if text is None:
        return None, ()
    return Own(text, context.chat.language or SOURCE, role), (DeleteMessage(event.message),)
