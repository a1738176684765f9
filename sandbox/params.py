"""The parameters of a call, however they were sent: query, form, JSON or multipart, nested values as JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sandbox.errors import bad_request
from sandbox.journal import Upload

__all__ = ["Params", "decoded"]

# Parameters that hold JSON; in a form or a query they come as text.
_NESTED = frozenset({
    "reply_markup", "entities", "caption_entities", "allowed_updates", "commands", "scope", "menu_button",
    "link_preview_options", "reply_parameters", "media", "message_ids",
})  # fmt: skip


def decoded(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with their nested JSON read. ApiError 400 where it cannot be read."""
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key in _NESTED and isinstance(value, str):
            if not value:
                continue
            try:
                values[key] = json.loads(value)
            except ValueError:
                raise bad_request(f"can't parse {key.replace('_', ' ')} JSON object") from None
        elif value is not None:
            values[key] = value
    return values


class Params:
    """Typed reading of the parameters of one call."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def text(self, key: str, default: str = "") -> str:
        """A string; what is not there is the default."""
        value = self.values.get(key, default)
        return value if isinstance(value, str) else str(value)

    def number(self, key: str, default: int = 0) -> int:
        """A whole number; what cannot be read is the default, as in Telegram."""
        try:
            return int(str(self.values.get(key, default)))
        except ValueError:
            return default

    def flag(self, key: str) -> bool:
        """A boolean, written as true, True, 1 or yes."""
        return str(self.values.get(key, "")).lower() in ("true", "1", "yes")

    def nested(self, key: str) -> Any:
        """A nested value, or None."""
        return self.values.get(key)

    def upload(self, key: str) -> Upload | str | None:
        """A file that came along (by itself or as `attach://name`), or the text in its place."""
        value = self.values.get(key)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.values.get(value.removeprefix("attach://"))
        return value if isinstance(value, (Upload, str)) else None
