"""Loads signals: a family's own, those that wait at a desk, and the one that is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import SIGNAL, Answered, Coder, Signal, SignalOutcome, SignalState, codes_of
from conversations import second
from conversations.context import Context
from conversations.signalled import COUNTS, FAMILY, STAFF, Signals, named_in
from conversations.signals.places import counted_at
from followups import BRUSSELS
from storage.keys import KeyRing
from storage.sealing import open_json, seal_json
from storage.tables import signal, work
from storage.tallies import sheet

__all__ = ["due", "of_household", "opened", "sealed_body", "with_signals"]


LISTED = (("menu", "menu"), ("menu", "more"))
"""Where a family finds again what came of its own."""


async def with_signals(conn: AsyncConnection, keys: KeyRing, context: Context) -> Context:
    """The context with the signals that its screen is about, if it is about any."""
    state, family = context.chat.state, context.household
    if family is not None and (state.dialog == FAMILY or (state.dialog, state.step) in LISTED):
        return replace(context, signals=Signals(mine=await of_household(conn, keys, family.id)))
    if state.dialog == STAFF and context.staff and second.is_open(context):
        towns = sorted({member.municipality for member in context.staff})
        waiting, shown = await _open(conn, keys, towns, named_in(state)), named_in(state)
        return replace(context, signals=Signals(open=waiting, asks=await _asks(conn, shown) if shown else None))
    town = counted_at(state, context) if state.dialog == COUNTS else ""
    if town:
        return replace(context, signals=Signals(sheet=await sheet(conn, town, state.text("period"), context)))
    return context


async def of_household(conn: AsyncConnection, keys: KeyRing, household_id: str) -> tuple[Signal, ...]:
    """Those of a family whose key is held: what came to an end last first, then the youngest. Raises SealBroken."""
    rows = await conn.execute(select(signal).where(signal.c.household_id == household_id))
    found = [opened(keys, row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.ended.timestamp() if one.ended else 0.0, one.month), reverse=True))


async def due(conn: AsyncConnection, signal_id: str) -> Signal | None:
    """The signal of a follow-up, without what is sealed; None where it was taken back or erased."""
    row = (await conn.execute(select(signal).where(signal.c.id == signal_id))).first()
    return _bare(row) if row is not None else None


async def _open(conn: AsyncConnection, keys: KeyRing, towns: Collection[str], shown: str) -> tuple[Signal, ...]:
    waits = (signal.c.municipality.in_(towns), signal.c.state.not_in(SIGNAL.finals))
    rows = (await conn.execute(select(signal).where(*waits))).all()
    families = {row.household_id for row in rows if row.household_id is not None}
    held = await keys.hold(families, make=False) if families else frozenset()
    readable = (row for row in rows if row.household_id is None or row.household_id in held)
    # Never as they came in: the order would tell which is whose.
    found = sorted((opened(keys, row) for row in readable), key=lambda one: (one.month, one.right, one.codes, one.id))
    return tuple(one if one.id == shown else replace(one, words="", answer=None) for one in found)


async def _asks(conn: AsyncConnection, signal_id: str) -> date | None:
    """The day on which is asked what came of a signal that was brought; None where nothing waits for that."""
    waits = (work.c.stream == f"signal:{signal_id}", work.c.kind == "signal_brought", work.c.state == "waiting")
    due_at: datetime | None = await conn.scalar(select(work.c.due_at).where(*waits).limit(1))
    return due_at.astimezone(BRUSSELS).date() if due_at is not None else None


def _bare(row: Row[Any]) -> Signal:
    return Signal(
        id=row.id,
        municipality=row.municipality,
        right=row.right or "",
        codes=codes_of((row.codes or "").split()),
        month=row.month,
        state=SignalState(row.state),
        moves=row.moves,
        coder=Coder(row.coder),
        hears=row.household_id is not None,
        outcome=SignalOutcome(row.outcome) if row.outcome else None,
        ended=row.ended,
    )


def opened(keys: KeyRing, row: Row[Any]) -> Signal:
    """A signal with what is sealed of it, whose family's key is held. Raises SealBroken."""
    shown = _bare(row)
    if row.body is None:
        return shown
    told = open_json(keys, row.household_id, row.body, _place(row.id))
    answer = told.get("answer")
    return replace(
        shown,
        right=told["right"],
        codes=codes_of(told["codes"]),
        words=told["words"],
        language=told["language"],
        answer=Answered(**answer) if answer is not None else None,
    )


def sealed_body(keys: KeyRing, owner: str, told: Signal) -> bytes:
    """Which right and which codes, own words, and the answer: with a family beside it, each is personal."""
    answer = told.answer
    kept = {
        "right": told.right,
        "codes": [*told.codes],
        "words": told.words,
        "language": told.language,
        "answer": {"phrase": answer.phrase, "words": answer.words, "language": answer.language} if answer else None,
    }
    return seal_json(keys, owner, kept, _place(told.id))


def _place(signal_id: str) -> str:
    return f"signal:{signal_id}"
