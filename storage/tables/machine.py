"""What the machine keeps to do its work: what is due, what is sent, what was done, what is counted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, false, text

from storage.tables.base import ID, Utc, metadata

__all__ = ["audit", "counter", "notice", "outbox", "outcome", "seen", "shred", "work"]

work = Table(
    "work",
    metadata,
    Column("id", ID, primary_key=True),
    Column("stream", String(60), nullable=False),
    Column("kind", String(20), nullable=False),  # "update", or a kind of follow-up
    Column("due_at", Utc, nullable=False),
    Column("body", LargeBinary),  # of an update, sealed; emptied when done
    Column("fence", String(80), nullable=False, server_default=""),
    Column("dedupe_key", String(60), unique=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("retry_at", Utc),
    Column("last_error", String(80)),
    Column("state", String(8), nullable=False, server_default="waiting"),  # waiting, done, parked
    Column("done_at", Utc),
    Index("ix_work_waiting", "stream", "due_at", "id", sqlite_where=text("state = 'waiting'"),
          postgresql_where=text("state = 'waiting'")),
    Index("ix_work_fence", "fence"),
    Index("ix_work_due", "due_at", "id", sqlite_where=text("state = 'waiting'"),
          postgresql_where=text("state = 'waiting'")),
    sqlite_autoincrement=True,
)  # fmt: skip

notice = Table(
    "notice",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("ref", String(40), nullable=False, server_default="", index=True),
    Column("chosen", String(20)),
    Column("message_id", BigInteger),
    Column("at", Utc, nullable=False),
    Column("told_at", Utc),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", ID, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("ref", String(80), nullable=False, server_default=""),
    Column("detail", String(40), nullable=False, server_default=""),
    Column("fresh", Boolean, nullable=False, server_default=false()),
    Column("priority", Integer, nullable=False, server_default="0"),  # 0 answers, 1 notices, 2 bulk
    Column("repeat", String(5), nullable=False, server_default="again"),
    Column("state", String(8), nullable=False, server_default="pending"),
    Column("due_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", String(80)),
    Index("ix_outbox_pending", "priority", "due_at", "id", sqlite_where=text("state = 'pending'"),
          postgresql_where=text("state = 'pending'")),
    Index("uq_outbox_card", "chat_id", unique=True,
          sqlite_where=text("kind = 'card' AND state = 'pending'"),
          postgresql_where=text("kind = 'card' AND state = 'pending'")),
    sqlite_autoincrement=True,
)  # fmt: skip

audit = Table(
    "audit",
    metadata,
    Column("id", ID, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("act", String(30), nullable=False),
    Column("subject", String(60), nullable=False, index=True),
    Column("chain", LargeBinary, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
)

shred = Table("shred", metadata, Column("owner", String(60), primary_key=True))

seen = Table(
    "seen",
    metadata,
    Column("place", String(40), primary_key=True),
    Column("rules", Text, nullable=False),
)

outcome = Table(
    "outcome",
    metadata,
    Column("id", ID, primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("right", String(60), nullable=False),
    Column("month", String(7), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("band", String(8), nullable=False, server_default=""),
)
