"""The reviewed phrases that a coordinator can send through the bot, and the buttons with which a family answers.

Which phrases there are: `casework.library`. What is filled in in one is a date, an amount, a name (`casework.blanks`);
an answer is a button.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from casework.errors import UnknownPhrase
from casework.library import LIBRARY, Answer, Phrase, Purpose

__all__ = ["PHRASES", "Answer", "Phrase", "Purpose", "of_purpose", "phrase_named"]

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType({phrase.id: phrase for phrase in LIBRARY})


def phrase_named(phrase_id: str) -> Phrase:
    """The phrase with this id. Raises UnknownPhrase."""
    try:
        return PHRASES[phrase_id]
    except KeyError:
        raise UnknownPhrase(f"unknown phrase {phrase_id!r}; known are {', '.join(PHRASES)}") from None


def of_purpose(purpose: str) -> tuple[Phrase, ...]:
    """The phrases for a purpose, in the order in which they are shown; none for one that is not there."""
    return tuple(phrase for phrase in LIBRARY if phrase.purpose == purpose)
