"""Who did what with a case, in the same transaction as the act. Rows chain over opaque ids: an erase breaks nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Role
from storage.tables import audit

__all__ = [
    "BOT",
    "FAMILY",
    "PARTNER",
    "READ",
    "REMINDED",
    "actor_of",
    "read",
    "record",
    "shorten",
    "verify",
    "what_was_read",
]

FAMILY = 0
"""The actor of what a family does itself. Its chat would name an account in rows that no erase takes out."""
BOT, PARTNER = -1, -2
"""The actors of what the bot does by itself, and of a partner on its page. No chat has such a number."""

READ = "read"
"""What the act of reading begins with; behind it stands what was read, by the step of the desk that shows it."""

REMINDED = "remind"
"""The act, by the bot, of reminding staff of a request: alone, or with others in one message."""

SHORTENED = "shortened"
"""The act of the row before which all were taken out."""


def actor_of(by: Role | None, chat_id: int) -> int:
    """Who did something: by its role where that says it, else the chat; without one (0) the bot itself."""
    if by is Role.FAMILY:
        return FAMILY
    if by is Role.SYSTEM:
        return BOT
    return chat_id or (PARTNER if by is Role.PARTNER else BOT)


def read(step: str) -> str:
    """The act of reading what a step shows."""
    return f"{READ}:{step}"


def what_was_read(act: str) -> str:
    """The step whose content was read; empty where only that is known."""
    return act.partition(":")[2]


def _link(before: bytes, at: datetime, actor: int, act: str, subject: str) -> bytes:
    return hashlib.sha256(before + f"{at.isoformat()}|{actor}|{act}|{subject}".encode()).digest()


async def record(conn: AsyncConnection, at: datetime, actor: int, act: str, subject: str) -> None:
    """Adds one row to the chain. `actor` is a chat of staff, FAMILY, BOT or PARTNER; `subject` is an opaque id."""
    before = await conn.scalar(select(audit.c.chain).order_by(audit.c.id.desc()).limit(1)) or b""
    await conn.execute(
        audit.insert().values(
            at=at, actor=actor, act=act, subject=subject, chain=_link(before, at, actor, act, subject)
        )
    )


async def shorten(conn: AsyncConnection, before: datetime) -> None:
    """Takes out the rows of acts before that moment. The last of them stays as the end that the chain hangs from: it
    says nothing any more."""
    last = await conn.scalar(select(func.max(audit.c.id)).where(audit.c.at < before))
    if last is None:
        return
    await conn.execute(delete(audit).where(audit.c.id < last))
    await conn.execute(update(audit).where(audit.c.id == last).values(actor=BOT, act=SHORTENED, subject=""))


async def verify(conn: AsyncConnection) -> bool:
    """Whether no row was changed, added between or taken out (but the last ones, and the first whose term is over)."""
    before, first = b"", True
    for row in await conn.execute(select(audit).order_by(audit.c.id)):
        if first and row.act == SHORTENED:
            before, first = row.chain, False
            continue
        first = False
        if row.chain != _link(before, row.at, row.actor, row.act, row.subject):
            return False
        before = row.chain
    return True
