"""One transaction of many turns: what they write alike goes together, and what they read alike is read once.

Rows given to `later` wait, by statement, until any other statement runs or the transaction commits: so whoever reads,
reads what was written before. Rows kept in `ahead` stay true within the transaction: whatever writes to a table takes
out what was kept of it. Neither can be forgotten by a caller, because both go by the statements themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

__all__ = ["Transaction", "later"]

Shelf = dict[Hashable, Any]

_SPOILED_BY: Mapping[str, tuple[str, ...]] = {
    "access": ("roster",),
    "careplan": ("referral",),
    "chat": ("chat",),
    "household": ("household", "roster"),
    "member": ("member",),
    "referral": ("referral",),
}
"""The shelves that an insert or an update of a table empties; a delete, which cascades, empties all."""


class Transaction(AsyncConnection):
    """SQLAlchemy's connection, on which rows may wait to be written, and on which rows read together are kept."""

    __slots__ = ("_shelves", "_waiting")

    def __init__(self, engine: AsyncEngine, connection: Connection | None) -> None:
        super().__init__(engine, connection)
        self._waiting: dict[Executable, list[Mapping[str, Any]]] = {}
        self._shelves: dict[str, Shelf] = {}

    async def execute(self, statement: Executable, *args: Any, **kwargs: Any) -> Any:
        """Runs a statement, after what waits."""
        if self._waiting:
            await self.settle()
        if not statement.is_select:
            self._spoil(statement)
        return await super().execute(statement, *args, **kwargs)

    async def settle(self) -> None:
        """Writes what waits, each kind in the order in which it was given."""
        waiting, self._waiting = self._waiting, {}
        for statement, rows in waiting.items():
            await super().execute(statement, rows)

    def later(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """Writes a row together with others of the same statement, before anything else is done. What `ahead` holds
        of that row is for the caller to take out."""
        self._waiting.setdefault(statement, []).append(row)

    def ahead(self, shelf: str) -> Shelf:
        """What was read of a kind of rows, by their key; whoever reads a row may put it here."""
        return self._shelves.setdefault(shelf, {})

    def _spoil(self, statement: Executable) -> None:
        table = getattr(statement, "table", None)
        if table is None or getattr(statement, "is_delete", False):
            self._shelves.clear()
            return
        for shelf in _SPOILED_BY.get(table.name, ()):
            self._shelves.pop(shelf, None)


async def later(
    conn: AsyncConnection, statement: Executable, row: Mapping[str, Any], *, changes: tuple[str, Hashable] | None = None
) -> None:
    """Writes a row with others of its kind; at once where the connection gathers nothing. `changes` names the shelf
    and the key of what it changes, if that may have been read ahead."""
    if not isinstance(conn, Transaction):
        await conn.execute(statement, row)
        return
    conn.later(statement, row)
    if changes is not None:
        conn.ahead(changes[0]).pop(changes[1], None)
