"""The library of reviewed phrases, as data: by purpose, what is filled in, and how the family answers.

They are written so that they need no gender in any language, and no sentence has more than twelve words. Each says one
thing. None holds a telephone number: a family answers in the bot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from casework.blanks import Blank, Field, filled
from casework.choices import CallMoment
from casework.errors import UnknownAnswer
from texts import Text, say, say_many

__all__ = ["CALL_ME", "GOOD", "LIBRARY", "NO", "WRITE", "YES", "Answer", "Phrase", "Purpose"]


class Purpose(StrEnum):
    """What a coordinator wants to do with a phrase."""

    CONTACT = "contact"
    MEETING = "meeting"
    PAPERS = "paper"
    REQUEST = "request"
    GOING_ON = "going"

    @property
    def label(self) -> Text:
        """On the button."""
        return _PURPOSES[self]


_PURPOSES: Final[Mapping[Purpose, Text]] = {
    Purpose.CONTACT: say("purpose", "Contact maken"),
    Purpose.MEETING: say("purpose", "Een afspraak"),
    Purpose.PAPERS: say("purpose", "Over papieren"),
    Purpose.REQUEST: say("purpose", "Over een aanvraag"),
    Purpose.GOING_ON: say("purpose", "Hoe het loopt"),
}


class Answer(NamedTuple):
    """One answer button."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A reviewed phrase. `title` is its button for the coordinator, `text` what the family reads.

    `fields`: what is filled in first. `lock_screen_safe`: whether a stranger who sees the phone learns nothing about
    the family from it.
    """

    id: str
    purpose: Purpose
    title: Text
    text: Text
    answers: tuple[Answer, ...]
    fields: tuple[Field, ...] = ()
    lock_screen_safe: bool = True

    def answer(self, answer_id: str) -> Answer:
        """The answer with this id. Raises UnknownAnswer."""
        for answer in self.answers:
            if answer.id == answer_id:
                return answer
        raise UnknownAnswer(f"{self.id!r} has no answer {answer_id!r}; it has {', '.join(a.id for a in self.answers)}")

    def said(self, kept: Mapping[str, str]) -> Text:
        """What the family reads, with what was filled in."""
        return filled(self.text, self.fields, kept)

    def next_field(self, kept: Mapping[str, str]) -> Field | None:
        """What is still to be filled in; None where nothing is."""
        return next((field for field in self.fields if field.name not in kept), None)


YES: Final = Answer("yes", say("answer", "Ja"))
NO: Final = Answer("no", say("answer", "Nee"))
GOOD: Final = Answer("good", say("answer", "Dat is goed"))
CALL_ME: Final = Answer("call_me", say("answer", "Bel mij"))
_OTHER_DAY: Final = Answer("other_day", say("answer", "Een andere dag"))
WRITE: Final = Answer("write", say("answer", "Schrijf terug"))
_FINE: Final = (GOOD, CALL_ME)
_YES_NO: Final = (YES, NO)
_YES_NO_CALL: Final = (YES, NO, CALL_ME)
_CALLING: Final = tuple(Answer(moment.value, moment.label) for moment in CallMoment)

_DAY: Final = Field("day", Blank.DAY, say("fill", "Welke dag? Kies, of typ die zoals 24/11."))
_SENT_ON: Final = _DAY._replace(blank=Blank.PAST_DAY)
_UNTIL: Final = Field("until", Blank.DAY, say("fill", "Tot en met welke dag? Kies, of typ die zoals 24/11."))
_HOUR: Final = Field("hour", Blank.HOUR, say("fill", "Hoe laat? Kies, of typ dat zoals 14:30."))
_PLACE: Final = Field("place", Blank.PLACE, say("fill", "Welk adres? Kies, of typ het."))
_SERVICE: Final = Field("name", Blank.PLACE, say("fill", "Van welke dienst? Kies, of typ de naam."))
_WHO: Final = Field("name", Blank.PLACE, say("fill", "Welke dienst of collega? Kies, of typ de naam."))
_OFFER: Final = Field("name", Blank.NAME, say("fill", "Waarvoor wacht het gezin? Typ een paar woorden."))
_RIGHT: Final = Field("right", Blank.RIGHT, say("fill", "Over welk recht gaat het?"))
_PAPER: Final = Field("paper", Blank.PAPER, say("fill", "Welk papier?"))
_WEEKS: Final = Field("weeks", Blank.WEEKS, say("fill", "Hoeveel weken? Kies, of typ een getal."))
_AMOUNT: Final = Field("amount", Blank.AMOUNT, say("fill", "Welk bedrag? Typ het zoals 123,45."))
_PER: Final = Field("per", Blank.PER, say("fill", "Hoe vaak komt dat bedrag?"))

_CONTACT: Final = (
    Phrase(
        "hello",
        Purpose.CONTACT,
        say("phrase", "Begroet het gezin"),
        say("phrase", "Dag. Je vragen zijn bij mij. Ik help je verder."),
        _FINE,
    ),
    Phrase(
        "when_call",
        Purpose.CONTACT,
        say("phrase", "Vraag een belmoment"),
        say("phrase", "Wanneer mag ik je bellen? Kies een moment."),
        _CALLING,
    ),
    Phrase(
        "will_call",
        Purpose.CONTACT,
        say("phrase", "Zeg wanneer je belt"),
        say("phrase", "Ik bel je op {moment}. Is dat goed?"),
        (YES, NO, _OTHER_DAY),
        (_DAY, _HOUR),
    ),
    Phrase(
        "missed_call",
        Purpose.CONTACT,
        say("phrase", "Meld gemiste oproep"),
        say("phrase", "Er was geen antwoord op mijn oproep. Geen probleem. Wanneer past het beter?"),
        _CALLING,
    ),
    Phrase(
        "interpreter",
        Purpose.CONTACT,
        say("phrase", "Stel een tolk voor"),
        say("phrase", "Wil je een tolk? Je betaalt niets."),
        _YES_NO,
    ),
    Phrase(
        "say_again",
        Purpose.CONTACT,
        say("phrase", "Vraag andere woorden"),
        say("phrase", "Ik begrijp het nog niet goed. Kan het met andere woorden?"),
        (WRITE, CALL_ME),
    ),
)

_MEETING: Final = (
    Phrase(
        "appt_confirm",
        Purpose.MEETING,
        say("phrase", "Bevestig de afspraak"),
        say("phrase", "Onze afspraak is op {moment}."),
        (GOOD, _OTHER_DAY, CALL_ME),
        (_DAY, _HOUR),
    ),
    Phrase(
        "appt_address",
        Purpose.MEETING,
        say("phrase", "Geef het adres"),
        say("phrase", "Het adres is {place}."),
        _FINE,
        (_PLACE,),
    ),
    Phrase(
        "appt_change",
        Purpose.MEETING,
        say("phrase", "Vraag of het past"),
        say("phrase", "Past onze afspraak niet? Dan kiezen we een andere dag."),
        (GOOD, _OTHER_DAY, CALL_ME),
    ),
    Phrase(
        "appt_cancelled",
        Purpose.MEETING,
        say("phrase", "Zeg de afspraak af"),
        say("phrase", "Onze afspraak van {day} gaat niet door. Sorry. We kiezen een nieuwe dag."),
        _FINE,
        (_DAY,),
    ),
    Phrase(
        "appt_missed",
        Purpose.MEETING,
        say("phrase", "Meld gemiste afspraak"),
        say("phrase", "We zagen elkaar vandaag niet. Dat is niet erg. Wil je een nieuwe afspraak?"),
        _YES_NO_CALL,
    ),
    Phrase(
        "home_visit",
        Purpose.MEETING,
        say("phrase", "Vraag een huisbezoek"),
        say("phrase", "Mag ik bij jou thuis komen op {moment}?"),
        (YES, NO, _OTHER_DAY, CALL_ME),
        (_DAY, _HOUR),
    ),
    Phrase(
        "bring_someone",
        Purpose.MEETING,
        say("phrase", "Iemand mag mee"),
        say("phrase", "Je mag iemand meebrengen die je vertrouwt."),
        _FINE,
    ),
    Phrase(
        "bring_children",
        Purpose.MEETING,
        say("phrase", "Kinderen mogen mee"),
        say("phrase", "Je kinderen mogen meekomen."),
        _FINE,
    ),
)

_PAPERS: Final = (
    Phrase(
        "bring_docs",
        Purpose.PAPERS,
        say("phrase", "Vraag iets mee"),
        say("phrase", "Breng dit papier mee: {paper}."),
        _FINE,
        (_PAPER,),
        lock_screen_safe=False,
    ),
    Phrase(
        "no_doc_ok",
        Purpose.PAPERS,
        say("phrase", "Kom ook zonder papier"),
        say("phrase", "Heb je een papier niet? Kom toch. We zoeken het samen."),
        _FINE,
    ),
    Phrase(
        "one_doc_missing",
        Purpose.PAPERS,
        say("phrase", "Vraag nog één papier"),
        say("phrase", "We hebben nog één papier nodig: {paper}. Lukt dat voor {day}?"),
        _YES_NO_CALL,
        (_PAPER, _DAY),
        lock_screen_safe=False,
    ),
    Phrase(
        "docs_ok",
        Purpose.PAPERS,
        say("phrase", "Papieren zijn er"),
        say("phrase", "Je papieren zijn goed aangekomen. Dank je."),
        _FINE,
    ),
    Phrase(
        "letter_coming",
        Purpose.PAPERS,
        say("phrase", "Er komt een brief"),
        say("phrase", "Er komt een brief van {name}. Moeilijk om te lezen? Breng de brief mee."),
        _FINE,
        (_SERVICE,),
    ),
)

_REQUEST: Final = (
    Phrase(
        "request_sent",
        Purpose.REQUEST,
        say("phrase", "Aanvraag is verstuurd"),
        say("phrase", "De aanvraag is verstuurd op {day}. Het gaat over: {right}."),
        _FINE,
        (_RIGHT, _SENT_ON),
        lock_screen_safe=False,
    ),
    Phrase(
        "wait_weeks",
        Purpose.REQUEST,
        say("phrase", "Zeg hoelang wachten"),
        say_many(
            "phrase",
            "Het antwoord komt na ongeveer {n} week.",
            "Het antwoord komt na ongeveer {n} weken.",
            0,
        ),
        _FINE,
        (_WEEKS,),
    ),
    Phrase(
        "granted",
        Purpose.REQUEST,
        say("phrase", "Breng goed nieuws"),
        say("phrase", "Goed nieuws: dit is in orde: {right}. Het begint op {day}."),
        _FINE,
        (_RIGHT, _DAY),
        lock_screen_safe=False,
    ),
    Phrase(
        "amount",
        Purpose.REQUEST,
        say("phrase", "Zeg het bedrag"),
        say("phrase", "Het bedrag is {amount}."),
        _FINE,
        (_AMOUNT, _PER),
        lock_screen_safe=False,
    ),
    Phrase(
        "refused",
        Purpose.REQUEST,
        say("phrase", "Zeg dat het niet lukte"),
        say("phrase", "Dit is niet gelukt: {right}. Ik leg het graag uit."),
        _FINE,
        (_RIGHT,),
        lock_screen_safe=False,
    ),
    Phrase(
        "disagree",
        Purpose.REQUEST,
        say("phrase", "Niet akkoord mag"),
        say("phrase", "Ben je niet akkoord? Dat mag. Het moet voor {day}. Ik leg uit hoe."),
        _FINE,
        (_DAY,),
        lock_screen_safe=False,
    ),
    Phrase(
        "waiting_list",
        Purpose.REQUEST,
        say("phrase", "Er is een wachtlijst"),
        say_many(
            "phrase",
            "Er is een wachtlijst voor {name}. Wachten duurt ongeveer {n} week. Ik volg het op.",
            "Er is een wachtlijst voor {name}. Wachten duurt ongeveer {n} weken. Ik volg het op.",
            0,
        ),
        _FINE,
        (_OFFER, _WEEKS),
        lock_screen_safe=False,
    ),
)

_GOING_ON: Final = (
    Phrase(
        "nothing_to_do",
        Purpose.GOING_ON,
        say("phrase", "Zeg dat je bezig bent"),
        say("phrase", "Jij hoeft nu niets te doen. Bij nieuws stuur ik een bericht."),
        _FINE,
    ),
    Phrase(
        "will_look_up",
        Purpose.GOING_ON,
        say("phrase", "Zoek het op"),
        say("phrase", "Ik zoek het op. Mijn antwoord komt voor {day}."),
        _FINE,
        (_DAY,),
    ),
    Phrase(
        "sorry_late",
        Purpose.GOING_ON,
        say("phrase", "Zeg sorry"),
        say("phrase", "Sorry voor het late antwoord. Je vraag is niet vergeten."),
        _FINE,
    ),
    Phrase(
        "away",
        Purpose.GOING_ON,
        say("phrase", "Meld je afwezigheid"),
        say("phrase", "Ik ben afwezig van {day} tot {until}. {name} helpt dan."),
        _FINE,
        (_DAY, _UNTIL, _WHO),
    ),
    Phrase(
        "closed",
        Purpose.GOING_ON,
        say("phrase", "Meld een sluitingsdag"),
        say("phrase", "Onze dienst is gesloten op {day}. Bij gevaar: bel 112 of 101."),
        (GOOD,),
        (_DAY,),
    ),
    Phrase(
        "partner_called",
        Purpose.GOING_ON,
        say("phrase", "Vraag of men belde"),
        say("phrase", "Kreeg je al een oproep van {name}?"),
        _YES_NO_CALL,
        (_WHO,),
        lock_screen_safe=False,
    ),
    Phrase(
        "urgent_need",
        Purpose.GOING_ON,
        say("phrase", "Vraag wat dringend is"),
        say("phrase", "Is er nu iets dringend nodig? Eten, luiers, medicatie, warmte?"),
        (
            Answer("food", say("answer", "Eten")),
            Answer("nappies", say("answer", "Luiers")),
            Answer("medicine", say("answer", "Medicatie")),
            Answer("warmth", say("answer", "Warmte")),
            NO,
            CALL_ME,
        ),
        lock_screen_safe=False,
    ),
    Phrase(
        "check_in_close",
        Purpose.GOING_ON,
        say("phrase", "Vraag of alles goed is"),
        say("phrase", "Hoe gaat het nu? Is alles in orde? Je kan altijd terugkomen."),
        _YES_NO_CALL,
    ),
)

LIBRARY: Final = (*_CONTACT, *_MEETING, *_PAPERS, *_REQUEST, *_GOING_ON)
"""In the order in which they are shown."""
