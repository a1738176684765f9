"""Loads what one turn may know. Nothing of another household, and no case beyond the chat's roles, ever gets in."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Policy
from conversations import home, second
from conversations.careplan.days import STAFF_DAY
from conversations.context import Chat, Context, Household, Invitation, Lock, Notice
from conversations.desk.filters import reads_topics
from conversations.events import BotAdded, Due, Event, Opened, Reachable, Tap
from conversations.gathering import TOGETHER
from conversations.helping import says_who_is_back
from conversations.languages import LANGUAGES
from conversations.ledger import PROMISED, Ledger
from conversations.meeting.places import READING
from conversations.partnering.naming import OFFERED_IN
from conversations.records import SHOWN_IN
from conversations.signalled import Signals
from conversations.state import State
from conversations.timers import fits
from rights import Catalogue
from storage import (
    ahead,
    appointments,
    careplans,
    cases,
    colleagues,
    counting,
    desks,
    families,
    gathering,
    handovers,
    ledger,
    links,
    records,
    roles,
    signals,
    tasks,
)
from storage.keys import KeyRing, SealBroken
from storage.sealing import open_json, open_value
from storage.tables import access, household, message, notice, referral, sealed, team_group

__all__ = ["World", "load", "load_for_all", "load_for_partner", "load_for_referral", "load_for_signal", "notice_named"]


@dataclass(frozen=True, slots=True)
class World:
    """What is the same for every turn: the rights, the towns served, the bot's name, the figures that were signed off
    (None: no gate)."""

    catalogue: Catalogue
    served: tuple[str, ...]
    bot_username: str = ""
    signed: frozenset[str] | None = None
    second: Policy = Policy.OFF
    """Whether staff are asked for a second factor."""
    public_url: str = ""
    """Where a partner's page stands; empty: a partner comes by the bot."""


async def load(
    conn: AsyncConnection, keys: KeyRing, world: World, chat_id: int, *, now: datetime, event: Event | None = None
) -> Context:
    """The context of a chat: for a turn (with its event) or for showing its card (without)."""
    row = await ahead.chat_row(conn, chat_id)
    everyone = await ahead.active_members(conn)
    context = Context(
        now=now,
        chat=await _chat(keys, chat_id, row),
        catalogue=world.catalogue,
        served=world.served,
        staffed=frozenset(m.municipality for m in everyone if m.role == "coordinator"),
        bot_username=world.bot_username,
        signed=world.signed,
        fresh_id=secrets.token_hex(12),
        members=await cases.members(conn, keys, chat_id, everyone),
    )
    if isinstance(event, Tap) and event.data.startswith("notice:"):
        parts = event.data.split(":")
        context = replace(context, notice=await notice_named(conn, parts[2] if len(parts) > 2 else "", chat_id, now))
    if row is not None and chat_id > 0:
        context = await _with_families(conn, keys, context, row, event)
        if context.household is not None and context.chat.state.dialog == SHOWN_IN:
            context = replace(
                context,
                records=await records.records_of(conn, keys, context.household.id, alone=context.household.alone),
            )
        context = await _with_offers(conn, keys, context)
        family = context.household
        if family is not None and family.referral is not None and says_who_is_back(context):
            back = await colleagues.back_on(conn, family.referral.municipality, everyone)
            context = replace(context, household=replace(family, back_on=back))
    if context.members:
        context = await roles.with_team(conn, keys, context, world.second, everyone)
    if context.staff:
        topics = reads_topics(context.chat.state)
        context = replace(context, queue=await cases.queue(conn, keys, context.staff, everyone, topics=topics))
        context = replace(context, team=await colleagues.team(conn, keys, context, everyone))
        context = await desks.opened(conn, keys, context, everyone)
        opened = context.chat.state.text("case")
        if isinstance(event, Opened) and event.token.startswith("desk-"):
            opened = event.token.removeprefix("desk-")
        if opened and second.is_open(context):
            terms = world.catalogue.terms
            found = await cases.case(conn, keys, opened, context.staff, everyone, terms=terms)
            context = replace(context, case=found)
        if (context.chat.state.dialog, context.chat.state.step) in READING:
            context = replace(context, agenda=await appointments.agenda(conn, keys, chat_id, now))
    if context.chat.state.dialog == PROMISED and context.household is not None:
        kept = Ledger(promises=await ledger.of_family(conn, context.household.id, now))
        context = replace(context, ledger=kept)
    context = await signals.with_signals(conn, keys, context)
    if context.volunteer:
        context = replace(context, reports=await cases.reports(conn, chat_id, now))
        context = replace(context, tasks=await tasks.shown(conn, keys, context))
    context = await _with_link(conn, keys, context, event)
    if chat_id < 0:
        team = await conn.scalar(select(team_group.c.municipality).where(team_group.c.chat_id == chat_id))
        actor = await cases.members(conn, keys, event.by, everyone) if isinstance(event, BotAdded) else ()
        context = replace(context, team_of=team, actor=actor)
    return context


