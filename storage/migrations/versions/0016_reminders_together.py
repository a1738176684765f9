"""When a reminder went to somebody of staff, so that the next ones wait an hour and go together"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("notice", sa.Column("told_at", sa.DateTime(), nullable=True))
