"""A message in words: what was said, in which language it was typed, and what was answered. For both sides, and for
the file with all that is kept."""

from __future__ import annotations

from collections.abc import Iterator

from casework import PHRASES, AskedPaper, Message, MessageKind, Paper
from conversations.languages import LANGUAGES, SOURCE, spoken
from texts import Text, Verbatim, say

__all__ = ["answered", "in_language", "paper_lines", "said", "written_in"]

_UNKNOWN = say("talk", "Een bericht")


def said(message: Message) -> tuple[Text, ...]:
    """What a message says, paragraph by paragraph."""
    return tuple(_said(message))


def _said(message: Message) -> Iterator[Text]:
    match message.kind:
        case MessageKind.PHRASE:
            phrase = PHRASES.get(message.phrase)
            yield phrase.said(message.blanks) if phrase is not None else _UNKNOWN
        case MessageKind.WORDS | MessageKind.QUESTION:
            yield say("talk", "{words}", words=Verbatim(message.words))
            yield written_in(message)
        case MessageKind.PAPERS:
            yield from paper_lines(message.papers)
        case MessageKind.PHOTO:
            yield say("talk", "Een foto of een bestand van een papier.")


def written_in(message: Message) -> Text:
    """The language of the chat in which own words were typed. Of a family nobody asked which language it writes: it
    may be another one than it reads."""
    return in_language(message.language, by_family=message.by_family)


def in_language(code: str, *, by_family: bool) -> Text:
    """The same of own words that are no message."""
    language = spoken(code if code in LANGUAGES else SOURCE)
    if by_family:
        return say("talk", "Geschreven in: {language}, denken we", language=language)
    return say("talk", "Geschreven in: {language}", language=language)


def paper_lines(papers: tuple[AskedPaper, ...]) -> tuple[Text, ...]:
    """A line for each document of a list, with what the family said of it."""
    return tuple(_paper(n, paper.right_id, paper.name, paper.said) for n, paper in enumerate(papers, 1))


def _paper(n: int, right: str, name: str, said_of_it: Paper | None) -> Text:
    paper = Text(right, name)
    if said_of_it is None:
        return say("talk", "{n}. {paper}", n=n, paper=paper)
    return say("plan", "{n}. {paper}: {have}", n=n, paper=paper, have=said_of_it.label)


def answered(message: Message) -> Text | None:
    """With which button the family answered; None: with none yet, or with one that is not there any more."""
    if message.answer is None:
        return None
    if message.answer == "write":
        return say("talk", "in eigen woorden")
    found = message.answer_named(message.answer)
    return found.label if found is not None else None
