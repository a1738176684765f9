"""By what two requests may be of one family: marks that storage turns into keyed hashes before it keeps them.

A mark that two requests share is a reason to ask a person, never a proof. What is written differently is not bridged:
one family name in Arabic and in Latin letters gives two marks, and so do two spellings of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from rights import Answers, Catalogue
from rights.household import Household
from rights.spans import Span

__all__ = ["MOST_ALIKE", "birth_months", "marks", "plain_name"]

MOST_ALIKE: Final = 5
"""A mark that more other open requests carry is no family's: the number of a shelter, or of whoever reports many."""


def marks(first_name: str | None, phone: str | None, born: Iterable[str]) -> tuple[str, ...]:
    """The marks of a request within its municipality: its number (E.164), and the name of who asks with the month of
    birth ("2021-03") of each child of which it is known."""
    name = plain_name(first_name or "")
    by_number = (f"phone|{phone}",) if phone else ()
    by_name = tuple(f"name|{name}|{month}" for month in sorted(set(born))) if name else ()
    return (*by_number, *by_name)


def plain_name(name: str) -> str:
    """A name without what people write in one way today and in another tomorrow: case, accents and vowel signs, spaces
    and hyphens."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(char for char in folded if char.isalnum())


def birth_months(catalogue: Catalogue, answers: Answers, today: date) -> frozenset[str]:
    """The months ("2021-03") in which children of a household were born, as far as it told the month."""
    house = Household(catalogue, answers, today)
    spans = (house.known("birth", child) for child in house.children()[0])
    return frozenset(month for span in spans if (month := _month(span)) is not None)


def _month(known: object) -> str | None:
    if not isinstance(known, Span) or not known.low or not known.high:
        return None
    first, last = (date.fromordinal(int(day)).strftime("%Y-%m") for day in (known.low, known.high))
    return first if first == last else None
