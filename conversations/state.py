"""Where a chat is: a dialog, a step in it, and the little that the step needs. Everything else is derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

__all__ = ["Json", "State"]

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class State:
    """`under` is where the person was when a passing dialog (menu, privacy, urgent help) was laid over it."""

    dialog: str
    step: str
    data: Mapping[str, Json] = field(default_factory=dict)
    under: State | None = None

    def go(self, step: str, **data: Json) -> State:
        """Another step of the same dialog, with more data."""
        return replace(self, step=step, data={**self.data, **data})

    def text(self, key: str) -> str:
        """A string of the data, empty if it is not there."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """A whole number of the data, 0 if it is not there."""
        value = self.data.get(key)
        return value if isinstance(value, int) else 0

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings of the data, empty if it is not there."""
        value = self.data.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def over(self, below: State) -> State:
        """This state laid over another one; passing dialogs do not pile up."""
        return replace(self, under=below.under if below.under is not None else below)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; `from_json` gives an equal state back."""
        record: dict[str, Any] = {"dialog": self.dialog, "step": self.step}
        if self.data:
            record["data"] = dict(self.data)
        if self.under is not None:
            record["under"] = self.under.to_json()
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> State:
        """The state that `to_json` wrote."""
        under = record.get("under")
        return cls(record["dialog"], record["step"], record.get("data", {}), cls.from_json(under) if under else None)
