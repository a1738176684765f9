"""A message between a family and whoever has its request: what kind it is, who wrote it, and what came back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from casework.library import CALL_ME, GOOD, NO, WRITE, YES
from casework.phrases import PHRASES, Answer
from casework.steps import Paper
from texts import say

__all__ = [
    "MOST_CHARACTERS",
    "MOST_PAPERS",
    "MOST_WORDS",
    "PAUSE",
    "UNCLEAR",
    "AskedPaper",
    "Message",
    "MessageKind",
    "Place",
    "has_phone_number",
    "wrong_with_words",
]

MOST_WORDS, MOST_CHARACTERS = 30, 250
"""Of own words: they are read on one screen, together with what is said around them."""

MOST_PAPERS = 4
"""Documents of one checklist: each is a line and a button."""

PAUSE: Final = timedelta(hours=48)
"""So long after people talked, the bot writes nothing of its own."""


class MessageKind(StrEnum):
    """What a message is, and with it how it is answered."""

    PHRASE = "phrase"
    """A reviewed phrase, in the language of the reader."""
    WORDS = "words"
    """Own words, as they were typed."""
    QUESTION = "question"
    """Own words that ask for yes or no."""
    PAPERS = "papers"
    """A list of documents, to tick."""
    PHOTO = "photo"
    """A photo or a file of a document, which is passed on and not stored."""


class AskedPaper(NamedTuple):
    """A document of a list, in Dutch as the catalogue says it under `right_id`, and what the family said of it."""

    right_id: str
    name: str
    said: Paper | None = None


class Place(NamedTuple):
    """Where a photo stands until it is passed on: a message of the family's chat."""

    chat: int
    number: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `answer`: the id of the button with which the family answered (None: not yet)."""

    id: str
    phrase: str
    sent_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None
    kind: MessageKind = MessageKind.PHRASE
    by_family: bool = False
    blanks: Mapping[str, str] = field(default_factory=dict)
    """What was filled in, as `casework.blanks` writes it."""
    words: str = ""
    language: str = ""
    """Of own words: the language of the chat in which they were typed. Nobody looked whether they are in it."""
    papers: tuple[AskedPaper, ...] = ()
    place: Place | None = None
    """Of a photo that was not passed on yet."""

    @property
    def waits(self) -> bool:
        """Whether the family has not answered yet."""
        return not self.by_family and self.answer is None

    @property
    def heard_at(self) -> datetime | None:
        """When the family said something by it; None: it did not."""
        return self.sent_at if self.by_family else self.answered_at

    @property
    def reached(self) -> bool:
        """Whether the family's answer says that somebody is in touch with it."""
        return not self.by_family and self.answer is not None and self.reached_by(self.answer)

    def reached_by(self, answer_id: str) -> bool:
        """Whether an answer to it is contact: not one that asks to be called or says that it was not understood, and
        none to a message about a call that is still to come. Who answers that still waits for somebody."""
        return answer_id not in (CALL_ME.id, UNCLEAR.id) and self.phrase not in ABOUT_A_CALL

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The buttons with which the family answers it."""
        if self.kind is MessageKind.PHRASE:
            return PHRASES[self.phrase].answers if self.phrase in PHRASES else ()
        return _ANSWERS[self.kind]

    def answer_named(self, answer_id: str) -> Answer | None:
        """The answer with this id; None for one that this kind of message does not have (any more)."""
        return next((answer for answer in self.answers if answer.id == answer_id), None)


ABOUT_A_CALL: Final = frozenset({"when_call", "will_call", "missed_call"})
"""Phrases after which the family waits for a call."""

UNCLEAR: Final = Answer("unclear", say("answer", "Ik begrijp dit niet"))


_ANSWERS: Final[Mapping[MessageKind, tuple[Answer, ...]]] = {
    MessageKind.WORDS: (
        GOOD,
        CALL_ME,
        WRITE,
        UNCLEAR,
    ),
    MessageKind.QUESTION: (
        YES,
        NO,
        WRITE,
        UNCLEAR,
    ),
    MessageKind.PAPERS: (Answer("done", say("answer", "Klaar")), UNCLEAR),
    MessageKind.PHOTO: (),
}

_DATE: Final = re.compile(r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b")
_PHONE: Final = re.compile(r"(?<!\w)(?:\+|0)(?:[\s./()-]*\d){8,}")


def has_phone_number(text: str) -> bool:
    """Whether there is something in a text that looks like somebody's telephone number. Short numbers of help lines
    and dates are none."""
    return _PHONE.search(_DATE.sub(" ", text)) is not None


def wrong_with_words(text: str) -> str:
    """The key of what is wrong with own words: empty or long; nothing where they are fine."""
    if not text:
        return "empty"
    return "long" if len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS else ""
