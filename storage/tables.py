"""The tables. What is sealed is a LargeBinary and unreadable without its key; what stands in clear is listed, with the
reason, in docs/reference/storage.md."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.engine import Dialect

__all__ = [
    "access",
    "audit",
    "chat",
    "consent",
    "counter",
    "household",
    "link",
    "member",
    "message",
    "metadata",
    "note",
    "notice",
    "outbox",
    "outcome",
    "referral",
    "sealed",
    "seen",
    "shred",
    "signoff",
    "team_group",
    "watch",
    "work",
]


class Utc(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is a defect and is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone was about to be stored; pass an aware datetime")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = BigInteger().with_variant(Integer, "sqlite")
# `sqlite_autoincrement` where a row may be deleted while it is being worked on: its id must not name another one soon.

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
    Column("id", _ID, primary_key=True),
    Column("household_id", ForeignKey("household.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", String(60), nullable=False),
    Column("recipient", String(60), nullable=False),
    Column("text_version", String(40), nullable=False),
    Column("language", String(8), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("at", Utc, nullable=False),
    Column("witness", BigInteger),
)

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
    Column("body", LargeBinary),
    Column("reported_by", BigInteger, index=True),
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
    Column("id", _ID, primary_key=True),
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
)

member = Table(
    "member",
    metadata,
    Column("id", _ID, primary_key=True),
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
)

work = Table(
    "work",
    metadata,
    Column("id", _ID, primary_key=True),
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

outbox = Table(
    "outbox",
    metadata,
    Column("id", _ID, primary_key=True),
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
    Column("id", _ID, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("act", String(30), nullable=False),
    Column("subject", String(60), nullable=False, index=True),
    Column("chain", LargeBinary, nullable=False),
)

outcome = Table(
    "outcome",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("right", String(60), nullable=False),
    Column("month", String(7), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("band", String(8), nullable=False, server_default=""),
)

watch = Table(
    "watch",
    metadata,
    Column("household_id", ForeignKey("household.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(32), primary_key=True, index=True),
)

seen = Table(
    "seen",
    metadata,
    Column("place", String(40), primary_key=True),
    Column("rules", Text, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
)

shred = Table("shred", metadata, Column("owner", String(60), primary_key=True))

signoff = Table(
    "signoff",
    metadata,
    Column("municipality", String(40), primary_key=True),
    Column("fingerprint", String(32), primary_key=True),
    Column("figure", String(45), nullable=False),
    Column("by_name", String(80), nullable=False),
    Column("on_date", Date, nullable=False),
)
