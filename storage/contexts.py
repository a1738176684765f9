"""Loads what one turn may know. Nothing of another household, and no case beyond the chat's roles, ever gets in."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, in_order
from conversations.context import (
    Case,
    Chat,
    Context,
    Household,
    Invitation,
    Member,
    Message,
    Note,
    Notice,
    Referral,
)
from conversations.events import BotAdded, Event, Opened, Tap
from conversations.state import State
from rights import Answers, Catalogue
from storage import links
from storage.keys import KeyRing, SealBroken
from storage.tables import chat, household, member, message, note, notice, referral, team_group

__all__ = ["World", "load", "load_for_referral", "notice_named", "open_json", "seal_json"]


@dataclass(frozen=True, slots=True)
class World:
    """What is the same for every turn: the rights, the towns served, the bot's name."""

    catalogue: Catalogue
    served: tuple[str, ...]
    bot_username: str = ""


def seal_json(keys: KeyRing, owner: str, value: Any, place: str) -> bytes:
    """A JSON value sealed for an owner whose key is held."""
    return keys.seal(owner, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), place)


def open_json(keys: KeyRing, owner: str, sealed: bytes, place: str) -> Any:
    """What `seal_json` sealed. Raises SealBroken."""
    return json.loads(keys.open(owner, sealed, place))


async def load(
    conn: AsyncConnection, keys: KeyRing, world: World, chat_id: int, *, now: datetime, event: Event | None = None
) -> Context:
    """The context of a chat: for a turn (with its event) or for showing its card (without)."""
    row = (await conn.execute(select(chat).where(chat.c.id == chat_id))).first()
    everyone = (await conn.execute(select(member).where(member.c.active))).all()
    context = Context(
        now=now,
        chat=await _chat(keys, chat_id, row),
        catalogue=world.catalogue,
        served=world.served,
        staffed=frozenset(m.municipality for m in everyone if m.role == "coordinator"),
        bot_username=world.bot_username,
        fresh_id=secrets.token_hex(12),
        members=await _members(conn, keys, chat_id, everyone),
    )
    if row is not None and row.household_id is not None:
        context = replace(context, household=await _household(conn, keys, row.household_id))
    if context.members:
        context = replace(context, queue=await _queue(conn, keys, context.members, everyone))
        opened = context.chat.state.text("case")
        if isinstance(event, Opened) and event.token.startswith("desk-"):
            opened = event.token.removeprefix("desk-")
        if opened:
            context = replace(context, case=await _case(conn, keys, opened, context.members, everyone))
    if isinstance(event, Tap) and event.data.startswith("notice:"):
        parts = event.data.split(":")
        context = replace(context, notice=await notice_named(conn, parts[2] if len(parts) > 2 else "", chat_id))
    token = event.token if isinstance(event, Opened) else context.chat.state.text("token")
    if token:
        context = replace(context, invitation=await _invitation(conn, token, now))
    if chat_id < 0:
        team = await conn.scalar(select(team_group.c.municipality).where(team_group.c.chat_id == chat_id))
        actor = await _members(conn, keys, event.by, everyone) if isinstance(event, BotAdded) else ()
        context = replace(context, team_of=team, actor=actor)
    return context


async def load_for_referral(conn: AsyncConnection, world: World, referral_id: str, now: datetime) -> Context:
    """The context of a follow-up of a referral: the referral without anything personal, and no chat."""
    row = (await conn.execute(select(referral).where(referral.c.id == referral_id))).first()
    return Context(
        now=now,
        chat=Chat(0),
        catalogue=world.catalogue,
        served=world.served,
        bot_username=world.bot_username,
        fresh_id=secrets.token_hex(12),
        referral=_bare(row) if row is not None else None,
    )


async def notice_named(conn: AsyncConnection, notice_id: str, chat_id: int) -> Notice | None:
    """A notice of this chat, with its referral but nothing personal of it."""
    row = (await conn.execute(select(notice).where(notice.c.id == notice_id, notice.c.chat_id == chat_id))).first()
    if row is None:
        return None
    about = (await conn.execute(select(referral).where(referral.c.id == row.ref))).first() if row.ref else None
    return Notice(row.id, row.kind, row.ref, row.chosen, _bare(about) if about is not None else None)


async def _chat(keys: KeyRing, chat_id: int, row: Row[Any] | None) -> Chat:
    if row is None:
        return Chat(chat_id)
    await keys.hold([row.key_id])
    try:
        state = State.from_json(open_json(keys, row.key_id, row.state, f"chat:{chat_id}"))
    except SealBroken:  # its key is gone: the chat starts anew
        return Chat(chat_id, row.language, row.muted, row.reachable, row.revision)
    return Chat(chat_id, row.language, row.muted, row.reachable, row.revision, state)


async def _members(conn: AsyncConnection, keys: KeyRing, chat_id: int, everyone: Any) -> tuple[Member, ...]:
    own = [m for m in everyone if m.chat_id == chat_id]
    names = await _names(conn, keys, own)
    return tuple(Member(m.municipality, m.role, names.get(m.chat_id, "")) for m in own)


async def _names(conn: AsyncConnection, keys: KeyRing, members: Any) -> dict[int, str]:
    """The first names of staff, by chat; whose key is lost has none, but keeps the role."""
    if not members:
        return {}
    rows = await conn.execute(select(chat.c.id, chat.c.key_id).where(chat.c.id.in_({m.chat_id for m in members})))
    owners = {row.id: row.key_id for row in rows}
    await keys.hold(owners.values(), make=False)
    names = {}
    for m in members:
        with suppress(SealBroken):
            names[m.chat_id] = keys.open(owners.get(m.chat_id, ""), m.name, f"member:{m.chat_id}").decode()
    return names


