"""The care plan of a request."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from storage.tables.base import Utc, metadata

__all__ = ["careplan"]

careplan = Table(
    "careplan",
    metadata,
    Column("referral_id", String(32), ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("changed_at", Utc, nullable=False),
)
