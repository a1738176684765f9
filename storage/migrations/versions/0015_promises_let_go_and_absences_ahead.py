"""Why a promise was let go, and the day on which an absence begins"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("promise", sa.Column("reason", sa.String(length=20), nullable=True))
    op.add_column("absence", sa.Column("begins", sa.Date(), nullable=True))
