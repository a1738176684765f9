"""Promises to families: made, kept, moved, missed; and the charts that a coordinator asks for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from casework import PROMISE, REFERRAL, Promise, PromiseAction, PromiseState, Role, apply
from casework.promises import end_of
from conversations import effects as fx
from storage import counters, ledger, outbox
from storage.effects.promises import schedule
from storage.effects.turnover import Turnover
from storage.tables import promise, referral

__all__ = ["end_promise", "make_promise", "move_promise", "send_chart"]

NO_CHAT = 0
"""The chat of a follow-up: what it does, the bot does by itself."""


async def make_promise(t: Turnover, effect: fx.MakePromise) -> None:
    query = select(func.coalesce(func.max(promise.c.number), 0)).where(promise.c.referral_id == effect.referral)
    number = (await t.conn.execute(query)).scalar_one() + 1
    await _make(t, effect.id, effect.referral, number=number, purpose=effect.purpose, due_at=end_of(effect.day))
    await t.note_act("promise", effect.referral)


async def end_promise(t: Turnover, effect: fx.EndPromise) -> None:
    was = await _load(t, effect.promise)
    await _end(t, was, effect.action, effect.reason)
    if t.chat_id != NO_CHAT:  # that a day went by is nobody's act
        await t.note_act(f"promise_{effect.action}", was.referral)


async def move_promise(t: Turnover, effect: fx.MovePromise) -> None:
    old = await _load(t, effect.promise)
    await _end(t, old, PromiseAction.MOVE)
    await _make(t, effect.id, old.referral, number=old.number, purpose=old.purpose, due_at=end_of(effect.day))
    await t.note_act("promise_move", old.referral)


async def _make(t: Turnover, promise_id: str, referral_id: str, *, number: int, purpose: str, due_at: datetime) -> None:
    """The row and its timers, in the stream of the request. A reminder of a morning that is over is not sent."""
    request = (
        await t.conn.execute(
            select(referral.c.municipality, referral.c.number, referral.c.state).where(referral.c.id == referral_id)
        )
    ).one()
    if REFERRAL.is_over(request.state):
        raise LookupError("a promise about a request that is over")
    made = Promise(
        id=promise_id,
        municipality=request.municipality,
        referral=referral_id,
        reference=request.number,
        number=number,
        purpose=purpose,
        owner=t.chat_id,
        made_at=t.now,
        due_at=due_at,
    )
    await t.conn.execute(
        promise.insert().values(
            id=made.id,
            municipality=made.municipality,
            referral_id=made.referral,
            number=made.number,
            purpose=made.purpose,
            owner=made.owner,
            made_at=made.made_at,
            due_at=made.due_at,
            state=made.state,
        )
    )
    for kind, moment, fence in made.timers():
        if moment > t.now:
            await schedule(t, fx.Schedule(kind, moment, fence, f"referral:{referral_id}"))


async def _load(t: Turnover, promise_id: str) -> Promise:
    query = select(promise, referral.c.number.label("reference")).join(referral).where(promise.c.id == promise_id)
    return ledger.as_promise((await t.conn.execute(query)).one())


async def _end(t: Turnover, was: Promise, action: str, reason: str | None = None) -> None:
    """The promise after an action of its table; what came of it is counted by month, with nobody in it."""
    role = Role.SYSTEM if t.chat_id == NO_CHAT else Role.COORDINATOR
    state = apply(PROMISE, was.state, action, role, outcome=reason)
    over = t.now if PROMISE.is_final(state) else None
    await t.conn.execute(
        update(promise).where(promise.c.id == was.id).values(state=state, closed_at=over, reason=reason)
    )
    month = f"{was.day:%Y-%m}"
    if state == PromiseState.MISSED:
        await counters.add(t.conn, f"missed:{month}:{was.municipality}")
    elif state == PromiseState.KEPT and was.state == PromiseState.OPEN:
        await counters.add(t.conn, f"kept:{month}:{was.municipality}")


async def send_chart(t: Turnover, effect: fx.SendChart) -> None:
    await outbox.put(t.conn, t.chat_id, "chart", t.now, ref=effect.municipality, detail=effect.chart)
