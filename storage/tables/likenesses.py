"""Which requests may be of one family, and what a person said about it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import Utc, metadata

__all__ = ["likeness", "twin"]

likeness = Table(
    "likeness",
    metadata,
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(32), primary_key=True, index=True),
)

twin = Table(
    "twin",
    metadata,
    Column("first_id", ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True),  # the smaller id of the two
    Column("second_id", ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("said", String(8), nullable=False),  # open, same, other
    Column("at", Utc, nullable=False),
)
