"""What is said between a family and whoever has its request."""

from __future__ import annotations

from dataclasses import dataclass

from casework import Message, Paper

__all__ = ["AnswerMessage", "SendMessage", "ShowPhoto", "TickPapers"]


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A message about a referral, of staff or of the family. Its id is the context's `fresh_id`, or made of it."""

    referral: str
    message: Message


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """The family's answer to a message."""

    message: str
    answer: str


@dataclass(frozen=True, slots=True)
class TickPapers:
    """What the family says of the documents of a list, in their order."""

    message: str
    said: tuple[Paper | None, ...]


@dataclass(frozen=True, slots=True)
class ShowPhoto:
    """A photo that the family sent goes to this chat, which has its request, and from the family's chat."""

    referral: str
    message: str
