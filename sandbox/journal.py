"""The journal of everything the bot asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["Call", "Journal", "Upload"]

KEPT_CALLS = 100_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call. `response` is the JSON answer; a call that got none has `{"ok": False, "dropped": kind}`."""

    method: str
    params: Mapping[str, Any]
    time: datetime
    response: Mapping[str, Any]

    @property
    def chat(self) -> int | None:
        """The chat it was about, where it names one."""
        value = self.params.get("chat_id")
        text = str(value) if value is not None else ""
        return int(text) if text.lstrip("-").isdecimal() else None


@dataclass(slots=True)
class Journal:
    """Calls in order, oldest first (the last 100,000), and the names of methods that the stand-in does not have."""

    calls: list[Call] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def write(self, call: Call) -> None:
        """Add a call."""
        self.calls.append(call)
        if len(self.calls) > KEPT_CALLS + 1000:
            del self.calls[:1000]

    def of(self, method: str, chat: int | None = None) -> list[Call]:
        """The calls of one method (any case), of one chat if given."""
        return [
            call for call in self.calls if call.method.lower() == method.lower() and (chat is None or call.chat == chat)
        ]
