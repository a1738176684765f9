"""A second factor for staff"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("chat", sa.Column("factor", sa.LargeBinary(), nullable=True))
