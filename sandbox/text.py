"""What Telegram does to a text before anyone sees it: cleaning, and finding the entities in it.

Lengths and offsets are UTF-16 units, as everywhere in the Bot API.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

__all__ = ["Entity", "Formatted", "clean", "detect", "tidy", "units"]

_REMOVED = {0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A}
_CLEANING: dict[int, str] = {code: " " for code in range(32) if code != 0x0A} | dict.fromkeys(_REMOVED, "")
_DIRECTION_RUN = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
# What Telegram strips at both ends. Its own list is longer; these are the ones that a person can type.
_BLANK = " \n\u00a0\u1680\u180e\u2800\u3000\ufeff\ufffc" + "".join(map(chr, range(0x2000, 0x2010))) + "\u202f\u205f"


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning, `offset` and `length` in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None

    def json(self) -> dict[str, object]:
        """As the Bot API writes it."""
        body: dict[str, object] = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.url is not None:
            body["url"] = self.url
        return body


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with its entities, ready to be shown."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Length in UTF-16 units: an emoji beyond the basic plane counts for two."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """Telegram's cleaning, without trimming.

    Control characters become spaces, CR and U+2028-U+202E disappear (isolates U+2066-U+2069 stay), and of a run of
    LRM and RLM only the last one keeps its force (the others become U+200C).
    """
    return _DIRECTION_RUN.sub(lambda run: "\u200c" * len(run[0]), text.translate(_CLEANING))


def tidy(text: str, entities: Iterable[Entity] = ()) -> Formatted:
    """Clean and trim a text and move its entities along; entities that hold nothing visible are left out."""
    # Cleaning may drop characters, so each boundary is moved by the cleaning of what stands before it.
    moved = [
        replace(entity, offset=start, length=_cleaned_units(text, entity.offset + entity.length) - start)
        for entity in entities
        for start in [_cleaned_units(text, entity.offset)]
    ]
    whole = clean(text)
    shown = whole.strip(_BLANK)
    skipped = units(whole[: len(whole) - len(whole.lstrip(_BLANK))])
    end = units(shown)
    kept = []
    for entity in moved:
        first = max(entity.offset - skipped, 0)
        last = min(entity.offset + entity.length - skipped, end)
        if last > first and _between(shown, first, last).strip(_BLANK):
            kept.append(replace(entity, offset=first, length=last - first))
    return Formatted(shown, tuple(sorted(kept, key=lambda entity: (entity.offset, -entity.length, entity.type))))


def _between(text: str, first: int, last: int) -> str:
    """The part of a text between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le", "ignore")


def _cleaned_units(text: str, offset: int) -> int:
    return units(_between(text, 0, offset).translate(_CLEANING))


_FOUND_BY_THEMSELVES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "url",
        re.compile(
            r"(?<![\w@])(?:https?://[^\s<>\"]+|(?:[a-z0-9-]+\.)+(?:be|com|eu|me|nl|org)\b(?:/[^\s<>\"]*)?)", re.I
        ),
    ),
    ("email", re.compile(r"(?<![\w.@+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b", re.I)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{2,31}\b")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ ().-]{0,2}\d){7,14}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,255}")),
)


def detect(formatted: Formatted) -> Formatted:
    """Add the entities that Telegram finds by itself: links, e-mail, commands, mentions, phone numbers, hashtags."""
    found = list(formatted.entities)
    for kind, pattern in _FOUND_BY_THEMSELVES:
        for match in pattern.finditer(formatted.text):
            stretch = match[0].rstrip(".,;:!?)'") if kind == "url" else match[0]
            entity = Entity(kind, units(formatted.text[: match.start()]), units(stretch))
            if not _taken(entity, found):
                found.append(entity)
    return Formatted(formatted.text, tuple(sorted(found, key=lambda e: (e.offset, -e.length, e.type))))


_MAY_HOLD_OTHERS = {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"}


def _taken(entity: Entity, others: Sequence[Entity]) -> bool:
    """Whether it overlaps one that cannot hold another, or crosses the edge of one that can."""
    end = entity.offset + entity.length
    for other in others:
        other_end = other.offset + other.length
        apart = end <= other.offset or other_end <= entity.offset
        inside = other.offset <= entity.offset and end <= other_end
        if not apart and not (inside and other.type in _MAY_HOLD_OTHERS):
            return True
    return False
