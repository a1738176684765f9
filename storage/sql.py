"""What the two databases say alike but SQLAlchemy keeps apart."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

__all__ = ["DIALECTS", "insert_for", "insert_into"]

DIALECTS = ("sqlite", "postgresql")
"""The databases that we speak to, as SQLAlchemy names them."""


def insert_into(conn: AsyncConnection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of this connection."""
    return insert_for(conn.dialect.name, table)


def insert_for(dialect: str, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in a dialect."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
