"""Families that are handed over to partners."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, String, Table

from storage.tables.base import Utc, metadata

__all__ = ["handover"]

handover = Table(
    "handover",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("partner", String(16), nullable=False),
    Column("profile", String(45), nullable=False),
    Column("state", String(20), nullable=False),
    Column("moves", Integer, nullable=False, server_default="0"),
    Column("offered_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("until", Date, nullable=False),
    Column("told", LargeBinary),  # the fields and their values
    Column("reason", LargeBinary),  # why the partner said no
    Column("outcome", String(30)),
    Column("code", LargeBinary),  # salt and hash of the six digits
    Column("wrong", Integer, nullable=False, server_default="0"),
)
