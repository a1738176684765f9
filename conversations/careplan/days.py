"""A care plan that was changed is kept with what is promised of it: who is told, on which day, of what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from casework import REFERRAL, CarePlan, Role
from casework.care_dates import About, due_now, for_family, for_staff, morning, next_day
from casework.careplan import LineState
from conversations.context import Context, Referral
from conversations.effects import Audience, Effect, Notify, RemindFamily, SaveCarePlan, Schedule
from conversations.events import Due
from followups import BRUSSELS

__all__ = ["FAMILY_DAY", "STAFF_DAY", "family_day", "saved", "staff_day"]

STAFF_DAY: Final = "care_staff"
FAMILY_DAY: Final = "care_family"

_TO_STAFF: Final = ((About.END, "care_end"), (About.REVIEW, "care_look"))
_TO_FAMILY: Final = ((About.REVIEW, "care_review"),)
"""What is told in the place of *something is due*, what matters most first."""


def saved(referral: str, plan: CarePlan, now: datetime, by: Role | None) -> tuple[Effect, ...]:
    """The plan, and its next days."""
    today = now.astimezone(BRUSSELS).date()
    staff, family = next_day(for_staff(plan), today), next_day(for_family(plan), today)
    return (
        SaveCarePlan(referral, plan, by),
        *((Schedule(STAFF_DAY, morning(staff), referral, f"referral:{referral}"),) if staff is not None else ()),
        *((RemindFamily(referral, FAMILY_DAY, morning(family)),) if family is not None else ()),
    )


def staff_day(_event: Due, context: Context) -> tuple[Effect, ...]:
    """One notice for all that is due to whoever holds the case, one to each volunteer who was picked for some of it,
    and when to look next."""
    open_now = _open(context.referral)
    if open_now is None:
        return ()
    referral, plan = open_now
    due = due_now(for_staff(plan), plan.told_staff, context.today)
    kept = saved(referral.id, replace(plan, told_staff=context.today), context.now, None)
    if not due:
        return kept
    about = {told.about for told in due}
    kind = next((name for what, name in _TO_STAFF if what in about), "care_due")
    days = {told.due for told in due if told.about is About.TASK}
    helpers = {
        line.helper for line in plan.lines if line.state is LineState.AGREED and line.due in days and line.for_helper
    }
    asked = tuple(Notify(Audience("chat", chat=chat), "volunteer_task", referral.id) for chat in sorted(helpers))
    return (Notify(Audience("holder", referral=referral.id), kind, referral.id), *asked, *kept)


def family_day(event: Due, context: Context) -> tuple[Effect, ...]:
    """One neutral message for all that is due, to the chat that this runs in. Of a task whose day went by while the
    family was not to be written to, nothing is said."""
    household = context.household
    if household is None or household.id != event.fence:
        return ()
    open_now = _open(household.referral)
    if open_now is None:
        return ()
    referral, plan = open_now
    due = [
        told
        for told in due_now(for_family(plan), plan.told_family, context.today)
        if told.about is About.REVIEW or told.due >= context.today
    ]
    kept = saved(referral.id, replace(plan, told_family=context.today), context.now, None)
    if not due:
        return kept
    about = {told.about for told in due}
    kind = next((name for what, name in _TO_FAMILY if what in about), "care_task")
    return (Notify(Audience("chat", chat=context.chat.id), kind, household.id), *kept)


def _open(referral: Referral | None) -> tuple[Referral, CarePlan] | None:
    if referral is None or referral.care is None or REFERRAL.is_over(referral.state):
        return None
    return referral, referral.care
