"""What a coordinator fills in in a phrase: of which kind it is, how it is read from what was typed, how it is said.

What was filled in is kept as plain words (`Mapping[str, str]`), one for each field of the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from followups import BRUSSELS, read_day, read_hour
from texts import Day, Moment, Money, Text, Value, Verbatim

__all__ = ["MOST_IN_NAME", "Blank", "Field", "as_text", "filled", "read"]

MOST_IN_NAME = 60
"""Characters of a name or an address: it stands in the middle of a sentence."""
MOST_WEEKS = 104


class Blank(StrEnum):
    """A kind of thing to fill in."""

    DAY = "day"
    PAST_DAY = "past_day"
    """A day on which something was done."""
    HOUR = "hour"
    AMOUNT = "amount"
    PER = "per"
    WEEKS = "weeks"
    NAME = "name"
    PLACE = "place"
    RIGHT = "right"
    PAPER = "paper"


class Field(NamedTuple):
    """One thing to fill in in a phrase."""

    name: str
    blank: Blank
    ask: Text
    """What the coordinator is asked."""


_AMOUNT = re.compile(r"(?:€|eur|euro)?\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*(?:€|eur|euro)?", re.IGNORECASE)


def read(blank: Blank, typed: str, today: date) -> str | None:
    """What somebody typed for a blank, as it is kept; None where it cannot be that."""
    text = " ".join(typed.split())
    match blank:
        case Blank.DAY | Blank.PAST_DAY:
            return _day(text, today)
        case Blank.HOUR:
            hour = read_hour(text)
            return f"{hour:%H:%M}" if hour is not None else None
        case Blank.AMOUNT:
            found = _AMOUNT.fullmatch(text)
            return f"{found[1]}.{found[2] or '0'}" if found else None
        case Blank.WEEKS:
            return str(int(text)) if text.isascii() and text.isdigit() and 0 < int(text) <= MOST_WEEKS else None
        case Blank.NAME | Blank.PLACE:
            return text if 0 < len(text) <= MOST_IN_NAME else None
    return None  # the others have buttons only


def _day(text: str, today: date) -> str | None:
    """A day and a month, with or without a year: then the one that is nearest to today."""
    typed = read_day(text)
    nearest = typed.nearest(today) if typed is not None and typed.hour is None else None
    return nearest.isoformat() if nearest is not None else None


def as_text(context: str, dutch: str) -> str:
    """Words of the catalogue as they are kept: with the context under which they are translated."""
    return f"{context}|{dutch}"


def _from_catalogue(kept: str) -> Text:
    context, _, dutch = kept.partition("|")
    return Text(context, dutch)


def filled(text: Text, fields: tuple[Field, ...], kept: Mapping[str, str]) -> Text:
    """A phrase with what was filled in. A day and an hour are said as one moment, an amount with what it is paid for,
    weeks by how many they are. What is not there yet stands as an ellipsis."""
    values: dict[str, Value] = {}
    weeks = 0
    for field in fields:
        told = kept.get(field.name)
        match field.blank:
            case Blank.WEEKS:
                weeks = int(told or 0)
            case Blank.HOUR:
                values["moment"] = _moment(kept.get("day"), told)
            case Blank.AMOUNT:
                values["amount"] = _money(told, kept.get("per")) if told else _NOT_YET
            case Blank.PER:
                pass  # said with the amount
            case Blank.DAY | Blank.PAST_DAY:
                values[field.name] = Day(date.fromisoformat(told)) if told else _NOT_YET
            case Blank.RIGHT | Blank.PAPER:
                values[field.name] = _from_catalogue(told) if told else _NOT_YET
            case _:
                values[field.name] = Verbatim(told) if told else _NOT_YET
    said = text.having(**values) if values else text
    return replace(said, n=weeks) if said.n is not None else said


_NOT_YET: Final = Verbatim("…")


def _moment(day: str | None, hour: str | None) -> Value:
    if day is None:
        return _NOT_YET
    if hour is None:
        return Day(date.fromisoformat(day))
    return Moment(datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), BRUSSELS))


_PERIODS: Final[Mapping[str, Literal["month", "year"]]] = {"month": "month", "year": "year"}


def _money(amount: str, per: str | None) -> Value:
    return Money(Decimal(amount), _PERIODS.get(per or ""))
