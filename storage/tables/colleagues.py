"""What coordinators arrange among themselves: offers of a case, and who is away. A row goes with its end."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, String, Table

from storage.tables.base import Utc, metadata

__all__ = ["absence", "offer"]

offer = Table(
    "offer",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("by_chat", BigInteger, nullable=False),
    Column("to_chat", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)

absence = Table(
    "absence",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("until", Date, nullable=False),
    Column("begins", Date),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("stand_in", BigInteger, index=True),
)
