"""What somebody wrote in their own words, and in which language: it is never translated by a machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casework.states import Role

__all__ = ["MAX_CHARACTERS", "MAX_WORDS", "Own", "tidy"]

MAX_WORDS: Final = 18
MAX_CHARACTERS: Final = 120
"""Own words are read on one screen, with who does it and by when."""


@dataclass(frozen=True, slots=True)
class Own:
    """Words as they were typed; `language` is that of the chat, `by` who typed them."""

    text: str
    language: str
    by: Role


def tidy(typed: str) -> str | None:
    """Typed words with single spaces; None where there are none, or too many for one screen."""
    text = " ".join(typed.split())
    return text if text and len(text) <= MAX_CHARACTERS and len(text.split()) <= MAX_WORDS else None
