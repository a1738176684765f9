"""What coordinators arrange among themselves: a row for what is open, none for what ended."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from casework import ABSENCE, OFFER, AbsenceState, NotPossibleNow, Role, apply
from conversations import effects as fx
from storage.effects.referrals import refresh_viewers
from storage.effects.turnover import Turnover
from storage.tables import absence, offer

__all__ = ["absence_began", "begin_absence", "move_absence", "move_offer", "offer_case"]


async def offer_case(t: Turnover, effect: fx.OfferCase) -> None:
    await t.conn.execute(delete(offer).where(offer.c.referral_id == effect.referral))
    await t.conn.execute(
        offer.insert().values(id=effect.id, referral_id=effect.referral, by_chat=t.chat_id, to_chat=effect.to, at=t.now)
    )
    await t.note_act("offer", effect.referral)
    await refresh_viewers(t, effect.referral)


async def move_offer(t: Turnover, effect: fx.MoveOffer) -> None:
    """NotPossibleNow where it ended a moment ago: the turn is done again, with what became of it."""
    apply(OFFER, OFFER.initial, effect.action, effect.role)
    gone = await t.conn.execute(delete(offer).where(offer.c.id == effect.id))
    if not gone.rowcount:
        raise NotPossibleNow(OFFER.name, "gone", effect.action, ())
    await t.note_act(f"offer_{effect.action}", effect.referral, by=effect.role)
    await refresh_viewers(t, effect.referral)


async def begin_absence(t: Turnover, effect: fx.BeginAbsence) -> None:
    await t.conn.execute(delete(absence).where(absence.c.chat_id == t.chat_id))
    row = {
        "id": effect.id,
        "chat_id": t.chat_id,
        "until": effect.until,
        "begins": effect.begins,
        "state": ABSENCE.initial,
    }
    await t.conn.execute(absence.insert().values(**row))
    await t.note_act("away", effect.id)


async def absence_began(t: Turnover, effect: fx.AbsenceBegan) -> None:
    await t.conn.execute(update(absence).where(absence.c.id == effect.id).values(begins=None))
    await t.note_act("away_begins", effect.id, by=Role.SYSTEM)


async def move_absence(t: Turnover, effect: fx.MoveAbsence) -> None:
    """NotPossibleNow where it moved meanwhile, as with an offer."""
    row = (await t.conn.execute(select(absence).where(absence.c.id == effect.id).with_for_update())).first()
    if row is None or effect.revision not in (None, row.revision):
        raise NotPossibleNow(ABSENCE.name, "gone", effect.action, ())
    state = apply(ABSENCE, row.state, effect.action, effect.role)
    if ABSENCE.is_over(state):
        await t.conn.execute(delete(absence).where(absence.c.id == effect.id))
    else:
        asked = effect.stand_in or (None if state == AbsenceState.ALONE else row.stand_in)
        values = {"state": state, "revision": row.revision + 1, "stand_in": asked}
        await t.conn.execute(update(absence).where(absence.c.id == effect.id).values(**values))
    await t.note_act(f"away_{effect.action}", effect.id, by=effect.role)
