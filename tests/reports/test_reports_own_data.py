"""The file for another program has the documented shape."""

from __future__ import annotations

from reports.own_data import SCHEMA, schema


def test_the_documented_shape_is_that_of_the_file() -> None:
    assert SCHEMA.read_text() == schema(), "run `python -m reports.own_data`"
