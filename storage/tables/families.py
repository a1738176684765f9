"""Families, the chats that open them, and what they agreed to."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, false, true

from storage.tables.base import ID, Utc, metadata

__all__ = ["access", "chat", "consent", "household", "watch"]

household = Table(
    "household",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Column("plans", LargeBinary, nullable=False),  # the steps of the plan, and how often to write
    Column("kept", Boolean),
    Column("recheck", Boolean),
    Column("told", LargeBinary),  # what the family knows to be likely, and what was told last as new
    Column("screened_at", Utc),
    Column("created_at", Utc, nullable=False),
    Column("touched_at", Utc, nullable=False),
)

chat = Table(
    "chat",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key_id", String(40), nullable=False),  # whose key seals the state and the event bodies; new after an erase
    Column("language", String(8)),
    Column("muted", Boolean, nullable=False, server_default=false()),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("household_id", ForeignKey("household.id", ondelete="SET NULL"), index=True),  # the one open now
    Column("open_case", String(32), index=True),
    Column("card_id", BigInteger),
    Column("request_id", BigInteger),
    Column("state", LargeBinary, nullable=False),
    Column("lock", LargeBinary),  # a PIN's hash, and wrong tries
    Column("factor", LargeBinary),  # of staff: the secret of the second factor, and what was tried
    Column("beside", Boolean, nullable=False, server_default=false()),
    Column("wish", String(12)),
)

access = Table(
    "access",
    metadata,
    Column("household_id", ForeignKey("household.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, index=True),
    Column("kind", String(8), nullable=False),  # own, helper, asked
    Column("label", LargeBinary),
    Column("since", Utc, nullable=False),
)

consent = Table(
    "consent",
    metadata,
    Column("id", ID, primary_key=True),
    Column("household_id", ForeignKey("household.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", String(60), nullable=False),
    Column("recipient", String(60), nullable=False),
    Column("text_version", String(40), nullable=False),
    Column("language", String(8), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("at", Utc, nullable=False),
    Column("witness", BigInteger),
)

watch = Table(
    "watch",
    metadata,
    Column("household_id", ForeignKey("household.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(32), primary_key=True, index=True),
)