async def _with_families(
    conn: AsyncConnection, keys: KeyRing, context: Context, row: Row[Any], event: Event | None
) -> Context:
    """The roster, and the household that the event is about: the open one, unless a notice or a follow-up names
    another one of the roster."""
    chat_id = context.chat.id
    rows = await ahead.roster_rows(conn, chat_id)
    listed = families.roster(keys, chat_id, row.key_id, rows)
    readable = await keys.hold((entry.household for entry in listed), make=False)
    entries = {entry.household: entry for entry in listed if entry.household in readable}
    silenced = await families.silenced(conn, tuple(entries), chat_id) if event == Reachable(False) else ()

    async def open_one(household_id: str | None) -> Household | None:
        entry = entries.get(household_id or "")
        return await families.family(conn, keys, entry, rows, context) if entry is not None else None

    about = row.household_id
    if context.notice is not None:
        named = await _household_of_notice(conn, context.notice.ref)
        about = named if named in entries else about
    found = await open_one(about)
    if isinstance(event, Due) and (found is None or not _is_about(event, found)):
        for other in entries:
            if other != about and (candidate := await open_one(other)) is not None and _is_about(event, candidate):
                found = candidate
    lately = await families.told(conn, found.id, context.now) if isinstance(event, Due) and found is not None else ()
    return replace(context, roster=tuple(entries.values()), silenced=silenced, household=found, told=lately)


def _is_about(event: Due, household: Household) -> bool:
    """Whether a follow-up was made for this household or for its open request."""
    return event.fence == household.id or fits(event, household.referral)


async def _household_of_notice(conn: AsyncConnection, ref: str) -> str | None:
    """What a notice is about: a household itself, its request, or a message with its request."""
    about = select(message.c.referral_id).where(message.c.id == ref).scalar_subquery()
    named: str | None = await conn.scalar(
        select(referral.c.household_id).where(or_(referral.c.id == ref, referral.c.id == about))
    )
    return named or ref


async def _with_offers(conn: AsyncConnection, keys: KeyRing, context: Context) -> Context:
    """What the family is asked about partners, where that is what its card is about."""
    family = context.household
    if family is None or family.referral is None or context.chat.state.dialog != OFFERED_IN:
        return context
    offers = await handovers.of_referral(conn, keys, family.referral.id)
    return replace(context, household=replace(family, handovers=offers))


async def _with_link(conn: AsyncConnection, keys: KeyRing, context: Context, event: Event | None) -> Context:
    """The link that this event opens or that the state holds, and the sealed report behind it."""
    token = event.token if isinstance(event, Opened) else context.chat.state.text("token")
    report = context.chat.state.text("sealed")
    if token:
        context = replace(context, invitation=await _invitation(conn, token, context))
        if isinstance(event, Opened) and context.invitation is not None and context.invitation.purpose == "sealed":
            report = context.invitation.subject
            keys.in_hand[context.chat.id, report] = token
        if context.invitation is not None and context.invitation.purpose == handovers.LINK:
            opened = await handovers.for_partner(conn, keys, context.invitation.subject, context.now)
            context = replace(context, handovers=(opened,) if opened is not None else ())
    if report:
        found = await cases.sealed_report(conn, keys, context.chat.id, report, context.now)
        context = replace(context, sealed=found)
    return context


def load_for_all(world: World, now: datetime) -> Context:
    """The context of a follow-up of the bot itself: about no chat and no referral."""
    return Context(
        now=now,
        chat=Chat(0),
        catalogue=world.catalogue,
        served=world.served,
        bot_username=world.bot_username,
        signed=world.signed,
        fresh_id=secrets.token_hex(12),
    )


