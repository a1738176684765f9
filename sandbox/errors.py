"""What goes wrong: the refusals of the Bot API in Telegram's own words, and the refusals of the page's acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["ActError", "ApiError", "Dropped", "bad_request", "forbidden"]


class ApiError(Exception):
    """An answer `{"ok": false}`. `description` is Telegram's text, `parameters` its hints (`retry_after`, ...)."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters: Mapping[str, int] = parameters

    def answer(self) -> dict[str, object]:
        """The JSON body that the bot gets."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = dict(self.parameters)
        return body


class Dropped(ConnectionError):
    """The bot gets no answer. `kind` tells when the line broke: before the effect, after it, or never (it hangs)."""

    def __init__(self, kind: Literal["drop", "lost", "timeout"]) -> None:
        super().__init__(f"the stand-in gives no answer ({kind})")
        self.kind = kind


class ActError(Exception):
    """Something a person cannot do with their phone. The message says what, and what they can do instead."""


def bad_request(text: str, **parameters: int) -> ApiError:
    """A 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> ApiError:
    """A 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {text}")
