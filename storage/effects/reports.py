"""Sealed reports of volunteers: made, and ended by the family's answer."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, ReferralAction, ReferralState, Role, apply
from conversations import effects as fx
from rights import Data
from storage import links, outbox
from storage.effects.turnover import Turnover
from storage.sealing import seal_report
from storage.tables import sealed, shred

__all__ = ["amend_sealed", "end_sealed", "lose_sealed", "seal_referral"]


async def seal_referral(t: Turnover, effect: fx.SealReferral) -> None:
    """The token is in nobody's hand but this program's, until the message with the link went out. The chat that wrote
    it is sealed with it: it may not answer, also after it erased everything."""
    token = links.new_token()
    told = {
        "first_name": effect.first_name,
        "phone": effect.phone,
        "needs": list(effect.needs),
        "words": effect.words,
        "writer": t.chat_id,
    }
    made = seal_report(token, effect.id, told)
    until = t.now + t.context.catalogue.terms[Data.SEALED_REPORT].time
    await t.conn.execute(
        sealed.insert().values(
            id=effect.id,
            municipality=effect.municipality,
            reported_by=t.chat_id,
            body=made.body,
            wrapped=made.wrapped,
            created_at=t.now,
            expires_at=until,
        )
    )
    await links.issue(t.conn, "sealed", effect.id, until, token=token)
    t.keys.in_hand[t.chat_id, effect.id] = token
    await outbox.put(t.conn, t.chat_id, "link", t.now, ref=f"sealed:{effect.id}", repeat="again")
    t.renew = True


async def amend_sealed(t: Turnover, effect: fx.AmendSealed) -> None:
    """Sealed anew for the same token. LookupError where the family did not open its link: no dialog may ask for it."""
    before, token = t.context.sealed, t.keys.in_hand.get((t.chat_id, effect.id))
    if token is None or before is None or before.id != effect.id:
        raise LookupError("a change to a sealed report that is not open in this chat")
    told = {
        "first_name": effect.first_name,
        "phone": effect.phone,
        "needs": list(before.needs),
        "words": before.words,
        "writer": before.writer,
    }
    made = seal_report(token, effect.id, told)
    mine = (sealed.c.id == effect.id, sealed.c.body.is_not(None))
    await t.conn.execute(update(sealed).where(*mine).values(body=made.body, wrapped=made.wrapped))
    t.renew = True


async def lose_sealed(conn: AsyncConnection, report_id: str) -> None:
    """Nobody has its link, nor ever will: it is closed, and the volunteer reads so."""
    await links.forget(conn, "sealed", report_id)
    await conn.execute(update(sealed).where(sealed.c.id == report_id).values(body=None, wrapped=None))


async def end_sealed(t: Turnover, effect: fx.EndSealed) -> None:
    """After a yes the report lives on as a referral. After a no its empty row stays: the volunteer sees *closed*. The
    token is let go of after the commit, as keys are: a turn that is done again needs it again."""
    await t.conn.execute(shred.insert().values(owner=effect.id))
    t.renew = True
    await links.forget(t.conn, "sealed", effect.id)
    action = ReferralAction.ACCEPT if effect.accepted else ReferralAction.DECLINE
    apply(REFERRAL, ReferralState.SEALED, action, Role.FAMILY)
    if effect.accepted:
        await t.conn.execute(delete(sealed).where(sealed.c.id == effect.id))
    else:
        await t.conn.execute(update(sealed).where(sealed.c.id == effect.id).values(body=None, wrapped=None))
