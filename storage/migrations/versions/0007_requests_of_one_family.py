"""Requests that may be of one family: by which marks they are found, what was said, which goes on under another"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("referral", sa.Column("merged_into", sa.String(length=32), nullable=True))
    op.add_column("referral", sa.Column("merged_at", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_referral_merged_into"), "referral", ["merged_into"])
    op.create_table(
        "likeness",
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_likeness_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("referral_id", "mark", name=op.f("pk_likeness")),
    )
    op.create_index(op.f("ix_likeness_mark"), "likeness", ["mark"])
    op.create_table(
        "twin",
        sa.Column("first_id", sa.String(length=32), nullable=False),
        sa.Column("second_id", sa.String(length=32), nullable=False),
        sa.Column("said", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["referral.id"], name=op.f("fk_twin_first_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second_id"], ["referral.id"], name=op.f("fk_twin_second_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_twin")),
    )
    op.create_index(op.f("ix_twin_second_id"), "twin", ["second_id"])
