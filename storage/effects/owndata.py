"""A family's own data: a yes that is taken back, and the file with all of it."""

from __future__ import annotations

from sqlalchemy import select

from casework import REFERRAL
from conversations import effects as fx
from conversations.consent import recipient
from storage import closed, outbox
from storage.effects.households import consent_given
from storage.effects.turnover import Turnover
from storage.tables import referral

__all__ = ["FORMATS", "send_own_data", "withdraw_consent"]

FORMATS = ("text", "json")
"""The file to read, and the same for another program: a row of the outbox each."""


async def withdraw_consent(t: Turnover, effect: fx.WithdrawConsent) -> None:
    """What was told to that recipient in requests that are over goes with it."""
    await consent_given(t, effect.purpose, effect.recipient, effect.text_version, effect.language, given=False)
    rows = await t.conn.execute(
        select(referral.c.id, referral.c.municipality).where(
            referral.c.household_id == t.household(), referral.c.state.in_(sorted(REFERRAL.over))
        )
    )
    await closed.empty(t.conn, [row.id for row in rows if recipient(row.municipality) == effect.recipient])


async def send_own_data(t: Turnover, _: fx.SendOwnData) -> None:
    """Nothing of it stands in the outbox: it is put together when it goes."""
    for form in FORMATS:
        await outbox.put(t.conn, t.chat_id, "own_data", t.now, ref=t.household_id or "", detail=form)
