"""Signals: registered, brought to policy, answered, taken back. What is counted is detached from all of that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, select, update

from casework import SIGNAL, Answered, Coder, Role, SignalAction, apply
from casework.tally import came_of
from conversations import effects as fx
from conversations.signals.places import RECIPIENT, SIGNAL_YES
from storage import outbox
from storage.effects.households import consent_given
from storage.effects.promises import notify
from storage.effects.turnover import Turnover
from storage.signals import opened, sealed_body
from storage.tables import access, barrier, signal, work
from storage.tallies import month_of

__all__ = ["move_signal", "register_signal", "send_signal_sheet", "take_back_signals"]


async def register_signal(t: Turnover, effect: fx.RegisterSignal) -> None:
    """Of a signal without a name no act is written down: beside the act of a family, its moment would lead to it."""
    told, month = effect.signal, month_of(t.now)
    owner = t.household() if told.hears else None
    detached = {"right": told.right, "codes": " ".join(told.codes)} if owner is None else {}
    await t.conn.execute(
        signal.insert().values(
            id=told.id,
            municipality=told.municipality,
            household_id=owner,
            body=sealed_body(t.keys, owner, told) if owner is not None else None,
            month=month,
            coder=told.coder,
            state=SIGNAL.initial,
            **detached,
        )
    )
    counted = {"municipality": told.municipality, "right": told.right, "month": month, "coder": told.coder}
    await t.conn.execute(barrier.insert(), [{**counted, "code": code} for code in told.codes])
    if owner is not None:
        await consent_given(t, SIGNAL_YES, RECIPIENT + told.municipality, effect.text_version, effect.language)
        await t.note_act("signal", told.id, by=Role.FAMILY)
    elif told.coder is Coder.COORDINATOR:
        await t.note_act("signal", told.id)


async def move_signal(t: Turnover, effect: fx.MoveSignal) -> None:
    """A family that waits for it hears that there is a message, once it is over."""
    row = (await t.conn.execute(select(signal).where(signal.c.id == effect.signal))).first()
    if row is None or row.moves != effect.moves:
        return
    text = "given" if effect.answer is not None else None
    state = apply(SIGNAL, row.state, effect.action, Role.COORDINATOR, text=text, outcome=effect.outcome)
    over = SIGNAL.is_over(state)
    values = {"state": state, "moves": row.moves + 1, "outcome": effect.outcome, "ended": t.now if over else None}
    owner = row.household_id
    held = await t.keys.hold([owner], make=False) if owner is not None and over else ()
    if owner is not None and effect.answer is not None:
        values["body"] = sealed_body(t.keys, owner, replace(opened(t.keys, row), answer=effect.answer))
    if over and (owner is None or owner in held):
        await _count_reply(t, row, effect.answer, effect.outcome)
    await t.conn.execute(update(signal).where(signal.c.id == row.id).values(**values))
    await t.note_act(f"signal_{effect.action}", row.id)
    if owner is not None and over:
        await notify(t, fx.Notify(fx.Audience(await _hears(t, owner), household=owner), "signal_answer", owner))


async def _count_reply(t: Turnover, row: Row[Any], answer: Answered | None, outcome: str | None) -> None:
    """What came of it, beside the counts: the right and the month, never the words, nor whose signal it was."""
    phrase = answer.phrase if answer is not None else ""
    await t.conn.execute(
        barrier.insert().values(
            municipality=row.municipality,
            right=opened(t.keys, row).right,
            month=month_of(t.now),
            code=came_of(phrase, outcome),
            coder=Coder.COORDINATOR,
        )
    )


async def _hears(t: Turnover, household_id: str) -> str:
    """The parents; a family that has no chat of its own hears through whoever helps it."""
    own = select(access.c.chat_id).where(access.c.household_id == household_id, access.c.kind == "own")
    return "owners" if await t.conn.scalar(own.limit(1)) is not None else "helpers"


async def take_back_signals(t: Turnover, effect: fx.TakeBackSignals) -> None:
    owner = t.household()
    mine = (await t.conn.execute(select(signal).where(signal.c.household_id == owner))).all()
    gone = [row for row in mine if effect.signal in ("", row.id)]
    for row in gone:
        if not SIGNAL.is_over(row.state):
            apply(SIGNAL, row.state, SignalAction.WITHDRAW, Role.FAMILY)
        await t.conn.execute(delete(work).where(work.c.stream == f"signal:{row.id}", work.c.state == "waiting"))
        await t.conn.execute(delete(signal).where(signal.c.id == row.id))
        await t.note_act("signal_back", row.id, by=Role.FAMILY)
    stays = {row.municipality for row in mine if row not in gone}
    for town in sorted({row.municipality for row in gone} - stays):
        recipient = RECIPIENT + town
        await consent_given(t, SIGNAL_YES, recipient, effect.text_version, effect.language, given=False)


async def send_signal_sheet(t: Turnover, effect: fx.SendSignalSheet) -> None:
    await outbox.put(t.conn, t.chat_id, "signal_sheet", t.now, ref=effect.municipality, detail=effect.detail)
