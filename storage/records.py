"""Loads what is kept of a family beside its answers, for the screens about it and for the file with all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Handover, HandoverAction, Promise, Signal
from conversations.records import ConsentGiven, Doer, Done, Records, Request, Seen, Undertaken
from storage import appointments, careplans, handovers, signals
from storage import audit as acts_of
from storage.keys import KeyRing
from storage.ledger import ever
from storage.sealing import open_json
from storage.tables import audit, consent, household, referral
from storage.talking import messages

__all__ = ["EXPORT", "PARTNER_READ", "records_of"]

TAKE, EXPORT, PARTNER_READ = "take", "export", "handover_read"
"""Acts in the audit that somebody came to see something by."""
_OF_PARTNER = ("opened", "wrong", HandoverAction.ACCEPT, HandoverAction.DECLINE, HandoverAction.REPORT)
BY_PARTNER = tuple(f"handover_{name}" for name in _OF_PARTNER)
BY_VOLUNTEER = ("task_done", "task_no")
"""Acts that only a partner, and only a volunteer, does; in the bot they have a chat as staff have."""
ONLY_ALONE = frozenset({"first_name", "phone", "way", "when", "words", "needs"})
"""What who asked for help said of themselves, perhaps behind the back of who reads along."""


async def records_of(conn: AsyncConnection, keys: KeyRing, household_id: str, *, alone: bool) -> Records:
    """Of a household whose key is held, newest first. Unless the family reads `alone`, in one chat of its own: without
    the name, the phone and the words of a request, for who asked may have asked it in secret."""
    said = select(consent).where(consent.c.household_id == household_id)
    asked = select(referral).where(referral.c.household_id == household_id).order_by(referral.c.submitted_at.desc())
    requests = (await conn.execute(asked)).all()
    sealed = await conn.scalar(select(household.c.plans).where(household.c.id == household_id))
    told = await signals.of_household(conn, keys, household_id)
    passed = tuple([one for row in requests for one in await handovers.of_referral(conn, keys, row.id)])
    return Records(
        consents=tuple(
            ConsentGiven(
                row.purpose, row.recipient, row.text_version, row.language, row.given, row.at, row.witness is not None
            )
            for row in await conn.execute(said.order_by(consent.c.at.desc(), consent.c.id.desc()))
        ),
        seen=await _seen(conn, household_id, requests, passed, told),
        done=await _done(conn, requests, passed) if alone else (),
        signals=told if alone else tuple(replace(one, words="", codes=()) for one in told),
        handovers=passed if alone else tuple(replace(one, told={}, reason="") for one in passed),
        requests=tuple([await _request(conn, keys, household_id, row, alone=alone) for row in requests]),
        alone=alone,
        plans=open_json(keys, household_id, sealed, f"plans:{household_id}") if sealed is not None else {},
    )


async def _seen(
    conn: AsyncConnection,
    household_id: str,
    requests: Sequence[Row[Any]],
    passed: Sequence[Handover],
    told: Sequence[Signal],
) -> tuple[Seen, ...]:
    """Readings of its requests by staff, and files that were made of it; never whose account it was."""
    towns = {**{row.id: row.municipality for row in requests}, **{one.id: one.municipality for one in told}}
    readers = {one.id: Seen(one.offered_at, one.municipality, partner=one.partner) for one in passed}
    reading = or_(audit.c.act == TAKE, audit.c.act.startswith(acts_of.READ))
    acts = select(audit.c.at, audit.c.act, audit.c.subject).where(
        or_(
            (audit.c.act == PARTNER_READ) & audit.c.subject.in_(readers),
            reading & audit.c.subject.in_(towns),
            (audit.c.act == EXPORT) & (audit.c.subject == household_id),
        )
    )
    rows = await conn.execute(acts.order_by(audit.c.at.desc(), audit.c.id.desc()))
    return tuple(
        readers[row.subject].on(row.at)
        if row.subject in readers
        else Seen(row.at, towns.get(row.subject, ""), _what(row.act))
        for row in rows
    )


async def _done(conn: AsyncConnection, requests: Sequence[Row[Any]], passed: Sequence[Handover]) -> tuple[Done, ...]:
    """What was done with its requests, and with what was passed on of them; never whose account it was. That staff was
    reminded is nothing done."""
    towns = {row.id: row.municipality for row in requests} | {one.id: one.municipality for one in passed}
    no_deed = audit.c.act.in_((TAKE, PARTNER_READ, acts_of.REMINDED))
    seen = or_(no_deed, audit.c.act.startswith(acts_of.READ))
    acts = select(audit.c.at, audit.c.actor, audit.c.act, audit.c.subject).where(audit.c.subject.in_(towns), ~seen)
    rows = await conn.execute(acts.order_by(audit.c.at.desc(), audit.c.id.desc()))
    return tuple(Done(row.at, _doer(row.actor, row.act), row.act, towns[row.subject]) for row in rows)


def _doer(actor: int, act: str) -> Doer:
    if act in BY_VOLUNTEER:
        return Doer.VOLUNTEER
    return Doer.PARTNER if act in BY_PARTNER else _NAMELESS.get(actor, Doer.STAFF)


_NAMELESS = {acts_of.FAMILY: Doer.FAMILY, acts_of.BOT: Doer.BOT, acts_of.PARTNER: Doer.PARTNER}


def _what(act: str) -> str:
    return TAKE if act == TAKE else acts_of.what_was_read(act)


def _undertaken(made: Promise) -> Undertaken:
    return Undertaken(made.made_at, made.purpose, made.day, made.state, made.reason)


async def _request(conn: AsyncConnection, keys: KeyRing, household_id: str, row: Row[Any], *, alone: bool) -> Request:
    told = open_json(keys, household_id, row.body, f"referral:{row.id}") if row.body is not None else {}
    told = told if alone else {key: value for key, value in told.items() if key not in ONLY_ALONE}
    said = await messages(conn, keys, row.id, household_id) if alone else ()
    agreed = await appointments.of_referral(conn, keys, row.id, household_id)
    return Request(
        row.number,
        row.municipality,
        row.kind,
        row.state,
        row.submitted_at,
        row.closed_at,
        told,
        said,
        agreed,
        tuple(_undertaken(item) for item in await ever(conn, row.id)),
        await careplans.plan_of(conn, keys, row.id, household_id) if alone else None,
    )