async def load_for_referral(conn: AsyncConnection, keys: KeyRing, world: World, event: Due, now: datetime) -> Context:
    """The context of a follow-up of a referral: the referral without anything personal, and no chat. Where a day of
    its care plan came, also that plan: nobody reads it, but what is due stands in it."""
    row = (await conn.execute(select(referral).where(referral.c.id == event.subject))).first()
    if row is None:
        return load_for_all(world, now)
    shown = families.bare(row)
    return replace(
        load_for_all(world, now),
        referral=await careplans.of_follow_up(conn, keys, shown) if event.kind == STAFF_DAY else shown,
        agenda=await appointments.bare(conn, row.id),
        ledger=Ledger(promises=await ledger.of_referral(conn, row.id)),
        team=await colleagues.offers_of(conn, row.id),
        handovers=await handovers.bare_of(conn, row.id),
    )


async def load_for_signal(conn: AsyncConnection, world: World, signal_id: str, now: datetime) -> Context:
    """The context of a follow-up of a signal: the signal without what is sealed, and no chat."""
    return replace(load_for_all(world, now), signals=Signals(due=await signals.due(conn, signal_id)))


async def load_for_partner(
    conn: AsyncConnection, keys: KeyRing, world: World, handover_id: str, now: datetime
) -> Context:
    """The context of what a partner did on its page: the handover that its link opens, and no chat."""
    opened = await handovers.for_partner(conn, keys, handover_id, now)
    return replace(load_for_all(world, now), handovers=(opened,) if opened is not None else ())


async def notice_named(conn: AsyncConnection, notice_id: str, chat_id: int, now: datetime) -> Notice | None:
    """A notice of this chat, with its referral but nothing personal of it, or with the figures that it shows."""
    row = (await conn.execute(select(notice).where(notice.c.id == notice_id, notice.c.chat_id == chat_id))).first()
    if row is None:
        return None
    about = (await conn.execute(select(referral).where(referral.c.id == row.ref))).first() if row.ref else None
    counts = await counting.of_notice(conn, row.kind, row.ref, now)
    bare = families.bare(about) if about is not None else None
    told = await gathering.reminders(conn, chat_id, now) if row.kind == TOGETHER else ()
    return Notice(row.id, row.kind, row.ref, row.chosen, bare, counts, told)


async def _chat(keys: KeyRing, chat_id: int, row: Row[Any] | None) -> Chat:
    if row is None:
        return Chat(chat_id)
    await keys.hold([row.key_id])
    strange = row.language is not None and row.language not in LANGUAGES
    known = Chat(
        chat_id,
        None if strange else row.language,
        row.muted,
        row.reachable,
        row.revision,
        row.household_id,
        beside=row.beside,
        wish=row.wish,
    )
    with suppress(SealBroken):  # its key is gone: the chat starts anew
        record = open_value(keys, row.key_id, row.state, f"chat:{chat_id}", dict)
        overtaken = record.get(families.FILE, row.household_id) != row.household_id
        state = State.from_json(record)
        if strange:  # the bot does not speak it, or not any more: asked anew, over wherever the person was
            state = State("menu", "language").over(home.OPENED if state.dialog == "welcome" else state)
        factor = roles.factor_of(keys, row)
        return replace(known, state=state, lock=_lock(keys, row), factor=factor, overtaken=overtaken)
    return known


def _lock(keys: KeyRing, row: Row[Any]) -> Lock | None:
    if row.lock is None:
        return None
    told = open_json(keys, row.key_id, row.lock, f"lock:{row.id}")
    until = datetime.fromisoformat(told["until"]) if told["until"] else None
    return Lock(told["salt"], told["digest"], told["wrong"], until)


async def _invitation(conn: AsyncConnection, token: str, context: Context) -> Invitation | None:
    row = await links.look_up(conn, token, context.now)
    if row is None:
        return None
    match row.purpose:
        case "invite":
            municipality, _, role = row.subject.partition(":")
            return Invitation(row.purpose, municipality, role)
        case "card":
            return Invitation(row.purpose, row.subject)
        case handovers.LINK | handovers.VISIT:
            return Invitation(row.purpose, "", subject=row.subject)
        case "sealed":
            place = await conn.scalar(select(sealed.c.municipality).where(sealed.c.id == row.subject))
            return Invitation(row.purpose, place or "", subject=row.subject)
        case _:
            place = await conn.scalar(select(household.c.municipality).where(household.c.id == row.subject))
            linked = select(access.c.kind).where(access.c.household_id == row.subject)
            kinds = set((await conn.execute(linked)).scalars())
            mine = select(referral.c.id).where(
                referral.c.household_id == row.subject, referral.c.reported_by == context.chat.id
            )
            reported = await conn.scalar(mine.limit(1)) is not None
            return Invitation(
                row.purpose,
                place or "",
                subject=row.subject,
                helped="helper" in kinds,
                owned="own" in kinds,
                reported=reported,
            )
