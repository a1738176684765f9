"""PostgreSQL, which several processes may share: one of them writes at a time, and one of them leads.

Both are advisory locks, known to this database alone. The first is held by a transaction, from its beginning: so what
is true of turns in one process is true of turns in many (docs/decisions/0017-one-leads-on-postgresql.md). The second
is held by a connection: who holds it does the work, and when its process ends another one gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

__all__ = ["BEGIN", "LEAD", "TELL", "listen", "options"]

_WRITER, _LEADER = 7_236_415_001, 7_236_415_002
BEGIN = f"SELECT pg_advisory_xact_lock({_WRITER})"
"""Takes the write lock at once, as in SQLite. Who waits gets it in the order in which they came."""
LEAD = text(f"SELECT pg_try_advisory_lock({_LEADER})")
"""Whether this connection holds the lead, or gets it now."""
_NEWS = "rights_bot_work"
TELL = text(f"NOTIFY {_NEWS}")
"""Tells all processes, once this transaction is committed, that there is work."""
_SETTINGS = {
    "application_name": "rights-bot",
    "timezone": "UTC",
    # A snapshot that was taken before the lock was got would not see what the last writer wrote.
    "default_transaction_isolation": "read committed",
    # Who hangs, or is cut off, lets the others go on: its locks go with its connection.
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}


def options() -> Mapping[str, Any]:
    """How an engine connects: once, for a process writes one thing at a time, and its connection holds the lead."""
    return {"pool_size": 1, "max_overflow": 0, "connect_args": {"server_settings": _SETTINGS}}


def listen(engine: AsyncEngine, told: Callable[[], None]) -> None:
    """Calls `told` when any process says that there is work."""

    @event.listens_for(engine.sync_engine, "connect")
    def subscribe(connection: Any, _: object) -> None:
        connection.run_async(lambda driver: driver.add_listener(_NEWS, lambda *_: told()))
