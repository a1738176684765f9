"""The care plan of a request: what is kept of it, and when the family hears of it."""

from __future__ import annotations

from sqlalchemy import case, select, update

from casework import Deed, Role
from casework.careplan import LineAction, LineState
from conversations import effects as fx
from storage import tasks
from storage.ahead import OWNERS
from storage.careplans import plan_json, plan_of
from storage.effects.promises import schedule
from storage.effects.referrals import owner_of, refresh_viewers
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.sql import insert_into
from storage.tables import access, careplan, chat, referral

__all__ = ["finish_task", "remind_family", "save_care_plan"]


async def save_care_plan(t: Turnover, effect: fx.SaveCarePlan) -> None:
    owner = await owner_of(t, effect.referral)
    sealed = seal_json(t.keys, owner, plan_json(effect.plan), f"careplan:{effect.referral}")
    values = {"body": sealed, "changed_at": t.now}
    row = insert_into(t.conn, careplan).values(referral_id=effect.referral, **values)
    await t.conn.execute(row.on_conflict_do_update(index_elements=["referral_id"], set_=values))
    if effect.by is not None:
        await t.note_act("careplan", effect.referral, by=effect.by)
        await refresh_viewers(t, effect.referral)


async def finish_task(t: Turnover, effect: fx.FinishTask) -> None:
    """Only a task that this chat may read, now: a yes that was taken back meanwhile leaves it as it is."""
    mine = await tasks.of_volunteer(t.conn, t.keys, t.chat_id, t.context.doing(Deed.DO_TASKS))
    found = next((one.line for one in mine if (one.referral, one.line.id) == (effect.referral, effect.line)), None)
    if found is None or found.state is LineState.DONE:
        return
    owner = await owner_of(t, effect.referral)
    plan = await plan_of(t.conn, t.keys, effect.referral, owner)
    if plan is None:
        return
    done = plan.having(found.moved(LineAction.FINISH, Role.VOLUNTEER, t.now))
    sealed = seal_json(t.keys, owner, plan_json(done), f"careplan:{effect.referral}")
    of_it = update(careplan).where(careplan.c.referral_id == effect.referral)
    await t.conn.execute(of_it.values(body=sealed, changed_at=t.now))
    await t.note_act("task_done", effect.referral)
    await refresh_viewers(t, effect.referral)


async def remind_family(t: Turnover, effect: fx.RemindFamily) -> None:
    """In the chat of a parent who can be reached, else of a helper; a family without a chat hears its coordinator."""
    linked = (
        select(access.c.chat_id, access.c.household_id)
        .join(referral, referral.c.household_id == access.c.household_id)
        .join(chat, chat.c.id == access.c.chat_id)
        .where(referral.c.id == effect.referral, access.c.kind.in_(OWNERS))
        .order_by(case((access.c.kind == "own", 0), else_=1), chat.c.reachable.desc(), access.c.since)
    )
    heir = (await t.conn.execute(linked.limit(1))).first()
    if heir is not None:
        await schedule(t, fx.Schedule(effect.kind, effect.due_at, heir.household_id, f"chat:{heir.chat_id}"))
