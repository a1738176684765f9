"""Conditions that several rights share stand once, under a name; `{named: legal_stay}` puts them where they are meant.

A named condition may name others that stand before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rights.checking import must_exist
from rights.errors import CatalogueError
from rights.shapes import ConditionFile
from rights.shaping import shaped

__all__ = ["with_named"]

Raw = dict[str, Any]


def with_named(files: Mapping[Path, Raw], folder: Path) -> dict[Path, Raw]:
    """Every file, with what a named condition means beside each of its names. Raises CatalogueError."""
    meanings: dict[str, Raw] = {}
    filled: dict[Path, Raw] = {}
    for path, raw in files.items():
        if path.parent == folder:
            filled[path] = _read(path, raw, meanings)
    return {path: filled.get(path) or _filled(raw, meanings, path, "") for path, raw in files.items()}


def _read(path: Path, raw: Raw, meanings: dict[str, Raw]) -> Raw:
    listed = raw.get("conditions")
    for one in listed if isinstance(listed, list) else []:
        name = one.get("id") if isinstance(one, dict) else None
        if name in meanings:
            raise CatalogueError(str(path), str(name), "this name is given twice", "another id")
        if isinstance(name, str) and isinstance(one.get("means"), dict):
            one["means"] = _filled(one["means"], meanings, path, name)
            meanings[name] = {key: value for key, value in one.items() if key != "id"}
    shaped(ConditionFile, raw, path)
    return raw


def _filled(raw: Any, meanings: Mapping[str, Raw], path: Path, where: str) -> Any:
    if isinstance(raw, list):
        return [_filled(item, meanings, path, f"{where}[{number}]") for number, item in enumerate(raw)]
    if not isinstance(raw, dict):
        return raw
    if set(raw) == {"named"} and isinstance(raw["named"], str):
        must_exist(path, f"{where}.named", raw["named"], meanings)
        return {"named": raw["named"], **meanings[raw["named"]]}
    return {key: _filled(value, meanings, path, f"{where}.{key}" if where else key) for key, value in raw.items()}
