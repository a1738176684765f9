"""The family's plan: its steps, what came of them, and how often the family may be written to."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from conversations import effects as fx
from followups import BRUSSELS
from storage import outbox
from storage.effects.households import change_household
from storage.effects.turnover import Turnover
from storage.plans import Plan, plan_from, plan_json
from storage.sealing import open_json, seal_json
from storage.tables import household, outcome

__all__ = ["count_outcome", "save_steps", "send_calendar", "set_pace"]


async def _plan(t: Turnover) -> Plan:
    owner = t.household()
    sealed = (await t.conn.execute(select(household.c.plans).where(household.c.id == owner))).scalar_one()
    return plan_from(open_json(t.keys, owner, sealed, f"plans:{owner}"))


async def _save(t: Turnover, plan: Plan) -> None:
    owner = t.household()
    await change_household(t, plans=seal_json(t.keys, owner, plan_json(plan), f"plans:{owner}"))


async def save_steps(t: Turnover, effect: fx.SaveSteps) -> None:
    await _save(t, replace(await _plan(t), steps=effect.steps))


async def set_pace(t: Turnover, effect: fx.SetPace) -> None:
    await _save(t, replace(await _plan(t), pace=effect.pace))


async def count_outcome(t: Turnover, effect: fx.CountOutcome) -> None:
    """Detached: the town's figures, which no household can be read from."""
    query = select(household.c.municipality, household.c.kept).where(household.c.id == t.household())
    family = (await t.conn.execute(query)).one()
    if not family.kept:
        return
    await t.conn.execute(
        outcome.insert().values(
            municipality=family.municipality,
            right=effect.right,
            month=t.now.astimezone(BRUSSELS).strftime("%Y-%m"),
            outcome=effect.outcome,
            band=effect.band,
        )
    )


async def send_calendar(t: Turnover, effect: fx.SendCalendar) -> None:
    """Which right it is stands nowhere in clear: the row names the family, and the place of the step in its plan."""
    place = list((await _plan(t)).steps).index(effect.key)
    await outbox.put(t.conn, t.chat_id, "calendar", t.now, ref=t.household(), detail=str(place))
