"""The value types of what is said: a text with its parameters, and nothing about languages.

The Dutch sentence stands once, where it is used, and is the msgid; `context` is the right or the step it belongs to.
`say` and `say_many` are what the extraction of translations looks for, so their first arguments are plain string
literals, never f-strings. Rendering happens once, at the edge, by `locales.Translator`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

__all__ = ["Day", "Joined", "Moment", "Money", "Text", "Value", "Verbatim", "mapping_of", "say", "say_many"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in euro; `per` says what it is paid for (None: once or not said)."""

    amount: Decimal
    per: Literal["month", "year"] | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, shown with its weekday in words."""

    date: date


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with its hour (timezone-aware, shown in Europe/Brussels, 24 h)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A name, phone number, address, reference: shown letter for letter, apart from the writing direction around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A list in a sentence: "a, b en c" (`and`) or "a, b of c" (`or`)."""

    items: tuple[Value, ...]
    style: Literal["and", "or"] = "and"


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to say. `one`/`n` are set only for a text that counts (`msgid` is then the plural form)."""

    context: str
    msgid: str
    params: tuple[tuple[str, Value], ...] = ()
    one: str | None = None
    n: int | None = None

    def having(self, **params: Value) -> Text:
        """The same text with these parameters."""
        return Text(self.context, self.msgid, tuple(sorted(params.items())), self.one, self.n)


Value = str | int | Text | Money | Day | Moment | Verbatim | Joined


def say(context: str, msgid: str, /, **params: Value) -> Text:
    """A text in Dutch; `{name}` in it is filled from the parameters."""
    return Text(context, msgid, tuple(sorted(params.items())))


def say_many(context: str, one: str, other: str, n: int, /, **params: Value) -> Text:
    """A text that counts; `{n}` in it is the number. The language of the reader chooses the form."""
    return Text(context, other, tuple(sorted(params.items())), one, n)


def mapping_of(text: Text) -> Mapping[str, Value]:
    """The parameters of a text by name, the count included."""
    values: dict[str, Value] = dict(text.params)
    if text.n is not None:
        values["n"] = text.n
    return values
