"""How long each class of data is kept, counted from what, on which legal basis, and who decides: one table.

It stands in `catalogue/retention.yaml`. What wipes reads it, and so does what tells families about it, so that the two
cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, Self

from pydantic import Field, TypeAdapter, field_validator, model_validator

from rights.errors import CatalogueError
from rights.shapes import Shape
from rights.shaping import shaped
from rights.strict_yaml import read_yaml

__all__ = ["BOUNDS", "FILE", "Data", "Span", "Term", "Terms", "read_terms", "standard_terms"]

FILE = "retention.yaml"

_UNITS: Final = MappingProxyType({"hours": timedelta(hours=1), "days": timedelta(days=1), "years": timedelta(days=365)})


class Data(StrEnum):
    """The classes of data. Each has one row in the table."""

    ANSWERS = "answers"
    ANSWERS_KEPT = "answers_kept"
    UNOPENED_FILE = "unopened_file"
    SEALED_REPORT = "sealed_report"
    CLOSED_REQUEST = "closed_request"
    LIKENESS = "likeness"
    NOTICES = "notices"
    UNDELIVERED = "undelivered"
    WORK_IDS = "work_ids"
    EMPTY_CHAT = "empty_chat"
    AUDIT = "audit"
    SIGNALS = "signals"
    OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as it is said: 48 hours, 7 days, 1 year (365 days)."""

    n: int
    unit: Literal["hours", "days", "years"]

    @classmethod
    def read(cls, written: str) -> Self:
        """From `7 days`. ValueError for anything else."""
        number, _, unit = written.strip().partition(" ")
        unit = unit if unit.endswith("s") else f"{unit}s"
        if not (number.isascii() and number.isdigit()) or unit not in _UNITS:
            raise ValueError("write a number and hours, days or years, such as `7 days` or `1 year`")
        return cls(int(number), TypeAdapter(Literal["hours", "days", "years"]).validate_python(unit))

    @property
    def time(self) -> timedelta:
        """As a length of time."""
        return self.n * _UNITS[self.unit]

    def __str__(self) -> str:
        return f"{self.n} {self.unit if self.n != 1 else self.unit.removesuffix('s')}"


BOUNDS: Final[Mapping[Data, tuple[str, str]]] = MappingProxyType(
    {
        Data.ANSWERS: ("1 day", "90 days"),
        Data.ANSWERS_KEPT: ("30 days", "3 years"),
        Data.UNOPENED_FILE: ("1 day", "90 days"),
        # What a volunteer hands over says *two weeks*, also on paper.
        Data.SEALED_REPORT: ("14 days", "14 days"),
        Data.CLOSED_REQUEST: ("7 days", "10 years"),
        Data.LIKENESS: ("7 days", "90 days"),
        Data.NOTICES: ("30 days", "2 years"),
        Data.UNDELIVERED: ("2 days", "90 days"),
        # Telegram repeats an update for 24 hours: an id that is forgotten sooner is done twice.
        Data.WORK_IDS: ("25 hours", "30 days"),
        Data.EMPTY_CHAT: ("25 hours", "30 days"),
        Data.AUDIT: ("180 days", "10 years"),
        Data.SIGNALS: ("30 days", "3 years"),
        Data.OUTCOMES: ("1 year", "30 years"),
    }
)
"""The shortest and the longest term that is not strange. Outside of it the bot does not start."""


class Term(Shape):
    """One row: how long a class of data is kept, and why."""

    keep: str
    counted_from: str = Field(min_length=3)
    basis: str = Field(min_length=10, description="the legal basis, with its article")
    decided_by: str = Field(min_length=3)

    @field_validator("keep")
    @classmethod
    def _said(cls, written: str) -> str:
        Span.read(written)
        return written

    @property
    def span(self) -> Span:
        """How long."""
        return Span.read(self.keep)

    @property
    def time(self) -> timedelta:
        """How long, as a length of time."""
        return self.span.time


class SignOff(Shape):
    """Who approved the table, and when. Until then it is a draft."""

    by: str | None = None
    on: date | None = None

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.by is None) != (self.on is None):
            raise ValueError("`by` and `on` go together")
        return self


class Terms(Shape):
    """The whole table."""

    signed_off: SignOff = SignOff()
    classes: dict[Data, Term]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [data.value for data in Data if data not in self.classes]
        if missing:
            raise ValueError(f"every class of data has a term; missing: {', '.join(missing)}")
        for data, term in self.classes.items():
            least, most = BOUNDS[data]
            if not Span.read(least).time <= term.time <= Span.read(most).time:
                raise ValueError(f"{data}: {term.keep} is strange; choose from {least} to {most}")
        if self[Data.ANSWERS_KEPT].time < self[Data.ANSWERS].time:
            raise ValueError("answers_kept is shorter than answers: a yes to keeping them would end them sooner")
        if self[Data.EMPTY_CHAT].time > self[Data.WORK_IDS].time:
            raise ValueError("empty_chat is longer than work_ids: by those ids is known when a chat was last used")
        return self

    def __getitem__(self, data: Data) -> Term:
        return self.classes[data]

    @property
    def draft(self) -> bool:
        """Whether nobody signed the table off."""
        return self.signed_off.on is None


def read_terms(path: Path, raw: Any) -> Terms:
    """The table of a file's content. Raises CatalogueError, which names the file, the key and what is expected."""
    try:
        return shaped(Terms, raw, path)
    except CatalogueError as wrong:
        instead = wrong.instead.replace("docs/reference/rights.md", "docs/reference/retention.md")
        raise CatalogueError(wrong.file, wrong.key, wrong.found, instead) from wrong


@cache
def standard_terms() -> Terms:
    """The table that comes with the bot."""
    path = Path(__file__).with_name("catalogue") / FILE
    if not path.exists():
        raise CatalogueError(str(path), "", "the table of terms is missing", "the one of docs/reference/retention.md")
    return read_terms(path, read_yaml(path))
