"""Switches for what can go wrong between the bot and Telegram."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["Fault", "FaultKind", "Faults", "Met"]

FaultKind = Literal["403", "429", "500", "502", "drop", "lost", "timeout", "duplicate"]


@dataclass(slots=True)
class Fault:
    """One switch: what goes wrong, for which chat and method (None: any), and how many times still."""

    id: int
    kind: FaultKind
    chat: int | None
    method: str | None
    times: int
    retry_after: int

    def json(self) -> dict[str, object]:
        """For the page."""
        return {
            "id": self.id,
            "kind": self.kind,
            "chat": self.chat,
            "method": self.method,
            "times": self.times,
            "retry_after": self.retry_after,
        }


@dataclass(frozen=True, slots=True)
class Met:
    """A switch has just done its work: on this call (None: on an update), about this chat."""

    kind: FaultKind
    method: str | None
    chat: int | None


class Faults:
    """The switches that are on, in the order in which they were set."""

    def __init__(self) -> None:
        self.on: list[Fault] = []
        self._set = 0
        self._watchers: list[Callable[[Met | None], None]] = []

    def watch(self, watcher: Callable[[Met | None], None]) -> None:
        """Call `watcher` when a switch has done its work, and with None when one was set or cleared."""
        self._watchers.append(watcher)

    def fail(
        self, kind: str, chat: int | None = None, method: str | None = None, times: int = 1, retry_after: int = 5
    ) -> None:
        """Let the next `times` matching calls go wrong; `retry_after` in seconds, for 429.

        403, 429, 500: that answer, without effect. 502: a web page in place of an answer, without effect. drop: the
        line breaks before the effect. lost: the answer is lost after the effect. timeout: no answer comes. duplicate:
        the next update comes twice, the second time after it was confirmed. Without a method every call but
        getUpdates matches. ValueError on an unknown kind.
        """
        for known in get_args(FaultKind):
            if kind == known and times > 0:
                self._set += 1
                self.on.append(Fault(self._set, known, chat, method or None, times, retry_after))
                self._tell(None)
                return
        kinds = ", ".join(get_args(FaultKind))
        raise ValueError(f"A fault has a kind and a number of times above 0: got {kind!r} x {times}, kinds: {kinds}.")

    def clear(self, number: int | None = None) -> None:
        """Everything works again, or only the switch with this id is off."""
        self.on = [fault for fault in self.on if number is not None and fault.id != number]
        self._tell(None)

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The fault that this call meets, used up by one."""
        low = method.lower()
        for fault in self.on:
            meant = fault.method.lower() == low if fault.method else low != "getupdates"
            if fault.kind != "duplicate" and meant and fault.chat in (None, chat):
                return self._used(fault, method, chat)
        return None

    def take_duplicate(self, chat: int | None) -> bool:
        """Whether the update that is made now comes twice."""
        for fault in self.on:
            if fault.kind == "duplicate" and fault.chat in (None, chat):
                self._used(fault, None, chat)
                return True
        return False

    def _used(self, fault: Fault, method: str | None, chat: int | None) -> Fault:
        fault.times -= 1
        if fault.times == 0:
            self.on.remove(fault)
        self._tell(Met(fault.kind, method, chat))
        return fault

    def _tell(self, met: Met | None) -> None:
        for watcher in self._watchers:
            watcher(met)
