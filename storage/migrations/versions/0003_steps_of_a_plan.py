"""What a right brings, as a band, with its outcome; and one question per step of a plan in the place of one in all"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("outcome", sa.Column("band", sa.String(length=8), server_default="", nullable=False))
    op.execute("UPDATE work SET kind = 'step_open' WHERE kind = 'outcomes'")
