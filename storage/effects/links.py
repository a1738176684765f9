"""Who may open a household: opening, switching, adopting, joining, leaving. And the links that lead to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select, update

from casework import REFERRAL, Role
from conversations import effects as fx
from conversations.registry import NOTICES
from storage import audiences, handing, links, outbox
from storage.ahead import OWNERS
from storage.effects.erasing import erase_household, forget_state
from storage.effects.households import consent_given, link_chat, sealed_label
from storage.effects.turnover import Turnover
from storage.tables import access, chat, household, message, referral

__all__ = [
    "admit_parent",
    "adopt_household",
    "ask_to_join",
    "leave_household",
    "move_household",
    "relabel_household",
    "send_leaflet",
    "show_link",
    "switch_household",
    "unlink",
]


async def _cut(t: Turnover, household_id: str, chat_id: int) -> None:
    """The chat is linked no more: what was promised in it about the household goes on with who is left."""
    await t.conn.execute(delete(access).where(access.c.household_id == household_id, access.c.chat_id == chat_id))
    await handing.hand_on(t.conn, household_id, chat_id, t.now)
    await outbox.put(t.conn, chat_id, "commands", t.now)  # those of a helper go with the last family


async def switch_household(t: Turnover, effect: fx.SwitchHousehold) -> None:
    """LookupError where the chat has no access: an effect that no dialog may ask for."""
    if effect.household is not None:
        if not any(entry.household == effect.household for entry in t.context.roster):
            raise LookupError("a household that is not in the roster of this chat")
        await t.keys.hold([effect.household])
    t.household_id = t.chat_changes["household_id"] = effect.household


async def relabel_household(t: Turnover, effect: fx.RelabelHousehold) -> None:
    sealed = await sealed_label(t, t.household(), effect.label)
    mine = (access.c.household_id == t.household(), access.c.chat_id == t.chat_id)
    await t.conn.execute(update(access).where(*mine).values(label=sealed))


async def leave_household(t: Turnover, _: fx.LeaveHousehold) -> None:
    """The chat goes; a household that nobody is linked to any more and that waits for nobody goes too."""
    left = t.household()
    await _cut(t, left, t.chat_id)
    await t.note_act("leave_household", left)
    linked = (access.c.household_id == left, access.c.kind.in_(OWNERS))
    others = await t.conn.scalar(select(func.count()).where(*linked))
    waits = await t.conn.scalar(
        select(func.count()).where(referral.c.household_id == left, referral.c.state.not_in(REFERRAL.over))
    )
    if not others and not waits:
        await erase_household(t, left)
    t.household_id = t.chat_changes["household_id"] = None


async def adopt_household(t: Turnover, effect: fx.AdoptHousehold) -> None:
    await _redeem(t)
    await handing.take_over(t.conn, effect.household, t.chat_id)
    if not effect.keep_helpers:
        helpers = select(access.c.chat_id).where(
            access.c.household_id == effect.household, access.c.kind == "helper", access.c.chat_id != t.chat_id
        )
        for helper in (await t.conn.execute(helpers)).scalars().all():
            await _unlink(t, effect.household, helper)
    await t.keys.hold([effect.household])
    await link_chat(t, effect.household, "own")
    t.household_id = t.chat_changes["household_id"] = effect.household
    await consent_given(t, "screening", "", effect.text_version, effect.language)
    await _tell_what_waits(t, effect.household)


async def _tell_what_waits(t: Turnover, household_id: str) -> None:
    """What staff wrote while no chat had the file: nobody could be told of it before."""
    unread = (message.c.by_family.is_(False), message.c.answer.is_(None))
    waits = (referral.c.household_id == household_id, referral.c.state.not_in(REFERRAL.over), *unread)
    oldest = select(message.c.id).join(referral, referral.c.id == message.c.referral_id).where(*waits)
    found = await t.conn.scalar(oldest.order_by(message.c.sent_at, message.c.id).limit(1))
    if found is not None:
        await audiences.put_notice(t.conn, t.chat_id, NOTICES["message"], found, t.now, said=True)


async def ask_to_join(t: Turnover, effect: fx.AskToJoin) -> None:
    """One question at a time: who asks now takes the place of who asked before."""
    await _redeem(t)
    await t.conn.execute(delete(access).where(access.c.household_id == effect.household, access.c.kind == "asked"))
    await link_chat(t, effect.household, "asked")


async def admit_parent(t: Turnover, effect: fx.AdmitParent) -> None:
    asked = (
        access.c.household_id == t.household(),
        access.c.chat_id == effect.chat,
        access.c.kind == "asked",
    )
    if not effect.admitted:
        await t.conn.execute(delete(access).where(*asked))
        return
    await t.conn.execute(update(access).where(*asked).values(kind="own", since=t.now))
    empty = (chat.c.id == effect.chat, chat.c.household_id.is_(None))
    await t.conn.execute(update(chat).where(*empty).values(household_id=t.household()))
    await t.note_act("admit", t.household(), by=Role.FAMILY)


async def unlink(t: Turnover, effect: fx.Unlink) -> None:
    await _unlink(t, t.household(), effect.chat)
    await t.note_act("unlink", t.household(), by=Role.FAMILY)


async def _unlink(t: Turnover, household_id: str, other: int) -> None:
    """Its card must not go on showing what it may not see any more."""
    await _cut(t, household_id, other)
    closed = (chat.c.id == other, chat.c.household_id == household_id)
    for row in (await t.conn.execute(select(chat.c.key_id, chat.c.state).where(*closed))).all():
        await forget_state(t, other, row.key_id, row.state)
    if (await t.conn.execute(update(chat).where(*closed).values(household_id=None))).rowcount:
        await outbox.show_card(t.conn, other, t.now, fresh=False, quiet=True)


async def move_household(t: Turnover, effect: fx.MoveHousehold) -> None:
    where: Any = household.c.id == t.household()
    await t.conn.execute(update(household).where(where).values(municipality=effect.municipality))
    await consent_given(t, "screening", effect.municipality, effect.text_version, effect.language)
    await t.note_act("move", t.household(), by=Role.FAMILY)


async def show_link(t: Turnover, effect: fx.ShowLink) -> None:
    """A new link takes the place of an older one for the same thing; only a printed card stays good."""
    await outbox.put(t.conn, t.chat_id, "link", t.now, ref=f"{effect.purpose}:{effect.subject}")


async def send_leaflet(t: Turnover, effect: fx.SendLeaflet) -> None:
    await outbox.put(t.conn, t.chat_id, "leaflet", t.now, ref=effect.municipality)


async def _redeem(t: Turnover) -> None:
    if not await links.redeem(t.conn, t.context.chat.state.text("token"), t.now):
        raise LookupError("a link was used up between its check and its use")
