"""Requests of one family: found when one comes, joined and parted by a person, and what follows when one ends."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select, update

from casework import REFERRAL, CaseworkError, Outcome, ReferralAction, ReferralState, Role, apply
from conversations import effects as fx
from conversations.moves import moved
from storage import twins
from storage.effects import referrals
from storage.effects.moves import carry_out
from storage.effects.promises import notify
from storage.effects.referrals import refresh_viewers
from storage.effects.turnover import Turnover
from storage.families import bare
from storage.tables import referral

__all__ = ["find_twins", "follow", "join", "keep_apart", "move_referral", "part", "submit_referral"]


async def submit_referral(t: Turnover, effect: fx.SubmitReferral) -> None:
    await referrals.submit_referral(t, effect)
    await find_twins(t, effect.id)


async def move_referral(t: Turnover, effect: fx.MoveReferral) -> None:
    if effect.action == ReferralAction.PART:
        await part(t, fx.PartReferral(effect.referral))
        return
    before = await t.conn.scalar(select(referral.c.state).where(referral.c.id == effect.referral))
    await referrals.move_referral(t, effect)
    await follow(t, effect.referral, before or "")


async def find_twins(t: Turnover, referral_id: str) -> None:
    """Looks for other open requests of the same family; when one comes, comes back, or its number changes."""
    for other in await twins.compare(t.conn, t.keys, t.context.catalogue, referral_id, t.now):
        for one in (referral_id, other):
            await t.note_act("suggest", one, by=Role.SYSTEM)
        await refresh_viewers(t, other)


async def follow(t: Turnover, referral_id: str, before: str) -> None:
    """What a request's move means for others: those that go on under a closed one are closed with it; under one that
    its family took back they wait again. One that is open again is compared again."""
    row = (await t.conn.execute(select(referral).where(referral.c.id == referral_id))).one()
    if not REFERRAL.is_over(row.state):
        if before in REFERRAL.over:
            mine = update(referral).where(referral.c.id == referral_id)
            await t.conn.execute(mine.values(merged_into=None, merged_at=None))
            await find_twins(t, referral_id)
        return
    joined = (referral.c.merged_into == referral_id, referral.c.state == ReferralState.DUPLICATE)
    for other in (await t.conn.execute(select(referral).where(*joined))).all():
        if row.state == ReferralState.CLOSED:
            await _close(t, other, row.outcome)
        elif other.household_id is None:  # nothing of it is left to take up
            await _close(t, other, Outcome.DECLINED_BY_FAMILY)
        else:
            await _part(t, other, Role.SYSTEM)


async def _close(t: Turnover, row: Row[Any], outcome: str | None) -> None:
    await carry_out(t, moved(bare(row), ReferralAction.CLOSE, t.context, Role.SYSTEM, outcome=outcome))


async def join(t: Turnover, effect: fx.JoinReferrals) -> None:
    """Nothing happens where a colleague moved one of the two a moment before."""
    rows = {
        row.id: row
        for row in (await t.conn.execute(select(referral).where(referral.c.id.in_([effect.stays, effect.goes])))).all()
    }
    stays, goes = rows.get(effect.stays), rows.get(effect.goes)
    if stays is None or goes is None or not _can_join(stays, goes):
        return
    await carry_out(t, moved(bare(goes), ReferralAction.MERGE, t.context))
    await t.conn.execute(update(referral).where(referral.c.id == goes.id).values(merged_into=stays.id, merged_at=t.now))
    before = (referral.c.merged_into == goes.id, referral.c.state == ReferralState.DUPLICATE)
    follow_it = (await t.conn.execute(select(referral).where(*before))).all()
    await t.conn.execute(update(referral).where(*before).values(merged_into=stays.id))
    await twins.say_of(t.conn, stays.id, goes.id, twins.SAME, t.now)
    await t.note_act(ReferralAction.MERGE, stays.id)
    for one in (goes, *follow_it):
        await _tell_family(t, one)
    for holder in sorted({row.claimed_by for row in (stays, goes)} - {None, t.chat_id}):
        await notify(t, fx.Notify(fx.Audience("chat", chat=holder), "joined", stays.id))
    await refresh_viewers(t, stays.id)


def _can_join(stays: Row[Any], goes: Row[Any]) -> bool:
    closed_to_it = {ReferralState.DUPLICATE, *REFERRAL.over}
    if stays.id == goes.id or stays.municipality != goes.municipality or stays.state in closed_to_it:
        return False
    try:
        apply(REFERRAL, goes.state, ReferralAction.MERGE, Role.COORDINATOR)
    except CaseworkError:
        return False
    return True


async def keep_apart(t: Turnover, effect: fx.KeepApart) -> None:
    await twins.say_of(t.conn, effect.one, effect.other, twins.OTHER, t.now)
    for one in (effect.one, effect.other):
        await t.note_act("say_no", one)
    await refresh_viewers(t, effect.other)


async def part(t: Turnover, effect: fx.PartReferral) -> None:
    row = (await t.conn.execute(select(referral).where(referral.c.id == effect.referral))).one()
    if row.state == ReferralState.DUPLICATE:
        await t.note_act(ReferralAction.PART, row.merged_into)
        await _part(t, row, Role.COORDINATOR)


async def _part(t: Turnover, row: Row[Any], role: Role) -> None:
    """Back in the queue, in the place of its own day, with its promises."""
    stayed = row.merged_into
    await carry_out(t, moved(bare(row), ReferralAction.PART, t.context, role))
    await t.conn.execute(update(referral).where(referral.c.id == row.id).values(merged_into=None, merged_at=None))
    if role is Role.COORDINATOR:
        await twins.say_of(t.conn, stayed, row.id, twins.OTHER, t.now)
    await find_twins(t, row.id)
    await _tell_family(t, row)
    await refresh_viewers(t, stayed)


async def _tell_family(t: Turnover, row: Row[Any]) -> None:
    """In its own chats only: who helps a family learns no other number."""
    if row.household_id is not None:
        await notify(t, fx.Notify(fx.Audience("owners", household=row.household_id), "renumbered", row.id))
