"""`docs/reference/storage.md` explains every column, and says truly which are sealed."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import LargeBinary

from storage.tables import metadata

PAGE = Path(__file__).parent.parent.parent / "docs/reference/storage.md"
SEALED = {"household", "chat", "token"}
HASHES = {("audit", "chain")}
"""Bytes that are not sealed."""


def explained() -> dict[tuple[str, str], tuple[str, str]]:
    """How each column stands according to the page, and what the page says of it."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    table = ""
    for line in PAGE.read_text().splitlines():
        if heading := re.fullmatch(r"## `(\w+)`", line):
            table = heading[1]
        elif table and (row := re.fullmatch(r"\| `(\w+)` \| (\w+) \| (.+) \|", line)):
            assert (table, row[1]) not in found, f"{table}.{row[1]} is explained twice"
            found[table, row[1]] = (row[2], row[3])
    return found


def test_every_column_is_explained() -> None:
    columns = {(table.name, column.name) for table in metadata.tables.values() for column in table.c}
    assert explained().keys() == columns


def test_what_the_page_calls_clear_stands_in_clear() -> None:
    for (table, column), (how, _) in explained().items():
        bytes_ = isinstance(metadata.tables[table].c[column].type, LargeBinary) and (table, column) not in HASHES
        assert (how in SEALED) == bytes_, f"{table}.{column} is said to be {how}"
        assert how in SEALED | {"clear"}


def test_every_clear_column_has_its_reason() -> None:
    assert all(len(why.strip()) > 3 for _, why in explained().values())
