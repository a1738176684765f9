"""The whole life of a request: more states, when it was in touch and when it was taken up again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for name in ("contacted_at", "reopened_at"):
        op.add_column("referral", sa.Column(name, sa.DateTime(), nullable=True))
    op.execute("UPDATE referral SET state = 'in_support' WHERE state = 'contacted'")
