"""Requests for help, and what is said about them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    false,
)

from storage.tables.base import ID, Utc, metadata

__all__ = ["message", "note", "referral", "sealed"]

referral = Table(
    "referral",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("household_id", ForeignKey("household.id", ondelete="SET NULL"), index=True),
    Column("municipality", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("urgency", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("lifted", Boolean, nullable=False, server_default=false()),
    Column("claimed_by", BigInteger),
    Column("outcome", String(30)),
    Column("submitted_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("contacted_at", Utc),
    Column("reopened_at", Utc),
    Column("body", LargeBinary),
    Column("reported_by", BigInteger, index=True),
    Column("merged_into", String(32), index=True),
    Column("merged_at", Utc),
    UniqueConstraint("municipality", "number"),  # two towns may share their three letters
    Index("ix_referral_queue", "municipality", "state"),
)

sealed = Table(
    "sealed",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("reported_by", BigInteger, nullable=False, index=True),
    Column("body", LargeBinary),
    Column("wrapped", LargeBinary),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False, index=True),
)

note = Table(
    "note",
    metadata,
    Column("id", ID, primary_key=True),
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("author", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

message = Table(
    "message",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referral.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("phrase", String(40), nullable=False),
    Column("sent_at", Utc, nullable=False),
    Column("answer", LargeBinary),
    Column("answered_at", Utc),
    Column("kind", String(10), nullable=False, server_default="phrase"),
    Column("by_family", Boolean, nullable=False, server_default=false()),
    Column("body", LargeBinary),
)
