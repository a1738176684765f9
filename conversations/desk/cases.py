"""Which case is open at a desk, whether this chat may see it, and what it may do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casework import REFERRAL, ReferralAction, Role
from conversations.context import Case, Context, Referral
from conversations.dialog import Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import say

__all__ = ["TO_CASE", "TO_QUEUE", "CaseStep", "chosen", "gone", "holds", "may", "opened"]

TO_QUEUE = Button("queue", say("desk", "Naar de lijst"))
TO_CASE = Button("case", say("desk", "Terug"))


class CaseStep(NamedTuple):
    """A step about one case: like a dialog's functions, with the case that is sure to be there."""

    advance: Callable[[State, DialogEvent, Case, Context], Turn]
    view: Callable[[State, Case, Context], Screen]


def opened(context: Context) -> Case | None:
    """The case this chat may work on: it has a role in its municipality and the case has not ended. Else None."""
    case = context.case
    if case is None or REFERRAL.is_over(case.referral.state):
        return None
    return case if any(member.municipality == case.referral.municipality for member in context.staff) else None


def holds(context: Context, referral: Referral) -> bool:
    """Whether this chat works on the referral: it has it, or stands in for a colleague who is away."""
    mine = context.chat.id
    return referral.claimed_by == mine or context.team.stands_in(mine, referral.claimed_by)


def may(context: Context, referral: Referral) -> tuple[ReferralAction, ...]:
    """What this chat may do with a referral now, in the order of its state table.

    What is claimed is in the hands of one coordinator: only that one goes on with it.
    """
    if not any(m.municipality == referral.municipality for m in context.staff):
        return ()
    if referral.claimed_by is not None and not holds(context, referral):
        return ()
    edges = REFERRAL.edges_from(referral.state, Role.COORDINATOR)
    return tuple(ReferralAction(edge.action) for edge in edges)


def chosen(event: DialogEvent) -> str:
    """The choice of a tap. Raises Unexpected for anything typed or shared."""
    if not isinstance(event, Choice):
        raise Unexpected
    return event.choice


def gone(state: State) -> Screen:
    """Instead of a case that was erased, withdrawn or closed, or that this chat may not see."""
    return Screen(
        dialog="desk",
        step=state.step,
        body=(say("desk", "Deze aanmelding is er niet meer. Je hoeft niets te doen."),),
        answers=(TO_QUEUE,),
        ways=(MENU,),
    )
