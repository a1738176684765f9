"""The rights report as plain messages: a group of the results, some rights at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from conversations.documents.contents import Contents, Entry, Part, contact_lines
from conversations.lists import TRIAL, UNFINISHED
from texts import Day, Joined, Text, say

__all__ = ["DocumentMessage", "Line", "document_messages"]

IN_ONE = 4
"""Rights in a message: more is a wall."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message; `dutch`: in Dutch whatever the reader's language, for it is said at a desk."""

    text: Text
    dutch: bool = False


@dataclass(frozen=True, slots=True)
class DocumentMessage:
    """A message: its title, and paragraphs of lines."""

    title: Text
    paragraphs: tuple[tuple[Line, ...], ...]


def document_messages(contents: Contents) -> tuple[DocumentMessage, ...]:
    """All messages, in the order in which they are sent; what to know of all of it stands in the last."""
    numbers = count(1)
    return (*(message for part in contents.parts for message in _of_part(part, numbers)), _end(contents))


def _of_part(part: Part, numbers: Iterator[int]) -> Iterator[DocumentMessage]:
    told = _card if part.group == "maybe" else _right
    for entries in _some(part.entries, 2 * IN_ONE if part.group == "maybe" else IN_ONE):
        yield DocumentMessage(part.title, tuple(told(entry, numbers) for entry in entries))


def _some(entries: Sequence[Entry], most: int) -> Iterator[Sequence[Entry]]:
    """Evenly: five are three and two, not four and one."""
    messages = -(-len(entries) // most)
    size = -(-len(entries) // messages)
    yield from (entries[start : start + size] for start in range(0, len(entries), size))


def _numbered(entry: Entry, numbers: Iterator[int]) -> Text:
    return say("document", "{n}. {right}", n=next(numbers), right=entry.name)


def _card(entry: Entry, numbers: Iterator[int]) -> tuple[Line, ...]:
    """Of what is not sure yet only the card: it says what comes first."""
    return tuple(Line(text) for text in (_numbered(entry, numbers), *_standing(entry), entry.verdict.sentence))


def _standing(entry: Entry) -> tuple[Text, ...]:
    return () if entry.standing is None else (entry.standing,)


def _right(entry: Entry, numbers: Iterator[int]) -> tuple[Line, ...]:
    bring = () if entry.bring is None else (entry.bring,)
    texts = (_numbered(entry, numbers), *_standing(entry), entry.verdict.sentence, *entry.todo, *bring)
    desk = say("document", "Zeg aan het loket: {words}", words=entry.desk)
    return (*(Line(text) for text in texts), Line(desk, dutch=True))


def _end(contents: Contents) -> DocumentMessage:
    """What is had already, how old all this is, and whom to ask."""
    held = (say("document", "Dit heb je al: {rights}.", rights=Joined(contents.held)),) if contents.held else ()
    about = (
        *((TRIAL,) if contents.report.trial else ()),
        *(() if contents.report.complete else (UNFINISHED,)),
        say("document", "Gemaakt op {day}. Daarna kan er iets veranderd zijn.", day=Day(contents.on)),
        say("document", "Dit is een hulp, geen beslissing. De dienst beslist."),
    )
    where = contact_lines(contents.contact) if contents.contact is not None else ()
    paragraphs = (held, contents.total, about, where)
    return DocumentMessage(
        say("document", "Nog dit"), tuple(tuple(Line(text) for text in texts) for texts in paragraphs if texts)
    )
