"""A file's content in its shape, or an error that says which key to mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rights.errors import CatalogueError

__all__ = ["by_id", "named_as_file", "shaped"]

M = TypeVar("M", bound=BaseModel)


def shaped(model: type[M], raw: Any, path: Path) -> M:
    """A file's content in its shape. Raises CatalogueError."""
    try:
        return model.model_validate(raw)
    except ValidationError as problem:
        # A misspelt key is also a missing one: the misspelling says more.
        error = min(problem.errors(), key=lambda found: found["type"] != "extra_forbidden")
        tags = {"all", "any", "not", "office"}
        key = ".".join(str(part) for part in error["loc"])
        if error["type"] == "extra_forbidden":
            wrong = str(error["loc"][-1])
            near = difflib.get_close_matches(wrong, [*_keys(model), *tags], n=1)
            instead = f"`{near[0]}`" if near else "one of the keys in docs/reference/rights.md, or take it out"
            if near == [wrong]:
                instead = "it further in or out, as docs/reference/rights.md shows it"
            raise CatalogueError(str(path), key, f"`{wrong}` is not a key here", instead) from problem
        if error["type"] == "missing":
            raise CatalogueError(str(path), key, "this key is missing", f"`{error['loc'][-1]}: ...`") from problem
        got = error.get("input")
        shown = f" (got {got!r})" if isinstance(got, str | int | float | None) else ""
        message = error["msg"].removeprefix("Value error, ")
        raise CatalogueError(str(path), key, message + shown, "what docs/reference/rights.md shows for it") from problem


def named_as_file(found: Iterable[tuple[Path, Any]]) -> Iterator[tuple[str, tuple[Path, Any]]]:
    """Each with its id, which is also the name of its file. Raises CatalogueError."""
    for path, item in found:
        if item.id != path.stem:
            raise CatalogueError(str(path), "id", f"the id is {item.id!r} and the file {path.name}", f"id: {path.stem}")
        yield item.id, (path, item)


def by_id(found: Iterable[tuple[Path, Any]]) -> dict[str, tuple[Path, Any]]:
    """Items by their id, each id once. Raises CatalogueError."""
    items: dict[str, tuple[Path, Any]] = {}
    for path, item in found:
        if item.id in items:
            raise CatalogueError(str(path), item.id, f"this id is also in {items[item.id][0].name}", "another id")
        items[item.id] = (path, item)
    return items


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """The keys of a shape and of the shapes inside it, for *did you mean*."""
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        shape = waiting.pop()
        if shape in seen:
            continue
        seen.add(shape)
        for name, field in shape.model_fields.items():
            yield field.alias or name
            waiting += _models(field.annotation)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)
