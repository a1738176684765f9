"""A message is a phrase, own words, a list of documents or a photo, of staff or of the family"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("message", sa.Column("kind", sa.String(length=10), nullable=False, server_default="phrase"))
    op.add_column("message", sa.Column("by_family", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("message", sa.Column("body", sa.LargeBinary(), nullable=True))
