"""Loads what a desk shows beside the queue: promises, what somebody was reminded of, who is in the team, and
the numbers of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.charts import chart_in
from conversations.context import Context
from conversations.gathering import reads_reminders
from conversations.ledger import Ledger, names_team
from storage import cases, charting, gathering, ledger
from storage.keys import KeyRing

__all__ = ["opened"]


async def opened(conn: AsyncConnection, keys: KeyRing, context: Context, everyone: Sequence[Row[Any]]) -> Context:
    """The context of a chat of staff with what its desk is about."""
    towns = {member.municipality for member in context.staff}
    team = await cases.team(conn, keys, towns, everyone) if names_team(context.chat.state) else {}
    kept = Ledger(promises=await ledger.of_towns(conn, towns, team), team=team)
    shown = chart_in(context.chat.state)
    if shown is not None and shown.municipality in towns:
        kept = replace(kept, tally=await charting.tally(conn, shown, context.now))
    if reads_reminders(context.chat.state):
        context = replace(context, reminders=await gathering.reminders(conn, context.chat.id, context.now))
    return replace(context, ledger=kept)
