"""Households that may be looked at again, and what can touch them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("household", sa.Column("recheck", sa.Boolean(), nullable=True))
    op.add_column("household", sa.Column("told", sa.LargeBinary(), nullable=True))
    op.create_table(
        "watch",
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_watch_household_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("household_id", "mark", name=op.f("pk_watch")),
    )
    op.create_index(op.f("ix_watch_mark"), "watch", ["mark"])
    op.create_table(
        "seen",
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_seen")),
    )
