"""Handing over to partners: how an offer is made, answered, sent, answered by the partner, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select, update

from casework import HANDOVER, HandoverAction, HandoverState, Role, apply
from casework.handover import LIVE
from conversations import effects as fx
from conversations.partnering.naming import town_and_partner
from storage import handovers, links, outbox
from storage.effects.households import consent_given
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.tables import chat, handover, link, referral

__all__ = [
    "answer_offer",
    "drop",
    "end_all",
    "move_handover",
    "offer_handover",
    "show_handover",
    "try_code",
    "withdraw_handovers",
]


async def offer_handover(t: Turnover, effect: fx.OfferHandover) -> None:
    owner: str | None = await t.conn.scalar(select(referral.c.household_id).where(referral.c.id == effect.referral))
    if owner is None:
        raise LookupError("an offer about a referral without a household")
    await t.keys.hold([owner])
    await t.conn.execute(
        handover.insert().values(
            id=effect.id,
            referral_id=effect.referral,
            partner=effect.partner,
            profile=effect.payload.profile,
            state=HANDOVER.initial,
            offered_at=t.now,
            changed_at=t.now,
            until=effect.until,
            told=seal_json(t.keys, owner, dict(effect.payload.told), f"handover:{effect.id}"),
        )
    )
    await t.note_act("handover_offer", effect.id)


async def move_handover(t: Turnover, effect: fx.MoveHandover) -> None:
    row = await _row(t, effect.handover)
    await _move(t, row, effect.action, effect.role, text=effect.text, outcome=effect.outcome)


async def answer_offer(t: Turnover, effect: fx.AnswerOffer) -> None:
    """Only of the family's own request: the household that is open in this chat."""
    row = await _row(t, effect.handover)
    if row.household_id != t.household():
        raise LookupError("an answer to an offer that was made to another family")
    action = HandoverAction.AGREE if effect.agreed else HandoverAction.REFUSE
    await _move(t, row, action, Role.FAMILY)
    await consent_given(t, "handover", effect.recipient, effect.text_version, effect.language, given=effect.agreed)


async def withdraw_handovers(t: Turnover, effect: fx.WithdrawHandovers) -> None:
    town, partner = town_and_partner(effect.recipient)
    mine = (referral.c.household_id == t.household(), referral.c.municipality == town, handover.c.partner == partner)
    for row in await _open(t, *mine):
        await _move(t, row, HandoverAction.REVOKE, Role.FAMILY)
    await consent_given(t, "handover", effect.recipient, effect.text_version, effect.language, given=False)


async def show_handover(t: Turnover, effect: fx.ShowHandover) -> None:
    """What was shown before opens nothing any more, from now on."""
    await handovers.shut(t.conn, [effect.handover])
    for kind in ("handover_link", "handover_code"):
        await outbox.put(t.conn, t.chat_id, kind, t.now, ref=effect.handover, detail=effect.referral)


async def try_code(t: Turnover, effect: fx.TryCode) -> None:
    await handovers.tried(t.conn, effect.handover, right=effect.right)
    if effect.right:
        await links.redeem(t.conn, t.context.chat.state.text("token"), t.now)
    await t.note_act("handover_opened" if effect.right else "handover_wrong", effect.handover)


async def end_all(t: Turnover, referral_id: str) -> None:
    """The case is over: so is all that it led to, and no partner reads anything any more."""
    for row in await _open(t, handover.c.referral_id == referral_id):
        await _move(t, row, HandoverAction.EXPIRE, Role.SYSTEM)


async def drop(t: Turnover, referral_id: str) -> None:
    """Nothing of it stays; a partner who has it on the screen sees that it is gone."""
    gone = await handovers.drop(t.conn, referral_id)
    for handover_id in gone:
        await outbox.hasten(t.conn, handover_id, t.now)
    await _refresh(t, gone)


async def _row(t: Turnover, handover_id: str) -> Row[Any]:
    found = await t.conn.execute(_query().where(handover.c.id == handover_id))
    return found.one()


def _query() -> Any:
    return select(handover, referral.c.household_id).join(referral, referral.c.id == handover.c.referral_id)


async def _open(t: Turnover, *where: Any) -> list[Row[Any]]:
    rows = await t.conn.execute(_query().where(*where, handover.c.state.not_in(HANDOVER.finals)))
    return list(rows.all())


async def _move(
    t: Turnover, row: Row[Any], action: str, role: Role, *, text: str = "", outcome: str | None = None
) -> None:
    state = apply(HANDOVER, row.state, action, role, text=text, outcome=outcome)
    values: dict[str, Any] = {"state": state, "moves": row.moves + 1, "changed_at": t.now}
    if text and row.household_id is not None:
        await t.keys.hold([row.household_id])
        values["reason"] = t.keys.seal(row.household_id, text.encode(), f"reason:{row.id}")
    if HANDOVER.is_final(state):
        values |= {"outcome": HANDOVER.edge(row.state, action).outcome_of(outcome), "told": None}
    await t.conn.execute(update(handover).where(handover.c.id == row.id).values(**values))
    if state not in LIVE:
        await handovers.shut(t.conn, [row.id])
        await outbox.hasten(t.conn, row.id, t.now)
    elif state == HandoverState.ACCEPTED:  # who said yes reads it, and reports, for as long as the family was told
        end = handovers.end_of(row.until)
        mine = (link.c.purpose == handovers.LINK, link.c.subject == row.id)
        await t.conn.execute(update(link).where(*mine).values(expires_at=end))
    await t.note_act(f"handover_{action}", row.id, by=role)
    await _refresh(t, (row.id, row.referral_id))


async def _refresh(t: Turnover, opened: Iterable[str]) -> None:
    """Other chats that have this open see at once what became of it."""
    there = (chat.c.open_case.in_(list(opened)), chat.c.id != t.chat_id, chat.c.reachable)
    for viewer in (await t.conn.execute(select(chat.c.id).where(*there))).scalars().all():
        await outbox.show_card(t.conn, viewer, t.now, fresh=False, quiet=True)
