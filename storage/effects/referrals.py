"""Requests for help: how they come, move and are talked about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from casework import REFERRAL, ReferralAction, Role, apply, reference
from conversations import effects as fx
from followups import BRUSSELS
from storage import closed, outbox
from storage.effects import handovers
from storage.effects.households import consent_given, take_back
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.tables import chat, household, message, note, referral

__all__ = [
    "add_note",
    "answer_message",
    "lift_referral",
    "move",
    "move_referral",
    "owner_of",
    "refresh_viewers",
    "send_phrase",
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
    await t.note_act("submit", effect.id, by_family=True)


async def move_referral(t: Turnover, effect: fx.MoveReferral) -> None:
    """Only a family withdraws; a coordinator may help a household that the same chat is linked to."""
    role = Role.FAMILY if effect.action == ReferralAction.WITHDRAW else Role.COORDINATOR
    await move(t, effect.referral, effect.action, role, effect.outcome)


async def move(t: Turnover, referral_id: str, action: str, role: Role, outcome_chosen: str | None) -> None:
    row = (await t.conn.execute(select(referral).where(referral.c.id == referral_id))).one()
    state = apply(REFERRAL, row.state, action, role, outcome=outcome_chosen)
    values: dict[str, Any] = {"state": state, "revision": row.revision + 1}
    if action == ReferralAction.CLAIM:
        values["claimed_by"] = t.chat_id
    if action in (ReferralAction.CLAIM, ReferralAction.CONTACT):
        values["lifted"] = False
    if state == REFERRAL.initial:
        values["claimed_by"] = None
    if REFERRAL.is_final(state):
        values |= {"closed_at": t.now, "outcome": REFERRAL.edge(row.state, action).outcome_of(outcome_chosen)}
    await t.conn.execute(update(referral).where(referral.c.id == referral_id).values(**values))
    if REFERRAL.is_final(state):
        await handovers.end_all(t, referral_id)
    if action == ReferralAction.WITHDRAW:
        await take_back(t, row.household_id, row.municipality)
        await closed.empty(t.conn, [referral_id])
        await outbox.hasten(t.conn, referral_id, t.now)
    await t.note_act(action, referral_id, by_family=role is Role.FAMILY)
    await refresh_viewers(t, referral_id)


async def refresh_viewers(t: Turnover, referral_id: str) -> None:
    """Other staff who have this case open see at once what became of it."""
    open_now = (chat.c.open_case == referral_id, chat.c.id != t.chat_id, chat.c.reachable)
    viewers = await t.conn.execute(select(chat.c.id).where(*open_now))
    for viewer in viewers.scalars().all():
        await outbox.show_card(t.conn, viewer, t.now, fresh=False, quiet=True)


async def lift_referral(t: Turnover, effect: fx.LiftReferral) -> None:
    await t.conn.execute(update(referral).where(referral.c.id == effect.referral).values(lifted=True))
    await t.note_act("lift", effect.referral, by_family=True)


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


async def send_phrase(t: Turnover, effect: fx.SendPhrase) -> None:
    await t.conn.execute(
        message.insert().values(id=effect.id, referral_id=effect.referral, phrase=effect.phrase, sent_at=t.now)
    )
    await t.note_act("phrase", effect.referral)


async def answer_message(t: Turnover, effect: fx.AnswerMessage) -> None:
    owner = t.household()
    sealed = t.keys.seal(owner, effect.answer.encode(), f"message:{effect.message}")
    await t.conn.execute(
        update(message)
        .where(message.c.id == effect.message, message.c.answer.is_(None))
        .values(answer=sealed, answered_at=t.now)
    )
