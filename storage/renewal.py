"""A new key for a chat that goes on: what it said until now cannot be read any more, what it keeps still can."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keys import KeyRing, SealBroken
from storage.tables import access, chat, member, shred, work

__all__ = ["renew"]


async def renew(conn: AsyncConnection, keys: KeyRing, chat_id: int, old: str) -> str:
    """Seals anew what stays, and marks the old key to be shredded after the commit. Returns the id of the new key.

    What cannot be read any more, because an older key was lost, stays as it is: it reads as erased either way.
    """
    new = secrets.token_hex(12)
    await keys.hold([new])

    async def reseal(table: Table, column: Column[Any], key: Column[Any], place: str, *of_chat: Any) -> None:
        for row in (await conn.execute(select(key, column).where(*of_chat, column.is_not(None)))).all():
            where = place.format(row[0])
            with suppress(SealBroken):
                sealed = keys.seal(new, keys.open(old, row[1], where), where)
                await conn.execute(update(table).where(key == row[0], *of_chat).values({column: sealed}))

    await reseal(member, member.c.name, member.c.id, f"member:{chat_id}", member.c.chat_id == chat_id)
    await reseal(member, member.c.about, member.c.id, f"about:{chat_id}", member.c.chat_id == chat_id)
    await reseal(access, access.c.label, access.c.household_id, "access:{}", access.c.chat_id == chat_id)
    await reseal(chat, chat.c.lock, chat.c.id, "lock:{}", chat.c.id == chat_id)
    await reseal(chat, chat.c.factor, chat.c.id, "factor:{}", chat.c.id == chat_id)
    waiting = (work.c.stream == f"chat:{chat_id}", work.c.state == "waiting")
    await reseal(work, work.c.body, work.c.dedupe_key, "work:{}", *waiting)
    await conn.execute(shred.insert().values(owner=old))
    return new
