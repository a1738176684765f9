"""Requests for help: how they come, move and are talked about."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from casework import HELD, REFERRAL, NotPossibleNow, ReferralAction, ReferralState, Role, apply, reference
from conversations import effects as fx
from followups import BRUSSELS
from storage import closed, ledger, outbox
from storage.effects import handovers
from storage.effects.calling_off import call_off
from storage.effects.households import consent_given, take_back
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.tables import chat, household, note, offer, referral

__all__ = [
    "add_note",
    "lift_referral",
    "move_referral",
    "owner_of",
    "refresh_viewers",
    "submit_referral",
]


async def submit_referral(t: Turnover, effect: fx.SubmitReferral) -> None:
    owner = t.household()
    place = (await t.conn.execute(select(household.c.municipality).where(household.c.id == owner))).scalar_one()
    year = t.now.astimezone(BRUSSELS).year
    prefix = reference(place, 1, year)[:-4]
    sequence = (
        await t.conn.execute(
            select(func.count()).where(
                referral.c.municipality == place, referral.c.number.startswith(prefix, autoescape=True)
            )
        )
    ).scalar_one() + 1
    body = {
        "first_name": effect.first_name,
        "phone": effect.phone,
        "way": effect.way,
        "when": effect.when,
        "about": list(effect.about),
        "purpose": effect.purpose,
        "interpreter": effect.interpreter,
        "needs": list(effect.needs),
        "words": effect.words,
    }
    await t.conn.execute(
        referral.insert().values(
            id=effect.id,
            number=reference(place, sequence, year),
            household_id=owner,
            municipality=place,
            kind=effect.kind,
            urgency=effect.urgency,
            state=REFERRAL.initial,
            submitted_at=t.now,
            body=seal_json(t.keys, owner, body, f"referral:{effect.id}"),
            reported_by=effect.reported_by or None,
        )
    )
    await consent_given(
        t, effect.purpose, effect.recipient, effect.text_version, effect.language, witnessed=effect.witnessed
    )
    await t.note_act("submit", effect.id, by=Role.FAMILY)


async def move_referral(t: Turnover, effect: fx.MoveReferral) -> None:
    """One action of the table. NotPossibleNow where the case moved since it was looked at: of two people who act at the
    same moment, the second one's turn is done again, with what became of the case."""
    referral_id, action = effect.referral, effect.action
    row = (await t.conn.execute(select(referral).where(referral.c.id == referral_id).with_for_update())).one()
    if effect.revision not in (None, row.revision):
        raise NotPossibleNow(REFERRAL.name, row.state, action, ())
    ended = t.now - row.closed_at if row.closed_at is not None else timedelta(0)
    state = apply(REFERRAL, row.state, action, effect.role, text=effect.text, outcome=effect.outcome, ended=ended)
    values = {
        "state": state,
        "revision": row.revision + 1,
        **_holder(action, state, t.chat_id),
        **_moments(row, action, state, t.now),
    }
    if action in (ReferralAction.CLAIM, ReferralAction.TAKE_OVER, ReferralAction.CONTACT):
        values["lifted"] = False
    if REFERRAL.is_over(state):
        values["outcome"] = REFERRAL.edge(row.state, action).outcome_of(effect.outcome)
    await t.conn.execute(update(referral).where(referral.c.id == referral_id).values(**values))
    if "claimed_by" in values or REFERRAL.is_over(state):  # what was offered was another holder's
        await t.conn.execute(delete(offer).where(offer.c.referral_id == referral_id))
    if REFERRAL.is_over(state):
        await call_off(t, referral_id, by=effect.role)
        await handovers.end_all(t, referral_id)
    if effect.text.strip():
        await add_note(t, fx.AddNote(referral_id, effect.text))
    await ledger.settle(t.conn, referral_id, t.now)
    if action == ReferralAction.WITHDRAW:
        await take_back(t, row.household_id, row.municipality)
        await closed.empty(t.conn, [referral_id])
        await outbox.hasten(t.conn, referral_id, t.now)
    await t.note_act(action, referral_id, by=effect.role)
    await refresh_viewers(t, referral_id)


def _holder(action: str, state: str, chat_id: int) -> dict[str, Any]:
    """Who has the case from now on, where that changes. Of what ended it stays known who had it."""
    if action in (ReferralAction.CLAIM, ReferralAction.TAKE_OVER):
        return {"claimed_by": chat_id}
    return {} if state in HELD or REFERRAL.is_over(state) else {"claimed_by": None}


def _moments(row: Row[Any], action: str, state: str, now: datetime) -> dict[str, Any]:
    """What is kept of when the case moved."""
    kept: dict[str, Any] = {}
    if REFERRAL.is_over(state):
        kept["closed_at"] = now
    if state == ReferralState.REOPENED:
        kept |= {"closed_at": None, "reopened_at": now, "outcome": None}
    if action == ReferralAction.CONTACT and row.contacted_at is None:
        kept["contacted_at"] = now
    return kept


async def refresh_viewers(t: Turnover, referral_id: str) -> None:
    """Other staff who have this case open see at once what became of it."""
    open_now = (chat.c.open_case == referral_id, chat.c.id != t.chat_id, chat.c.reachable)
    viewers = await t.conn.execute(select(chat.c.id).where(*open_now))
    for viewer in viewers.scalars().all():
        await outbox.show_card(t.conn, viewer, t.now, fresh=False, quiet=True)


async def lift_referral(t: Turnover, effect: fx.LiftReferral) -> None:
    await t.conn.execute(update(referral).where(referral.c.id == effect.referral).values(lifted=True))
    await t.note_act("lift", effect.referral, by=Role.FAMILY)


async def owner_of(t: Turnover, referral_id: str) -> str:
    owner: str | None = await t.conn.scalar(select(referral.c.household_id).where(referral.c.id == referral_id))
    if owner is None:
        raise LookupError("an effect about a referral without a household")
    await t.keys.hold([owner])
    return owner


async def add_note(t: Turnover, effect: fx.AddNote) -> None:
    owner = await owner_of(t, effect.referral)
    sealed = t.keys.seal(owner, effect.text.encode(), f"note:{effect.referral}")
    await t.conn.execute(note.insert().values(referral_id=effect.referral, author=t.chat_id, at=t.now, body=sealed))
    await t.note_act("note", effect.referral)
