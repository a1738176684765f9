"""Who has a role, where a team meets, and the links that give access."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, LargeBinary, String, Table, UniqueConstraint, true

from storage.tables.base import ID, Utc, metadata

__all__ = ["link", "member", "signoff", "team_group"]

member = Table(
    "member",
    metadata,
    Column("id", ID, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("municipality", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("since", Utc, nullable=False),
    Column("about", LargeBinary),
    UniqueConstraint("chat_id", "municipality", "role"),
)

team_group = Table(
    "team_group",
    metadata,
    Column("municipality", String(40), primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("confirmed_by", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("expires_at", Utc, nullable=False),
)

signoff = Table(
    "signoff",
    metadata,
    Column("municipality", String(40), primary_key=True),
    Column("fingerprint", String(32), primary_key=True),
    Column("figure", String(45), nullable=False),
    Column("by_name", String(80), nullable=False),
    Column("on_date", Date, nullable=False),
)
