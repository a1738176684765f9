"""What was promised to families, by when, and what became of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from storage.tables.base import Utc, metadata

__all__ = ["promise"]

promise = Table(
    "promise",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("owner", BigInteger),
    Column("made_at", Utc, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("state", String(10), nullable=False),
    Column("closed_at", Utc),
    Column("reason", String(20)),
    Index("ix_promise_due", "municipality", "state", "due_at"),
)
