"""Which volunteers were picked for a task of a care plan."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table

from storage.tables.base import metadata

__all__ = ["care_helper"]

care_helper = Table(
    "care_helper",
    metadata,
    Column("referral_id", String(32), ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, index=True),
)
