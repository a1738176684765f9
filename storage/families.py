"""Loads what a chat may know of families: the one that is open in it, and the names of those it may open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, REOPENED_WITHIN
from conversations.context import Context, Entry, Household, Referral, Tie, Told, Watch
from conversations.nagging import COUNTED_FOR
from conversations.notices import REPLACED
from conversations.registry import NUDGES
from storage import ahead, appointments, twins
from storage.careplans import with_plan
from storage.keys import KeyRing, SealBroken
from storage.plans import plan_from
from storage.sealing import open_answers, open_json, open_value
from storage.tables import access, chat, notice, referral
from storage.talking import messages
from storage.watching import opened_watch

__all__ = ["FILE", "bare", "family", "roster", "silenced", "told", "with_body"]

FILE = "file"
"""Beside a chat's state: the household that was open when it was made."""


def roster(keys: KeyRing, chat_id: int, key_id: str, rows: Sequence[Row[Any]]) -> tuple[Entry, ...]:
    """The households that this chat may open, with its own words for them."""
    return tuple(
        Entry(row.household_id, row.kind, row.municipality, _label(keys, key_id, row), row.since)
        for row in rows
        if row.chat_id == chat_id
    )


def _label(keys: KeyRing, key_id: str, row: Row[Any]) -> str:
    with suppress(SealBroken):
        if row.label is not None:
            return keys.open(key_id, row.label, f"access:{row.household_id}").decode()
    return ""


async def family(
    conn: AsyncConnection, keys: KeyRing, entry: Entry, rows: Sequence[Row[Any]], context: Context
) -> Household | None:
    """A household of the roster, whose key is held."""
    row = await ahead.household_row(conn, entry.household)
    if row is None:
        return None
    answers = open_answers(keys, row.id, row.answers)
    plan = open_value(keys, row.id, row.plans, f"plans:{row.id}", plan_from)
    newest = await ahead.open_referral(conn, row.id)
    ties = tuple(
        Tie(other.chat_id, other.kind, other.since)
        for other in rows
        if other.household_id == row.id and other.chat_id != context.chat.id
    )
    return Household(
        id=row.id,
        municipality=row.municipality,
        answers=answers,
        touched_at=row.touched_at,
        kept=row.kept,
        screened_at=row.screened_at,
        steps=plan.steps,
        pace=plan.pace,
        goes_on=await twins.number_of(conn, newest.merged_into) if newest is not None and newest.merged_into else "",
        rested=await _rested(conn, row.id, context.now) if newest is None else None,
        referral=with_plan(keys, with_body(keys, bare(newest), row.id, newest.body), row.id, newest.care)
        if newest is not None
        else None,
        messages=await messages(conn, keys, newest.id, row.id) if newest is not None else (),
        appointments=await appointments.of_referral(conn, keys, newest.id, row.id) if newest is not None else (),
        offered=newest is not None and newest.offered,
        promised=newest.promised if newest is not None else None,
        asked=await _asked(conn, newest.id, row.id) if newest is not None else (),
        kind=entry.kind,
        label=entry.label,
        ties=ties,
        recheck=row.recheck,
        watch=open_value(keys, row.id, row.told, f"told:{row.id}", opened_watch) if row.told is not None else Watch(),
    )


async def _rested(conn: AsyncConnection, household_id: str, now: datetime) -> Referral | None:
    row = await ahead.rested_referral(conn, household_id)
    return bare(row) if row is not None and row.closed_at >= now - REOPENED_WITHIN else None


def bare(row: Row[Any]) -> Referral:
    """A referral without anything personal."""
    return Referral(
        id=row.id,
        number=row.number,
        municipality=row.municipality,
        kind=row.kind,
        urgency=row.urgency,
        state=row.state,
        submitted_at=row.submitted_at,
        revision=row.revision,
        lifted=row.lifted,
        claimed_by=row.claimed_by,
        outcome=row.outcome,
        reported_by=row.reported_by,
        closed_at=row.closed_at,
        contacted_at=row.contacted_at,
        reopened_at=row.reopened_at,
    )


def with_body(keys: KeyRing, shown: Referral, owner: str, body: bytes | None) -> Referral:
    """A referral with what the family told."""
    if body is None:
        return shown
    told = open_json(keys, owner, body, f"referral:{shown.id}")
    return replace(
        shown,
        first_name=told["first_name"],
        phone=told["phone"],
        way=told["way"],
        when=told["when"],
        about=tuple(told["about"]),
        purpose=told["purpose"],
        interpreter=told.get("interpreter", ""),
        needs=tuple(told.get("needs", ())),
        words=told.get("words", ""),
    )


async def silenced(conn: AsyncConnection, households: Sequence[str], chat_id: int) -> tuple[str, ...]:
    """The open requests of households of which no parent but this chat can be reached."""
    heard = (
        select(access.c.household_id)
        .join(chat, chat.c.id == access.c.chat_id)
        .where(access.c.kind == "own", access.c.chat_id != chat_id, chat.c.reachable)
    )
    left = (referral.c.household_id.in_(households), referral.c.household_id.not_in(heard))
    found = select(referral.c.id).where(*left, referral.c.state.not_in(REFERRAL.over))
    return tuple((await conn.execute(found.order_by(referral.c.submitted_at, referral.c.id))).scalars())


async def told(conn: AsyncConnection, household_id: str, now: datetime) -> tuple[Told, ...]:
    """What the bot wrote to a household of late by itself, in whichever of its chats."""
    linked = select(access.c.chat_id).where(access.c.household_id == household_id)
    about = (notice.c.chat_id.in_(linked), notice.c.ref == household_id, notice.c.kind.in_(sorted(NUDGES)))
    query = select(notice.c.kind, notice.c.at).where(*about, notice.c.at > now - COUNTED_FOR)
    return tuple(Told(row.kind, row.at) for row in await conn.execute(query.order_by(notice.c.at, notice.c.id)))


async def _asked(conn: AsyncConnection, referral_id: str, household_id: str) -> tuple[str | None, ...]:
    linked = select(access.c.chat_id).where(access.c.household_id == household_id)
    put = (notice.c.chat_id.in_(linked), notice.c.kind == "contacted", notice.c.ref == referral_id)
    chosen = (await conn.execute(select(notice.c.chosen).where(*put).order_by(notice.c.at, notice.c.id))).scalars()
    return tuple(None if choice == REPLACED else choice for choice in chosen)
