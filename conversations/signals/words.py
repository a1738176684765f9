"""A signal in words, for both sides: the right, what made it hard, and the answer."""

from __future__ import annotations

from casework import CODES, REPLIES, Answered, Barrier, Signal
from conversations.context import Context
from conversations.talk.telling import in_language
from texts import Joined, Text, Verbatim, say

__all__ = ["answer_lines", "codes_line", "labels", "month", "right_name", "words_line", "wrong_lines"]

MOST_SAID = 2
"""More of what was ticked is only counted: it is read on one screen with the answer."""


def right_name(right: str, context: Context) -> Text:
    """The name of a right; words where it is about none in particular, or about one that is not there any more."""
    known = context.catalogue.rights.get(right)
    if known is not None:
        return Text(known.id, known.name_nl)
    return say("signal", "Een ander recht") if right else say("signal", "In het algemeen")


def codes_line(codes: tuple[Barrier, ...]) -> Text:
    """What a family ticked, in its own words of the buttons."""
    shown = Joined(tuple(CODES[code].button for code in codes[:MOST_SAID]))
    rest = len(codes) - MOST_SAID
    if rest > 0:
        return say("signal", "Moeilijk was: {codes} (+{n}).", codes=shown, n=rest)
    return say("signal", "Moeilijk was: {codes}.", codes=shown)


def labels(codes: tuple[Barrier, ...]) -> Joined:
    """The same for the desk, short."""
    return Joined(tuple(CODES[code].label for code in codes))


def month(written: str) -> Verbatim:
    """A month that is kept as 2026-11."""
    return Verbatim(f"{written[5:]}/{written[:4]}")


def wrong_lines(wrong: str, most: int) -> tuple[Text, ...]:
    """What is wrong with typed words of at most so many, said kindly; nothing where nothing is."""
    said = {
        "long": say("signal", "Dit is te lang. Typ hoogstens {n} woorden.", n=most),
        "phone": say("signal", "Zet er geen telefoonnummer in."),
        "empty": say("signal", "Ik zie nog geen woorden."),
    }
    return (said[wrong],) if wrong in said else ()


def words_line(signal: Signal) -> tuple[Text, ...]:
    """Own words of the family, with the language of its chat."""
    return _own(signal.words, signal.language, by_family=True) if signal.words else ()


def answer_lines(answer: Answered) -> tuple[Text, ...]:
    """An answer: a phrase in the language of the reader, or own words with the language they were typed in."""
    if answer.words:
        return _own(answer.words, answer.language, by_family=False)
    reply = REPLIES.get(answer.phrase)
    return (reply if reply is not None else say("signal", "Er is een antwoord."),)


def _own(words: str, language: str, *, by_family: bool) -> tuple[Text, ...]:
    return (say("talk", "{words}", words=Verbatim(words)), in_language(language, by_family=by_family))
