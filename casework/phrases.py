"""The reviewed phrases that a coordinator can send through the bot, and the buttons with which a family answers.

Nothing in them is typed: a phrase has no free parameters, and neither has an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from casework.choices import CallMoment
from casework.errors import UnknownAnswer, UnknownPhrase
from texts import Text, say

__all__ = ["PHRASES", "Answer", "Phrase", "phrase_named"]


class Answer(NamedTuple):
    """One answer button."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A reviewed phrase. `title` is its button for the coordinator, `text` what the family reads.

    `lock_screen_safe`: whether a stranger who sees the phone learns nothing about the family from it.
    """

    id: str
    title: Text
    text: Text
    lock_screen_safe: bool
    answers: tuple[Answer, ...]

    def answer(self, answer_id: str) -> Answer:
        """The answer with this id. Raises UnknownAnswer."""
        for answer in self.answers:
            if answer.id == answer_id:
                return answer
        raise UnknownAnswer(f"{self.id!r} has no answer {answer_id!r}; it has {', '.join(a.id for a in self.answers)}")


_YES: Final = Answer("yes", say("answer", "Ja"))
_NO: Final = Answer("no", say("answer", "Nee"))
_GOOD: Final = Answer("good", say("answer", "Dat is goed"))
_CALL_ME: Final = Answer("call_me", say("answer", "Bel mij"))

_TABLE: Final = (
    Phrase(
        "hello",
        say("phrase", "Begroet het gezin"),
        say("phrase", "Dag. Je vragen zijn bij mij. Ik help je verder."),
        lock_screen_safe=True,
        answers=(_GOOD, _CALL_ME),
    ),
    Phrase(
        "urgent_need",
        say("phrase", "Vraag wat dringend is"),
        say("phrase", "Is er nu iets dringend nodig? Eten, luiers, medicatie, warmte?"),
        lock_screen_safe=False,
        answers=(
            Answer("food", say("answer", "Eten")),
            Answer("nappies", say("answer", "Luiers")),
            Answer("medicine", say("answer", "Medicatie")),
            Answer("warmth", say("answer", "Warmte")),
            _NO,
            _CALL_ME,
        ),
    ),
    Phrase(
        "when_call",
        say("phrase", "Vraag een belmoment"),
        say("phrase", "Wanneer mag ik je bellen? Kies een moment."),
        lock_screen_safe=True,
        answers=tuple(Answer(moment.value, moment.label) for moment in CallMoment),
    ),
    Phrase(
        "interpreter",
        say("phrase", "Stel een tolk voor"),
        say("phrase", "Wil je een tolk? Je betaalt niets."),
        lock_screen_safe=True,
        answers=(_YES, _NO),
    ),
    Phrase(
        "nothing_to_do",
        say("phrase", "Zeg dat je bezig bent"),
        say("phrase", "Jij hoeft nu niets te doen. Bij nieuws stuur ik een bericht."),
        lock_screen_safe=True,
        answers=(_GOOD, _CALL_ME),
    ),
    Phrase(
        "check_in_close",
        say("phrase", "Vraag of alles goed is"),
        say("phrase", "Hoe gaat het nu? Is alles in orde? Je kan altijd terugkomen."),
        lock_screen_safe=True,
        answers=(_YES, _NO, _CALL_ME),
    ),
)

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType({phrase.id: phrase for phrase in _TABLE})


def phrase_named(phrase_id: str) -> Phrase:
    """The phrase with this id. Raises UnknownPhrase."""
    try:
        return PHRASES[phrase_id]
    except KeyError:
        raise UnknownPhrase(f"unknown phrase {phrase_id!r}; known are {', '.join(PHRASES)}") from None
