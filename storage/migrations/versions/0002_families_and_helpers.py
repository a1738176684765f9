"""Households with several chats, volunteers, sealed reports"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_access_household_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("household_id", "chat_id", name=op.f("pk_access")),
    )
    op.create_index(op.f("ix_access_chat_id"), "access", ["chat_id"])
    op.execute(
        "INSERT INTO access (household_id, chat_id, kind, since) "
        "SELECT household.id, chat.id, 'own', household.created_at "
        "FROM chat JOIN household ON household.id = chat.household_id"
    )
    op.create_table(
        "sealed",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("municipality", sa.String(length=40), nullable=False),
        sa.Column("reported_by", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed")),
    )
    op.create_index(op.f("ix_sealed_reported_by"), "sealed", ["reported_by"])
    op.create_index(op.f("ix_sealed_expires_at"), "sealed", ["expires_at"])
    op.add_column("chat", sa.Column("lock", sa.LargeBinary(), nullable=True))
    op.add_column("chat", sa.Column("beside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("chat", sa.Column("wish", sa.String(length=12), nullable=True))
    op.add_column("consent", sa.Column("witness", sa.BigInteger(), nullable=True))
    op.add_column("referral", sa.Column("reported_by", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_referral_reported_by"), "referral", ["reported_by"])
    op.add_column("member", sa.Column("about", sa.LargeBinary(), nullable=True))
    op.create_table(
        "signoff",
        sa.Column("municipality", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("figure", sa.String(length=45), nullable=False),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "fingerprint", name=op.f("pk_signoff")),
    )
