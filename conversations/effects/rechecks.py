"""What is done so that a household's rights are looked at again later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.context import Watch

__all__ = ["AllowRecheck", "KeepLook"]


@dataclass(frozen=True, slots=True)
class AllowRecheck:
    """The family's yes or no to being looked at again. What is likely now, it knows; a no forgets all that was kept
    for it."""

    given: bool
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class KeepLook:
    """What a look found, and when the next one is."""

    watch: Watch
    next_at: datetime
