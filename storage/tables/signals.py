"""What families and coordinators told of what makes a right hard to get, and what of it is only counted."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import ID, Utc, metadata

__all__ = ["barrier", "signal"]

signal = Table(
    "signal",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("household_id", ForeignKey("household.id", ondelete="CASCADE"), index=True),  # of who wishes to hear of it
    Column("right", String(60)),  # this and the codes only where it leads to no household
    Column("codes", String(400)),
    Column("body", LargeBinary),
    Column("month", String(7), nullable=False),
    Column("coder", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("moves", Integer, nullable=False, server_default="0"),
    Column("outcome", String(12)),
    Column("ended", Utc),
    Index("ix_signal_open", "municipality", "state"),
)

barrier = Table(
    "barrier",
    metadata,
    Column("id", ID, primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("right", String(60), nullable=False),
    Column("month", String(7), nullable=False),
    Column("code", String(20), nullable=False),
    Column("coder", String(12), nullable=False),
    Index("ix_barrier_month", "municipality", "month"),
)
