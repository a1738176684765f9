"""Roles, and the groups of teams."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update

from casework import Role
from conversations import effects as fx
from conversations.notices.staff import GROUP_LEFT
from storage import groups, links, outbox
from storage.effects.careplans import helper_leaves
from storage.effects.leaving import give_back
from storage.effects.turnover import Turnover
from storage.sealing import seal_json
from storage.tables import chat, member, notice, team_group, work

__all__ = ["add_member", "leave_group", "leave_role", "move_group", "set_team_group"]


async def add_member(t: Turnover, effect: fx.AddMember) -> None:
    token = t.context.chat.state.text("token")
    if not await links.redeem(t.conn, token, t.now):
        raise LookupError("an invitation was used up between its check and its use")
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    mine = (member.c.chat_id == t.chat_id, member.c.municipality == effect.municipality, member.c.role == effect.role)
    await t.conn.execute(delete(member).where(*mine))
    await t.conn.execute(
        member.insert().values(
            chat_id=t.chat_id,
            municipality=effect.municipality,
            role=effect.role,
            name=t.keys.seal(key_id, effect.name.encode(), f"member:{t.chat_id}"),
            since=t.now,
            about=seal_json(t.keys, key_id, dict(effect.about), f"about:{t.chat_id}") if effect.about else None,
        )
    )
    await outbox.put(t.conn, t.chat_id, "commands", t.now)
    await t.note_act("join", f"{effect.municipality}:{effect.role}")


async def leave_role(t: Turnover, effect: fx.LeaveRole) -> None:
    mine = (member.c.chat_id == t.chat_id, member.c.municipality == effect.municipality, member.c.role == effect.role)
    await t.conn.execute(delete(member).where(*mine))
    if effect.role == Role.COORDINATOR:
        await give_back(t, t.chat_id, effect.municipality)
    if effect.role == Role.VOLUNTEER:
        await helper_leaves(t, t.chat_id, effect.municipality)
    await outbox.put(t.conn, t.chat_id, "commands", t.now)
    await t.note_act("leave", f"{effect.municipality}:{effect.role}")


async def set_team_group(t: Turnover, effect: fx.SetTeamGroup) -> None:
    """The bot stays in no group but the team's: a new one takes the place of the old one."""
    before = await t.conn.scalar(select(team_group.c.chat_id).where(team_group.c.municipality == effect.municipality))
    if before is not None and before != effect.group:
        await leave_group(t, fx.LeaveGroup(before))
    await t.conn.execute(
        delete(team_group).where(
            or_(team_group.c.municipality == effect.municipality, team_group.c.chat_id == effect.group)
        )
    )
    await t.conn.execute(
        team_group.insert().values(
            municipality=effect.municipality, chat_id=effect.group, confirmed_by=t.chat_id, at=t.now
        )
    )
    await t.note_act("team_group", effect.municipality)


async def leave_group(t: Turnover, effect: fx.LeaveGroup) -> None:
    """Also what was asked and planned about the group is over."""
    await t.conn.execute(delete(team_group).where(team_group.c.chat_id == effect.group))
    await t.conn.execute(delete(work).where(groups.follow_ups(effect.group)))
    open_questions = (*groups.questions_about(effect.group), notice.c.chosen.is_(None))
    for asked in (await t.conn.execute(select(notice.c.id, notice.c.chat_id).where(*open_questions))).all():
        await t.conn.execute(update(notice).where(notice.c.id == asked.id).values(chosen=GROUP_LEFT))
        await outbox.put(t.conn, asked.chat_id, "notice", t.now, ref=asked.id)
    await outbox.put(t.conn, effect.group, "leave", t.now)


async def move_group(t: Turnover, effect: fx.MoveGroup) -> None:
    await groups.move(t.conn, effect)
