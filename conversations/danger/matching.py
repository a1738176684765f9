"""Finds words that may mean danger in what somebody typed, in every language of the table, whatever the chat's.

What is typed is only looked at: nothing of it is kept, and what comes out names a category and a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from rights.strict_yaml import read_yaml
from texts.plain import plain

__all__ = ["TABLE", "Category", "Sign", "Table", "Words", "read_table", "recognise"]

TABLE = Path(__file__).with_name("words.yaml")

NEAR = 5
"""Words on either side of a phrase in which *formerly* still is about it."""


class Category(StrEnum):
    """What may be the matter; the first is shown where several are found."""

    MEDICAL = "medical"
    SUICIDE = "suicide"
    CHILD = "child"
    VIOLENCE = "violence"
    EVICTION = "eviction"
    HUNGER = "hunger"


DENIED = {Category.VIOLENCE: True, Category.CHILD: True, Category.SUICIDE: False}
"""Where *not* makes a phrase gentle: before it, and (True) also right after it.

*Does not breathe* and *nothing to eat* hold a *not* of their own; *does not want to live, not even for them* goes on.
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words were found. `gentle`: of the past, denied, or only the idle words of a letter. `languages`: theirs; some
    words are the same in several."""

    category: Category
    gentle: bool
    languages: tuple[str, ...]


class Words(BaseModel):
    """One language of the table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    review: str
    call: str
    joined: str
    """Letters that are written onto the word that follows (Arabic *and*)."""
    idioms: tuple[str, ...]
    negation: tuple[str, ...]
    past: tuple[str, ...]
    urgent: Mapping[Category, tuple[str, ...]]
    gentle: Mapping[Category, tuple[str, ...]]


class Table(BaseModel):
    """The file, as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    owner: str
    checked_on: str
    review: str
    source: str
    languages: Mapping[str, Words]


@cache
def read_table() -> Table:
    """The reviewed words. Raises CatalogueError or a validation error that names the line."""
    record: dict[str, Any] = read_yaml(TABLE)
    return Table.model_validate(record)


def recognise(text: str) -> Sign | None:
    """The most serious sign in a text, what is urgent before what is gentle; None where there is none."""
    order = list(Category)
    signs = sorted(_signs(text), key=lambda sign: (sign.gentle, order.index(sign.category)))
    if not signs:
        return None
    first = signs[0]
    alike = [sign for sign in signs if (sign.gentle, sign.category) == (first.gentle, first.category)]
    return Sign(first.category, first.gentle, tuple(language for sign in alike for language in sign.languages))


# --- phrases ---------------------------------------------------------------------------------------------------------

_SKIP = {".": 1, "..": 3, "...": 6}


def _pattern(phrase: str, joined: str, between: str) -> str:
    """A regular expression over plain text; what a skip passes over is a group. It starts after a space."""
    pieces = []
    for word in phrase.split():
        if word in _SKIP:
            pieces.append(rf"((?:[^ ]+ ){{0,{_SKIP[word]}}})")
        else:
            pieces.append(rf"(?:{'|'.join(_one(part, joined, between) for part in word.split('|'))}) ")
    return "".join(pieces)


def _one(part: str, joined: str, between: str) -> str:
    before = "[^ ]*" if part.startswith("*") else (f"[{joined}]?" if joined else "")
    after = "[^ ]*" if part.endswith("*") else ""
    words = plain(part.strip("*").replace("_", " "), between).strip()
    return f"{before}{re.escape(words)}{after}".replace(r"\ ", " ")


def _any(phrases: tuple[str, ...], joined: str, between: str) -> re.Pattern[str]:
    if not phrases:
        return re.compile("(?!)")
    return re.compile(f"(?<= )(?:{'|'.join(_pattern(phrase, joined, between) for phrase in phrases)})")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The words of one language, ready to look for. `between` is what joiners become."""

    language: str
    between: str
    urgent: Mapping[Category, re.Pattern[str]]
    gentle: Mapping[Category, re.Pattern[str]]
    idioms: re.Pattern[str]
    negation: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _phrases(between: str) -> tuple[_Phrases, ...]:
    return tuple(
        _Phrases(
            language,
            between,
            {category: _any(phrases, words.joined, between) for category, phrases in words.urgent.items()},
            {category: _any(phrases, words.joined, between) for category, phrases in words.gentle.items()},
            _any(words.idioms, words.joined, between),
            _any(words.negation, words.joined, between),
            _any(words.past, words.joined, between),
        )
        for language, words in read_table().languages.items()
    )


def _signs(text: str) -> Iterator[Sign]:
    """Every sign. A word may be written joined or apart; if it is found joined, that is how it is read."""
    joined, apart = plain(text, ""), plain(text, " ")
    for one, other in zip(_phrases(""), _phrases(" "), strict=True):
        said_joined, said_apart = one.idioms.sub("", joined), other.idioms.sub("", apart)
        for category in Category:
            found = list(_found(one, category, said_joined)) or list(_found(other, category, said_apart))
            if found:
                yield Sign(category, all(found), (one.language,))


def _found(phrases: _Phrases, category: Category, text: str) -> Iterator[bool]:
    """For each place where a phrase of this category stands: whether it is gentle."""
    urgent, gentle = phrases.urgent.get(category), phrases.gentle.get(category)
    for match in urgent.finditer(text) if urgent is not None else ():
        yield _is_gentle(phrases, category, match, text)
    if gentle is not None and gentle.search(text):
        yield True


def _is_gentle(phrases: _Phrases, category: Category, match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()].split(), text[match.end() :].split()
    near = f" {' '.join(before[-NEAR:])} | {' '.join(after[:NEAR])} "
    if phrases.past.search(near):
        return True
    if category not in DENIED:
        return False
    skipped = [word for group in match.groups() if group for word in group.split()]
    if phrases.negation.search(f" {' '.join([*before[-2:], '|', *skipped])} "):
        return True
    return DENIED[category] and phrases.negation.match(f" {' '.join(after[:2])} ", 1) is not None