def _bare(row: Row[Any]) -> Referral:
    return Referral(
        id=row.id,
        number=row.number,
        municipality=row.municipality,
        kind=row.kind,
        urgency=row.urgency,
        state=row.state,
        submitted_at=row.submitted_at,
        revision=row.revision,
        lifted=row.lifted,
        claimed_by=row.claimed_by,
        outcome=row.outcome,
    )


def _with_body(keys: KeyRing, bare: Referral, owner: str, body: bytes | None) -> Referral:
    if body is None:
        return bare
    told = open_json(keys, owner, body, f"referral:{bare.id}")
    return replace(
        bare,
        first_name=told["first_name"],
        phone=told["phone"],
        way=told["way"],
        when=told["when"],
        about=tuple(told["about"]),
        purpose=told["purpose"],
        interpreter=told.get("interpreter", ""),
    )


async def _household(conn: AsyncConnection, keys: KeyRing, household_id: str) -> Household | None:
    """The household; None where it is gone, or its key is: without the key nothing of it can be read any more."""
    row = (await conn.execute(select(household).where(household.c.id == household_id))).first()
    if row is None or not await keys.hold([row.id], make=False):
        return None
    answers = Answers.from_json(open_json(keys, row.id, row.answers, f"answers:{row.id}"))
    plans = open_json(keys, row.id, row.plans, f"plans:{row.id}")
    newest = (
        await conn.execute(
            select(referral)
            .where(referral.c.household_id == row.id, referral.c.state.not_in(REFERRAL.finals))
            .order_by(referral.c.submitted_at.desc())
            .limit(1)
        )
    ).first()
    return Household(
        id=row.id,
        municipality=row.municipality,
        answers=answers,
        touched_at=row.touched_at,
        kept=row.kept,
        screened_at=row.screened_at,
        following=tuple(plans.get("following", ())),
        outcomes=plans.get("outcomes", {}),
        referral=_with_body(keys, _bare(newest), row.id, newest.body) if newest is not None else None,
        messages=await _messages(conn, keys, newest.id, row.id) if newest is not None else (),
        asked=await _asked(conn, newest.id, row.id) if newest is not None else (),
    )


async def _asked(conn: AsyncConnection, referral_id: str, household_id: str) -> tuple[str | None, ...]:
    family = select(chat.c.id).where(chat.c.household_id == household_id)
    put = (notice.c.chat_id.in_(family), notice.c.kind == "contacted", notice.c.ref == referral_id)
    return tuple((await conn.execute(select(notice.c.chosen).where(*put).order_by(notice.c.at, notice.c.id))).scalars())


async def _messages(conn: AsyncConnection, keys: KeyRing, referral_id: str, owner: str) -> tuple[Message, ...]:
    rows = await conn.execute(
        select(message).where(message.c.referral_id == referral_id).order_by(message.c.sent_at, message.c.id)
    )
    return tuple(
        Message(
            row.id,
            row.phrase,
            row.sent_at,
            keys.open(owner, row.answer, f"message:{row.id}").decode() if row.answer else None,
        )
        for row in rows
    )


async def _queue(
    conn: AsyncConnection, keys: KeyRing, members: tuple[Member, ...], everyone: Any
) -> tuple[Referral, ...]:
    """Open referrals of the members' municipalities, in order, without anything personal of the family.

    One of a household whose key is lost is left out: nobody can be helped by it.
    """
    rows = (
        await conn.execute(
            select(referral).where(
                referral.c.municipality.in_({m.municipality for m in members}),
                referral.c.state.not_in(REFERRAL.finals),
            )
        )
    ).all()
    readable = await keys.hold((row.household_id for row in rows), make=False)
    rows = [row for row in rows if row.household_id in readable]
    names = await _names(conn, keys, [m for m in everyone if m.chat_id in {row.claimed_by for row in rows}])
    return in_order(replace(_bare(row), claimed_name=names.get(row.claimed_by or 0, "")) for row in rows)


async def _case(
    conn: AsyncConnection, keys: KeyRing, referral_id: str, members: tuple[Member, ...], everyone: Any
) -> Case | None:
    row = (await conn.execute(select(referral).where(referral.c.id == referral_id))).first()
    mine = {m.municipality for m in members if m.role == "coordinator"}
    if row is None or row.household_id is None or row.municipality not in mine:
        return None
    if REFERRAL.is_final(row.state) or not await keys.hold([row.household_id], make=False):
        return None
    family = (await conn.execute(select(household).where(household.c.id == row.household_id))).one()
    chats = (await conn.execute(select(chat).where(chat.c.household_id == row.household_id))).all()
    notes = (await conn.execute(select(note).where(note.c.referral_id == row.id).order_by(note.c.at, note.c.id))).all()
    authors = {row.claimed_by, *(n.author for n in notes)}
    names = await _names(conn, keys, [m for m in everyone if m.chat_id in authors])
    reachable = any(c.reachable and not c.muted for c in chats)
    bare = replace(_bare(row), claimed_name=names.get(row.claimed_by or 0, ""), muted=not reachable)
    return Case(
        referral=_with_body(keys, bare, family.id, row.body),
        answers=Answers.from_json(open_json(keys, family.id, family.answers, f"answers:{family.id}")),
        notes=tuple(
            Note(n.at, names.get(n.author, ""), keys.open(family.id, n.body, f"note:{row.id}").decode()) for n in notes
        ),
        messages=await _messages(conn, keys, row.id, family.id),
        family_reachable=reachable,
    )


async def _invitation(conn: AsyncConnection, token: str, now: datetime) -> Invitation | None:
    row = await links.look_up(conn, token, now)
    if row is None:
        return None
    municipality, _, role = row.subject.partition(":")
    return Invitation(row.purpose, municipality, role)
