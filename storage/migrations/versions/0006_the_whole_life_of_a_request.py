"""The whole life of a request: more states, when it was in touch and when it was taken up again; offers and absences"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


HELD = {"claimed": (("claimed_1", 3), ("claimed_2", 7)), "in_support": (("in_support", 28),)}
"""The timers of a request that somebody has, and how many days from now they are due the first time."""


def upgrade() -> None:
    for name in ("contacted_at", "reopened_at"):
        op.add_column("referral", sa.Column(name, sa.DateTime(), nullable=True))
    op.execute("UPDATE referral SET state = 'in_support' WHERE state = 'contacted'")
    if not op.get_context().as_sql:
        _promise_what_is_held()
    op.create_table(
        "offer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("by_chat", sa.BigInteger(), nullable=False),
        sa.Column("to_chat", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_offer_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_offer_referral_id")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stand_in", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_absence_chat_id")),
    )
    op.create_index(op.f("ix_absence_stand_in"), "absence", ["stand_in"])


def _promise_what_is_held() -> None:
    """Nothing that somebody has already is left without the reminders that it would start with today."""
    now = datetime.now(UTC).replace(tzinfo=None)
    referral = sa.table("referral", sa.column("id"), sa.column("state"), sa.column("revision"))
    work = sa.table("work", *(sa.column(name) for name in ("stream", "kind", "due_at", "fence")))
    conn = op.get_bind()
    for row in conn.execute(sa.select(referral).where(referral.c.state.in_(HELD))).all():
        for kind, days in HELD[row.state]:
            due, fence = now + timedelta(days=days), _fence("referral", kind, row.id, "open", row.revision)
            conn.execute(work.insert().values(stream=f"referral:{row.id}", kind=kind, due_at=due, fence=fence))


def _fence(*parts: str | int) -> str:
    canonical = json.dumps([str(part) for part in parts], ensure_ascii=True)
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode("ascii")).digest()[:12]).decode("ascii")
