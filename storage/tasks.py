"""Loads the tasks of care plans that are a volunteer's: of families that this chat reported or for which it was picked,
with their yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, Deed, may
from casework.careplan import Helped, Line
from casework.volunteer_tasks import Task
from conversations.context import Context, Member
from conversations.tasks import SHOWN_IN
from storage.careplans import plan_of
from storage.families import bare, with_body
from storage.keys import KeyRing
from storage.tables import care_helper, careplan, referral

__all__ = ["of_volunteer", "shown"]


async def shown(conn: AsyncConnection, keys: KeyRing, context: Context) -> tuple[Task, ...]:
    """The tasks of this chat, where what it shows is about them."""
    if context.chat.state.dialog not in SHOWN_IN:
        return ()
    return await of_volunteer(conn, keys, context.chat.id, context.doing(Deed.DO_TASKS))


async def of_volunteer(conn: AsyncConnection, keys: KeyRing, chat_id: int, roles: Sequence[Member]) -> tuple[Task, ...]:
    """In the municipalities of these roles, of requests that are open, oldest first."""
    towns = [member.municipality for member in roles if may(member.role, Deed.DO_TASKS)]
    picked = exists().where(care_helper.c.referral_id == referral.c.id, care_helper.c.chat_id == chat_id)
    mine = (
        select(referral)
        .join(careplan, careplan.c.referral_id == referral.c.id)
        .where(
            or_(referral.c.reported_by == chat_id, picked),
            referral.c.municipality.in_(towns),
            referral.c.state.not_in(sorted(REFERRAL.over)),
            referral.c.household_id.is_not(None),
        )
        .order_by(referral.c.submitted_at, referral.c.id)
    )
    found: list[Task] = []
    for row in (await conn.execute(mine)).all():
        if row.household_id not in await keys.hold([row.household_id], make=False):
            continue
        plan = await plan_of(conn, keys, row.id, row.household_id)
        if plan is None:
            continue
        lines = (*(plan.for_reporter if row.reported_by == chat_id else ()), *plan.for_helper(chat_id))
        found += [_task(keys, row, line) for line in lines]
    return tuple(found)


def _task(keys: KeyRing, row: Row[Any], line: Line) -> Task:
    """With whose it is, only where the family said yes to that for this very task."""
    task = Task(row.id, row.number, row.municipality, line)
    if not (line.for_helper and line.helped.known):
        return task
    told = with_body(keys, bare(row), row.household_id, row.body)
    phone = (told.phone or "") if line.helped is Helped.PHONE else ""
    return replace(task, first_name=told.first_name or "", phone=phone)
