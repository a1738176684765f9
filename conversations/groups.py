"""The groups the bot is in: only team groups that a coordinator confirms within a day; it leaves every other one."""

from __future__ import annotations

from casework import Deed, may
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, LeaveGroup, MoveGroup, Notify, Schedule, SetReachable
from conversations.events import BotAdded, BotRemoved, Migrated
from followups import due_at, fence

__all__ = ["advance"]


def advance(event: BotAdded | BotRemoved | Migrated, context: Context) -> Turn:
    """One event of a group. Nothing is said in it: whoever added the bot is asked in private."""
    return Turn(context.chat.state, _effects(event, context), card=False)


def _effects(event: BotAdded | BotRemoved | Migrated, context: Context) -> tuple[Effect, ...]:
    group = context.chat.id
    match event:
        case Migrated(to):
            return (MoveGroup(group, to),)
        case BotRemoved():
            return (LeaveGroup(group),)
        case BotAdded(by):
            if context.team_of is None and not any(may(member.role, Deed.CONFIRM_GROUP) for member in context.actor):
                return (LeaveGroup(group),)
            # It may have put the bot out before, and refused what was sent meanwhile.
            back = () if context.chat.reachable else (SetReachable(True),)
            if context.team_of is not None:
                return back
            due = due_at("unconfirmed_group", context.now)
            ask = Notify(Audience("chat", chat=by), "team_group", str(group))
            return (*back, ask, Schedule("unconfirmed_group", due, fence("unconfirmed_group", group)))
