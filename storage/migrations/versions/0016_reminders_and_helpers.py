"""When a reminder went to staff, so that the next ones wait and go together; volunteers picked for a task"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("notice", sa.Column("told_at", sa.DateTime(), nullable=True))
    op.create_table(
        "care_helper",
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_care_helper_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("referral_id", "chat_id", name=op.f("pk_care_helper")),
    )
    op.create_index(op.f("ix_care_helper_chat_id"), "care_helper", ["chat_id"])
