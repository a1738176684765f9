"""Appointments between a family and the coordinator who holds its request."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from storage.tables.base import Utc, metadata

__all__ = ["appointment"]

appointment = Table(
    "appointment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("at", Utc),
    Column("made_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("body", LargeBinary, nullable=False),  # what for, where, the proposed moments, what suits the family
)
