"""Signals: what makes a right hard to get, by a fixed list of codes, and the life of one from a family to policy.

The codes are those of the list of barriers in the content pack (section 4, after the 7 B's). A code says what stood in
the way, never whose fault that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from casework.states import Edge, Role, StateTable, Tell, Timer
from followups import next_month
from texts import Text, say

__all__ = [
    "CELL",
    "CODES",
    "REPLIES",
    "SIGNAL",
    "TICKED",
    "Answered",
    "Barrier",
    "Code",
    "Coder",
    "Signal",
    "SignalAction",
    "SignalOutcome",
    "SignalState",
    "codes_of",
    "replies_in",
    "timers_from",
]

CELL: Final = 5
"""The smallest number that leaves the desk: what is counted less often could point to somebody."""


class Barrier(StrEnum):
    """What made it hard."""

    UNKNOWN = "B01_unknown"
    UNCLEAR = "B02_unclear"
    LANGUAGE = "B03_language"
    LITERACY = "B04_literacy"
    DIGITAL = "B05_digital"
    PAPERWORK = "B06_paperwork"
    PROOF = "B07_proof"
    DISTANCE = "B08_distance"
    HOURS = "B09_hours"
    CHILDCARE = "B10_childcare"
    WAITING = "B11_waiting"
    COST = "B12_cost"
    SHAME = "B13_shame"
    FEAR = "B14_fear"
    DISTRUST = "B15_distrust"
    NOT_FOR_ME = "B16_not_for_me"
    NO_FIT = "B17_no_fit"
    RULE = "B18_rule"
    PREFER_NOT = "B98_prefer_not"
    OTHER = "B99_other"


class Code(NamedTuple):
    """A barrier in words: as the family says it, and as it stands in a count."""

    button: Text
    label: Text


CODES: Final[Mapping[Barrier, Code]] = {
    Barrier.UNKNOWN: Code(say("barrier", "Ik wist het niet"), say("barrier label", "niet bekend")),
    Barrier.UNCLEAR: Code(say("barrier", "Ik begrijp het niet"), say("barrier label", "niet duidelijk")),
    Barrier.LANGUAGE: Code(say("barrier", "Het is niet in mijn taal"), say("barrier label", "taal")),
    Barrier.LITERACY: Code(say("barrier", "Lezen is moeilijk"), say("barrier label", "lezen en schrijven")),
    Barrier.DIGITAL: Code(say("barrier", "Online lukt het niet"), say("barrier label", "digitaal")),
    Barrier.PAPERWORK: Code(say("barrier", "Te veel papieren"), say("barrier label", "te veel stappen")),
    Barrier.PROOF: Code(say("barrier", "Ik heb het papier niet"), say("barrier label", "papier ontbreekt")),
    Barrier.DISTANCE: Code(say("barrier", "Ik geraak er niet"), say("barrier label", "vervoer")),
    Barrier.HOURS: Code(say("barrier", "De uren passen niet"), say("barrier label", "uren")),
    Barrier.CHILDCARE: Code(say("barrier", "Niemand voor de kinderen"), say("barrier label", "geen opvang")),
    Barrier.WAITING: Code(say("barrier", "Ik moet lang wachten"), say("barrier label", "wachtlijst")),
    Barrier.COST: Code(say("barrier", "Het kost te veel"), say("barrier label", "kost")),
    Barrier.SHAME: Code(say("barrier", "Ik durf niet goed"), say("barrier label", "schaamte")),
    Barrier.FEAR: Code(say("barrier", "Ik ben bang voor gevolgen"), say("barrier label", "angst")),
    Barrier.DISTRUST: Code(say("barrier", "Vroeger liep het slecht"), say("barrier label", "slechte ervaring")),
    Barrier.NOT_FOR_ME: Code(say("barrier", "Dat is niet voor mij"), say("barrier label", "niet voor mij")),
    Barrier.NO_FIT: Code(say("barrier", "Het past niet bij ons"), say("barrier label", "past niet")),
    Barrier.RULE: Code(say("barrier", "Ik mag niet volgens de regel"), say("barrier label", "voorwaarde")),
    Barrier.PREFER_NOT: Code(say("barrier", "Dat zeg ik liever niet"), say("barrier label", "niet gezegd")),
    Barrier.OTHER: Code(say("barrier", "Iets anders"), say("barrier label", "iets anders")),
}
"""In the order in which they are asked."""

TICKED: Final = tuple(code for code in CODES if code is not Barrier.PREFER_NOT)
"""What stands on the list; not wanting to say is a way past it."""


class Coder(StrEnum):
    """Who chose the codes."""

    FAMILY = "family"
    COORDINATOR = "coordinator"


class SignalState(StrEnum):
    """Where a signal stands."""

    REGISTERED = "registered"
    BROUGHT = "brought"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> Text:
        """As the family and the desk read it."""
        return _STATES[self]


class SignalAction(StrEnum):
    """What can be done with a signal."""

    BRING = "bring"
    ANSWER = "answer"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class SignalOutcome(StrEnum):
    """Why a signal was closed without an answer."""

    MERGED = "merged"
    SOLVED = "solved"
    KNOWN = "known"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """As the family reads it, and on the button that closes it."""
        return _OUTCOMES[self]


_STATES: Final[Mapping[SignalState, Text]] = {
    SignalState.REGISTERED: say("signal state", "Genoteerd. Een medewerker bekijkt het."),
    SignalState.BROUGHT: say("signal state", "Het is naar het beleid gebracht."),
    SignalState.ANSWERED: say("signal state", "Er is een antwoord."),
    SignalState.CLOSED: say("signal state", "Dit is afgerond."),
}

_OUTCOMES: Final[Mapping[SignalOutcome, Text]] = {
    SignalOutcome.MERGED: say("signal outcome", "Het gaat mee met andere"),
    SignalOutcome.SOLVED: say("signal outcome", "Het is al opgelost"),
    SignalOutcome.KNOWN: say("signal outcome", "Het beleid weet dit al"),
    SignalOutcome.WITHDRAWN: say("signal outcome", "Het is teruggenomen"),
}

_STAFF: Final = (Role.COORDINATOR,)
_FAMILY: Final = (Role.FAMILY,)
_S, _A, _O = SignalState, SignalAction, SignalOutcome
_REASONS: Final = (_O.MERGED, _O.SOLVED, _O.KNOWN)
_WAITS: Final = Tell("staff", "signal_waits")

SIGNAL: Final = StateTable(
    name="signal",
    initial=_S.REGISTERED,
    states=tuple(_S),
    finals=(_S.ANSWERED, _S.CLOSED),
    edges=(
        Edge(_S.REGISTERED, _A.BRING, _S.BROUGHT, _STAFF, starts=("signal_brought",)),
        Edge(_S.REGISTERED, _A.ANSWER, _S.ANSWERED, _STAFF, text_needed=True),
        Edge(_S.REGISTERED, _A.CLOSE, _S.CLOSED, _STAFF, outcomes=_REASONS),
        # With it go the words and the link to the family, whatever state it is in (`storage.effects.signals`).
        Edge(_S.REGISTERED, _A.WITHDRAW, _S.CLOSED, _FAMILY, outcomes=(_O.WITHDRAWN,)),
        Edge(_S.BROUGHT, _A.ANSWER, _S.ANSWERED, _STAFF, text_needed=True),
        Edge(_S.BROUGHT, _A.CLOSE, _S.CLOSED, _STAFF, outcomes=_REASONS),
        Edge(_S.BROUGHT, _A.WITHDRAW, _S.CLOSED, _FAMILY, outcomes=(_O.WITHDRAWN,)),
    ),
    timers=(
        Timer("signal_open", "in_state", _WAITS, again=True),
        Timer("signal_brought", "in_state", _WAITS, again=True),
    ),
    starts=("signal_open",),
)

REPLIES: Final[Mapping[str, Text]] = {
    "brought": say("signal answer", "We vertelden dit aan het beleid van de gemeente. Zo weten zij wat moeilijk is."),
    "changed": say("signal answer", "Dit verandert. Probeer het gerust opnieuw."),
    "not_now": say("signal answer", "Dit kan nu niet anders. We blijven het melden."),
    "help": say("signal answer", "Wij kunnen hierbij helpen. Vraag gerust hulp in het menu."),
}
"""Answers that are ready: reviewed, and read in the language of the family."""


def replies_in(state: SignalState) -> tuple[str, ...]:
    """The ready answers that are true in this state: that policy was told is said only of what was brought to it."""
    return tuple(name for name in REPLIES if name != "brought" or state is SignalState.BROUGHT)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a signal: a phrase of `REPLIES`, or own words with the language of the chat they were typed in."""

    phrase: str = ""
    words: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal. `right`: the id of the right that it is about, empty where it is about none in particular.

    `hears`: the family wished to hear what comes of it, so it is kept with its file; else nothing leads to a family.
    """

    id: str
    municipality: str
    right: str
    codes: tuple[Barrier, ...]
    month: str
    state: SignalState = SignalState.REGISTERED
    moves: int = 0
    coder: Coder = Coder.FAMILY
    hears: bool = False
    words: str = ""
    language: str = ""
    answer: Answered | None = None
    outcome: SignalOutcome | None = None
    ended: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether nobody has anything to do with it any more."""
        return SIGNAL.is_over(self.state)

    def fence(self, kind: str) -> str:
        """The fence of a timer of it, as it stands now."""
        return SIGNAL.fence(kind, self.id, self.state, self.moves)


def codes_of(names: Iterable[str]) -> tuple[Barrier, ...]:
    """These codes, each once, in the order of the list; what is none (an older version's) is left out."""
    known = set(names)
    return tuple(code for code in CODES if code in known)


def timers_from(now: datetime, *, hears: bool) -> datetime:
    """From when the deadlines of a new signal count. Of one that leads to nobody not even the day is known: they count
    from the first working day of the next month."""
    return now if hears else next_month(now)
