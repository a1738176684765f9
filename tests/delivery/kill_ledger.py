"""What stands in a database, opened and without the ids that differ from run to run: equal runs leave equal rows."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from sandbox import Cloud
from storage import tables
from storage.database import Database
from storage.keys import KeyRing, read_master_key

__all__ = ["Standing", "key_owners", "ledger", "rows_in", "view_of"]

_ID = re.compile(r"\b(?:[0-9a-f]{24}|[0-9a-f]{16})\b")
_ASIDE = {
    "audit": {"id", "chain"},
    "chat": {"card_id", "request_id", "key_id"},
    "consent": {"id"},
    "member": {"id"},
    "note": {"id"},
    "notice": {"message_id"},
    "outbox": {"id", "last_error", "attempts"},
    "outcome": {"id"},
    "work": {"id", "fence"},
}
"""Numbers that only say in which order rows came, and what a repeated send rightly changes."""

Standing = dict[str, Counter[str]]


def _counts(table: str, row: Row[Any]) -> bool:
    """Left out: what is written whenever a card is shown, and what tells of sends that were interrupted."""
    match table:
        case "audit":
            return not row.act.startswith("read")
        case "work":
            return bool(row.kind != "neutralise")
        case "notice":
            return bool(row.kind != "unsure")
        case "counter":
            return bool(row.name != "unsure")
        case "outbox":
            return bool(row.state != "unsure")
    return True


async def ledger(folder: Path) -> Standing:
    """Every row of every table, as a text; sealed columns are opened with the key and at the place they belong to."""
    db = Database(f"sqlite+aiosqlite:///{folder / 'rights.sqlite'}")
    keys = await KeyRing.at(folder / "keys.sqlite", read_master_key(folder / "master.key"))
    standing: Standing = {}
    async with db.write() as conn:
        chats = {row.id: row.key_id for row in await conn.execute(select(tables.chat))}
        owners = {row.id: row.household_id for row in await conn.execute(select(tables.referral))}
        households = [row.id for row in await conn.execute(select(tables.household))]
        await keys.hold([*chats.values(), *households], make=False)

        def opened(table: str, column: str, row: Row[Any]) -> str:
            owner, place = {
                "chat.state": lambda: (row.key_id, f"chat:{row.id}"),
                "household.answers": lambda: (row.id, f"answers:{row.id}"),
                "household.plans": lambda: (row.id, f"plans:{row.id}"),
                "referral.body": lambda: (row.household_id, f"referral:{row.id}"),
                "note.body": lambda: (owners[row.referral_id], f"note:{row.referral_id}"),
                "message.answer": lambda: (owners[row.referral_id], f"message:{row.id}"),
                "member.name": lambda: (chats[row.chat_id], f"member:{row.chat_id}"),
            }[f"{table}.{column}"]()
            return keys.open(owner, getattr(row, column), place).decode()

        for name, table in tables.metadata.tables.items():
            standing[name] = Counter()
            for row in (await conn.execute(select(table))).all():
                if not _counts(name, row):
                    continue
                said = {
                    c.name: opened(name, c.name, row)
                    if isinstance(getattr(row, c.name), bytes)
                    else getattr(row, c.name)
                    for c in table.c
                    if c.name not in _ASIDE.get(name, ())
                }
                standing[name][_ID.sub("#", str(said))] += 1
    await keys.close()
    await db.close()
    return standing


def rows_in(folder: Path, state: str) -> list[tuple[int, str]]:
    """The outbox's rows in this state: id, and whether they may be repeated. Reads the file as the dead left it."""
    with closing(sqlite3.connect(folder / "rights.sqlite")) as file:
        return list(file.execute("SELECT id, repeat FROM outbox WHERE state = ? ORDER BY id", (state,)))


def key_owners(folder: Path) -> set[str]:
    """Whose wrapped keys there are."""
    with closing(sqlite3.connect(folder / "keys.sqlite")) as file:
        return {owner for (owner,) in file.execute("SELECT owner FROM wrapped_key")}


def view_of(cloud: Cloud, person: int) -> tuple[str, list[tuple[str, str]]]:
    """What a person sees as their newest card: its text, and its buttons."""
    cards = [m for m in cloud.visible(person) if m.from_bot and m.inline]
    newest = cards[-1]
    buttons = [(b.text, _ID.sub("#", b.data or b.url or "")) for row in newest.inline for b in row]
    return _ID.sub("#", newest.text), buttons
