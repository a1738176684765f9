"""What a role brings beside cases: the second factor of a chat, and for an admin who else has a role."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Deed, Factor, Policy
from conversations.context import Context
from conversations.staffing import RoleHolder, Staffing
from storage.cases import names
from storage.keys import KeyRing, SealBroken
from storage.sealing import open_json, seal_json
from storage.tables import chat

__all__ = ["factor_of", "seal_factor", "with_team"]

SHOWN_IN = "admin"
"""The dialog whose screens show colleagues."""


def factor_of(keys: KeyRing, row: Row[Any]) -> Factor | None:
    """The second factor of a chat whose key is held; None: there is none."""
    if row.factor is None:
        return None
    with suppress(SealBroken):
        told = open_json(keys, row.key_id, row.factor, f"factor:{row.id}")
        return Factor(
            told["secret"],
            told["on"],
            told["last"],
            tuple(told["codes"]),
            told["wrong"],
            _moment(told["until"]),
            _moment(told["opened"]),
        )
    return None


def _moment(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def seal_factor(keys: KeyRing, owner: str, chat_id: int, factor: Factor) -> bytes:
    """The second factor as it is kept, sealed with the key of its chat, which is held."""
    told = {
        "secret": factor.secret,
        "on": factor.on,
        "last": factor.last,
        "codes": list(factor.codes),
        "wrong": factor.wrong,
        "until": factor.until.isoformat() if factor.until is not None else "",
        "opened": factor.opened.isoformat() if factor.opened is not None else "",
    }
    return seal_json(keys, owner, told, f"factor:{chat_id}")


async def with_team(
    conn: AsyncConnection, keys: KeyRing, context: Context, policy: Policy, everyone: Sequence[Row[Any]]
) -> Context:
    """The context with what is asked of staff; on the screens of an admin with everybody of the municipality, by role
    and name. Of a family nothing comes along."""
    towns = {member.municipality for member in context.doing(Deed.SEE_MEMBERS)}
    if not towns or context.chat.state.dialog != SHOWN_IN:
        return replace(context, staffing=Staffing(policy))
    here = [row for row in everyone if row.municipality in towns]
    known = await names(conn, keys, here)
    asked = select(chat.c.id).where(chat.c.id.in_({row.chat_id for row in here}), chat.c.factor.is_not(None))
    coded = set((await conn.execute(asked)).scalars())
    found = (
        RoleHolder(row.chat_id, row.municipality, row.role, known.get(row.chat_id, ""), row.since, row.chat_id in coded)
        for row in here
    )
    return replace(
        context, staffing=Staffing(policy, tuple(sorted(found, key=lambda one: (one.role, one.name.casefold()))))
    )
