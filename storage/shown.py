"""Which message shows what: the card of a chat, the request for a phone number, a notice. And who is shown none."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import ahead
from storage.tables import chat, notice

__all__ = [
    "card_of",
    "keep_card",
    "keep_notice",
    "keep_request",
    "keep_unreachable",
    "notice_message",
    "request_of",
]


async def card_of(conn: AsyncConnection, chat_id: int) -> int | None:
    """The message that is the card of a chat; None before there is one."""
    row = await ahead.chat_row(conn, chat_id)
    return row.card_id if row is not None else None


async def keep_card(conn: AsyncConnection, chat_id: int, message_id: int) -> None:
    """This message is the card now."""
    await conn.execute(update(chat).where(chat.c.id == chat_id).values(card_id=message_id))


async def request_of(conn: AsyncConnection, chat_id: int) -> int | None:
    """The message that asks for a phone number, while it stands."""
    row = await ahead.chat_row(conn, chat_id)
    return row.request_id if row is not None else None


async def keep_request(conn: AsyncConnection, chat_id: int, message_id: int | None) -> None:
    """This message asks for a phone number now; None: no message does."""
    await conn.execute(update(chat).where(chat.c.id == chat_id).values(request_id=message_id))


async def notice_message(conn: AsyncConnection, notice_id: str) -> int | None:
    """The message that shows a notice; None before it was sent."""
    found: int | None = await conn.scalar(select(notice.c.message_id).where(notice.c.id == notice_id))
    return found


async def keep_notice(conn: AsyncConnection, notice_id: str, message_id: int) -> None:
    """This message shows the notice."""
    await conn.execute(update(notice).where(notice.c.id == notice_id).values(message_id=message_id))


async def keep_unreachable(conn: AsyncConnection, chat_id: int) -> None:
    """Telegram refuses what is sent to this chat."""
    await conn.execute(update(chat).where(chat.c.id == chat_id).values(reachable=False))
