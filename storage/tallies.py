"""Loads how often each barrier was met and what came of it; `casework.tally` says what of that may be told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.tally import Sheet, offered, sheet_of
from conversations.context import Context
from followups import BRUSSELS
from rights import Data
from storage.tables import barrier

__all__ = ["month_of", "sheet"]


async def sheet(conn: AsyncConnection, municipality: str, wanted: str, context: Context) -> Sheet:
    """The sheet of a municipality and a half-year such as 2026-2; of any other id the one that is shown first."""
    what = (barrier.c.month, barrier.c.right, barrier.c.code)
    month = month_of(context.now)
    kept_from = month_of(context.now - context.catalogue.terms[Data.OUTCOMES].time)
    told = (barrier.c.municipality == municipality, barrier.c.month >= offered(month, kept_from)[-1].first)
    rows = await conn.execute(select(*what, func.count().label("n")).where(*told).group_by(*what))
    history = {(row.month, row.right, row.code): row.n for row in rows}
    return sheet_of(municipality, history, wanted, month, kept_from)


def month_of(now: datetime) -> str:
    """The month in Brussels, no finer."""
    return now.astimezone(BRUSSELS).strftime("%Y-%m")
