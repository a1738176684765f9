"""Work, notices and acts are found by what they are about, without going through all of them"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index(op.f("ix_work_fence"), "work", ["fence"])
    op.create_index(op.f("ix_notice_ref"), "notice", ["ref"])
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])
