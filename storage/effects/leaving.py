"""Who leaves a team hands the work back: it waits in the queue again, with the reminders that belong to that, and the
team hears of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, exists, or_, select

from casework import HELD, AbsenceAction, ReferralAction, Role
from conversations import effects as fx
from conversations.desk.arranging import absence_moved
from conversations.moves import moved
from conversations.team import Absence
from storage.effects.colleagues import move_absence
from storage.effects.moves import carry_out
from storage.effects.turnover import Turnover
from storage.families import bare
from storage.tables import absence, member, offer, referral

__all__ = ["give_back"]


async def give_back(t: Turnover, chat_id: int, municipality: str | None = None) -> None:
    """All that this chat has in a municipality (None: anywhere). Its roles there are gone already: it hears nothing."""
    await _arrange_nothing(t, chat_id, municipality)
    mine = [referral.c.claimed_by == chat_id, referral.c.state.in_(HELD), *_there(municipality)]
    for row in (await t.conn.execute(select(referral).where(*mine).order_by(referral.c.submitted_at))).all():
        await carry_out(t, moved(bare(row), ReferralAction.LEAVE, t.context))


async def _arrange_nothing(t: Turnover, chat_id: int, municipality: str | None) -> None:
    """Nothing is offered by or to this chat there. A coordinator of nowhere is not away, and stands in for nobody."""
    there = select(referral.c.id).where(*_there(municipality))
    mine = or_(offer.c.by_chat == chat_id, offer.c.to_chat == chat_id)
    await t.conn.execute(delete(offer).where(mine, offer.c.referral_id.in_(there)))
    works = exists().where(member.c.chat_id == chat_id, member.c.role == Role.COORDINATOR, member.c.active)
    if await t.conn.scalar(select(works)):
        return
    await t.conn.execute(delete(absence).where(absence.c.chat_id == chat_id))
    for row in (await t.conn.execute(select(absence).where(absence.c.stand_in == chat_id))).all():
        left = Absence(row.id, row.chat_id, row.until, row.state, row.stand_in, row.revision)
        for effect in absence_moved(left, AbsenceAction.REFUSE):
            if isinstance(effect, fx.MoveAbsence):
                await move_absence(t, effect)
            else:
                await carry_out(t, [effect])


def _there(municipality: str | None) -> tuple[ColumnElement[bool], ...]:
    return (referral.c.municipality == municipality,) if municipality is not None else ()
