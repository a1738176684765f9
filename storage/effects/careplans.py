"""The care plan of a request: what is kept of it, and when the family hears of it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import case, delete, select, update

from casework import REFERRAL, CarePlan, Deed, Role
from casework.careplan import Helped, Line, LineAction, LineState
from conversations import effects as fx
from conversations.careplan.helping import PURPOSE as HELPER_YES
from storage import tasks
from storage.ahead import OWNERS
from storage.careplans import plan_json, plan_of
from storage.effects.households import consent_given
from storage.effects.promises import notify, schedule
from storage.effects.referrals import owner_of, refresh_viewers
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.sql import insert_into
from storage.tables import access, care_helper, careplan, chat, referral

__all__ = ["agree_helper", "finish_task", "helper_leaves", "refuse_task", "remind_family", "save_care_plan"]


async def save_care_plan(t: Turnover, effect: fx.SaveCarePlan) -> None:
    owner = await owner_of(t, effect.referral)
    sealed = seal_json(t.keys, owner, plan_json(effect.plan), f"careplan:{effect.referral}")
    values = {"body": sealed, "changed_at": t.now}
    row = insert_into(t.conn, careplan).values(referral_id=effect.referral, **values)
    await t.conn.execute(row.on_conflict_do_update(index_elements=["referral_id"], set_=values))
    await _keep_helpers(t, effect.referral, effect.plan)
    if effect.by is not None:
        await t.note_act("careplan", effect.referral, by=effect.by)
        await refresh_viewers(t, effect.referral)


async def _keep_helpers(t: Turnover, referral_id: str, plan: CarePlan) -> None:
    """Which volunteers read a task of it because they were picked."""
    await t.conn.execute(delete(care_helper).where(care_helper.c.referral_id == referral_id))
    for chat_id in sorted(plan.helpers):
        await t.conn.execute(care_helper.insert().values(referral_id=referral_id, chat_id=chat_id))


async def finish_task(t: Turnover, effect: fx.FinishTask) -> None:
    """Only a task that this chat may read, now: a yes that was taken back meanwhile leaves it as it is."""
    await _moved(t, effect, "task_done", lambda line: line.moved(LineAction.FINISH, Role.VOLUNTEER, t.now))


async def refuse_task(t: Turnover, effect: fx.RefuseTask) -> None:
    """The same. From then on it is nobody's, until the coordinator says whose."""
    await _moved(t, effect, "task_no", lambda line: line.said_of_helper(Helped.CANNOT))


async def _moved(t: Turnover, effect: fx.FinishTask | fx.RefuseTask, act: str, move: Callable[[Line], Line]) -> None:
    mine = await tasks.of_volunteer(t.conn, t.keys, t.chat_id, t.context.doing(Deed.DO_TASKS))
    found = next((one.line for one in mine if (one.referral, one.line.id) == (effect.referral, effect.line)), None)
    if found is None or found.state is LineState.DONE:
        return
    owner = await owner_of(t, effect.referral)
    plan = await plan_of(t.conn, t.keys, effect.referral, owner)
    if plan is None:
        return
    await _put(t, effect.referral, owner, plan.having(move(found)))
    await t.note_act(act, effect.referral)


async def agree_helper(t: Turnover, effect: fx.AgreeHelper) -> None:
    await consent_given(t, HELPER_YES, effect.recipient, effect.version, effect.language, given=effect.given)


async def helper_leaves(t: Turnover, chat_id: int, municipality: str | None = None) -> None:
    """A volunteer whose role ended does no task any more there (None: anywhere): whoever has the case hears it."""
    there = (referral.c.municipality == municipality,) if municipality is not None else ()
    mine = select(referral.c.id, referral.c.state).join(care_helper, care_helper.c.referral_id == referral.c.id)
    left = (await t.conn.execute(mine.where(care_helper.c.chat_id == chat_id, *there))).all()
    for referral_id, state in left:
        if not REFERRAL.is_over(state):
            await notify(t, fx.Notify(fx.Audience("holder", referral=referral_id), "care_cannot", referral_id))
        owner = await owner_of(t, referral_id)
        plan = await plan_of(t.conn, t.keys, referral_id, owner)
        if plan is not None:
            await _put(t, referral_id, owner, plan.left_by(chat_id))


async def _put(t: Turnover, referral_id: str, owner: str, plan: CarePlan) -> None:
    sealed = seal_json(t.keys, owner, plan_json(plan), f"careplan:{referral_id}")
    of_it = update(careplan).where(careplan.c.referral_id == referral_id)
    await t.conn.execute(of_it.values(body=sealed, changed_at=t.now))
    await _keep_helpers(t, referral_id, plan)
    await refresh_viewers(t, referral_id)


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
