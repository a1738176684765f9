"""Loads what was said between a family and whoever has its request, and seals it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import AskedPaper, Message, MessageKind, Paper, Place
from storage.keys import KeyRing
from storage.sealing import open_value, seal_json
from storage.tables import message

__all__ = ["forget_place", "message_from", "messages", "sealed_body"]


async def messages(conn: AsyncConnection, keys: KeyRing, referral_id: str, owner: str) -> tuple[Message, ...]:
    """What was written through the bot about a referral, oldest first."""
    rows = await conn.execute(
        select(message).where(message.c.referral_id == referral_id).order_by(message.c.sent_at, message.c.id)
    )
    return tuple(message_from(keys, owner, row) for row in rows)


def message_from(keys: KeyRing, owner: str, row: Row[Any]) -> Message:
    """A message, opened with the key of its family."""
    told: Mapping[str, Any] = {}
    if row.body is not None:
        told = open_value(keys, owner, row.body, _place(row.id), dict)
    return Message(
        row.id,
        told.get("phrase", row.phrase),
        row.sent_at,
        keys.open(owner, row.answer, f"message:{row.id}").decode() if row.answer else None,
        row.answered_at,
        kind=MessageKind(row.kind),
        by_family=row.by_family,
        blanks=told.get("blanks", {}),
        words=told.get("words", ""),
        language=told.get("language", ""),
        papers=tuple(
            AskedPaper(right, name, Paper(said) if said else None) for right, name, said in told.get("papers", ())
        ),
        place=Place(*told["place"]) if told.get("place") else None,
    )


def sealed_body(keys: KeyRing, owner: str, said: Message) -> bytes:
    """All that is personal in a message, with which phrase it is: what a family is told says something about it."""
    told = {
        "phrase": said.phrase,
        "blanks": dict(said.blanks),
        "words": said.words,
        "language": said.language,
        "papers": [list(paper) for paper in said.papers],
        "place": list(said.place) if said.place is not None else None,
    }
    return seal_json(keys, owner, {name: value for name, value in told.items() if value}, _place(said.id))


async def forget_place(conn: AsyncConnection, message_id: str) -> None:
    """A photo was passed on: where it stood is kept no longer."""
    await conn.execute(update(message).where(message.c.id == message_id).values(body=None))


def _place(message_id: str) -> str:
    return f"message body:{message_id}"
