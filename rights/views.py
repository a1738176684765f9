"""What the engine hands out: a question as it is asked, and the report with its verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol
from zlib import crc32

from rights.shapes import Right
from texts import Text

__all__ = [
    "Asked",
    "Brings",
    "Choice",
    "Estimate",
    "Place",
    "Progress",
    "Report",
    "Source",
    "Ticks",
    "Urgency",
    "Verdict",
    "VerdictKind",
    "key_of",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; `id` is at most 12 bytes of ASCII."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Ticks:
    """Of a list: what is said when nothing is ticked, how often each choice may be, and how many ticks there may be.
    `contrary`: pairs of choices that cannot both be so; a tap on the one takes the other away."""

    none: Choice
    each: int = 1
    most: int = 20
    contrary: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked now. *Don't know* (`dk`) and *rather not say* (`skip`) are always allowed besides.

    `key` is unique per question, subject and refinement: [a-z0-9_.-], at most 24 bytes. `why` names the rights that
    wait for it.
    """

    key: str
    text: Text
    intro: Text | None
    why: tuple[Text, ...]
    choices: tuple[Choice, ...]
    topic: Text
    ticks: Ticks | None = None
    """A list: all that is so is ticked, and `rights.ticked` makes one choice of it."""
    private: bool = False
    """Its answer is shared with a coordinator only on a separate yes."""


class VerdictKind(Enum):
    """The outcome for one right and one subject, from the best to the least hopeful."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    ASK = "ask"
    MAYBE = "maybe"
    ONE_MORE_ANSWER = "one_more_answer"
    AFTER = "after"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or a figure was read: the page, its date as it stands there, and how far it was verified."""

    title: str
    url: str | None
    date: str
    status: str  # verified, unofficial, unverified


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount in EUR, as far as it is known: from `low` to `high`."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        """Whether one amount is left."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Brings:
    """What is received in money: every month, and in one go (also what comes once a year). None: not known, or not
    money that is received, such as a lower price or a loan."""

    monthly: Estimate | None = None
    once: Estimate | None = None

    def __bool__(self) -> bool:
        return self.monthly is not None or self.once is not None


class Words(Protocol):
    """What is said of a verdict. It is worked out when somebody first reads it: most of sixty are never opened."""

    @property
    def label(self) -> Text | None:
        """Whom it is about."""

    @property
    def sentence(self) -> Text:
        """The card."""

    @property
    def why(self) -> tuple[Text, ...]:
        """Why this right exists, and the answers that decided."""

    @property
    def whose(self) -> Text | None:
        """Whose income counts, where an income decided or is open."""

    @property
    def todo(self) -> tuple[Text, ...]:
        """What to do, by when, and what to bring."""

    @property
    def brings(self) -> tuple[Text, ...]:
        """What it brings, in words."""

    @property
    def money(self) -> Brings:
        """What it brings, in EUR."""

    @property
    def source(self) -> tuple[Text, ...]:
        """Where it was read, and how far that was verified."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The same, for a program."""

    @property
    def until(self) -> date | None:
        """The last safe day to ask it."""


def key_of(right_id: str, subject: str) -> str:
    """At most 36 bytes, for buttons: `c2.groeipakket_startbedrag`; a longer id is cut, its checksum tells it apart."""
    kind, _, number = subject.partition(".")
    key = f"{kind[0]}{number if number.isdigit() else number[:1]}.{right_id}"
    return key if len(key) <= 36 else f"{key[:27]}.{crc32(right_id.encode()):08x}"


Place = tuple[bool, bool, bool, int, int, str, str]
"""By what verdicts are ordered."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one right means for one subject ("household", "adult.1", "child.2", "child.unborn").

    `sentence` is the card, under 20 words; each of `why`, `todo`, `brings` and `source` is a tab, under 55 words.
    `money` is what it brings, where that is known and may be shown. `until` is the last safe
    day to ask it, while that is still to come. `key` is at most 36 bytes.
    `private`: that this right comes up says something about papers, so a coordinator sees it only on a separate yes.
    """

    right: Right = field(repr=False, hash=False)
    subject: str
    kind: VerdictKind
    held: bool
    urgent: bool
    words: Words = field(repr=False)
    place: Place = field(repr=False, compare=False)

    @property
    def right_id(self) -> str:
        """Which right."""
        return self.right.id

    @property
    def subject_label(self) -> Text | None:
        """Whom it is about, as it is said; None for the household."""
        return self.words.label

    @property
    def name(self) -> Text:
        """The name of the right."""
        return Text(self.right.id, self.right.name_nl)

    @property
    def private(self) -> bool:
        """Whether that this right comes up says something about papers."""
        return self.right.private

    @property
    def key(self) -> str:
        """For buttons."""
        return key_of(self.right.id, self.subject)

    @property
    def sentence(self) -> Text:
        """The card."""
        return self.words.sentence

    @property
    def why(self) -> tuple[Text, ...]:
        """The tab *why*."""
        return self.words.why

    @property
    def whose(self) -> Text | None:
        """Whose income counts, where an income decided or is open: "van het hele gezin"."""
        return self.words.whose

    @property
    def todo(self) -> tuple[Text, ...]:
        """The tab *what do I do*."""
        return self.words.todo

    @property
    def brings(self) -> tuple[Text, ...]:
        """The tab *what does it bring*."""
        return self.words.brings

    @property
    def source(self) -> tuple[Text, ...]:
        """The tab *source*."""
        return self.words.source

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the tab *source* rests on."""
        return self.words.sources

    @property
    def money(self) -> Brings:
        """What it brings, in EUR."""
        return self.words.money

    @property
    def until(self) -> date | None:
        """The last safe day to ask it."""
        return self.words.until


@dataclass(frozen=True, slots=True)
class Progress:
    """*x of y rights clear*; a right is clear when no question can change what is shown of it. It only grows."""

    clear: int
    total: int


@dataclass(frozen=True, slots=True)
class Urgency:
    """What is about to happen: ids of the choices of the first question (`leave_home`, `cut_off`, `no_food`,
    `not_safe`, `ill`); empty when nothing is, or when it was not answered."""

    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids)


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts of a household on a date: urgent first, then what brings most. `complete`: nothing left to ask.

    `trial`: a figure of the pass was not signed off, so its amounts are not shown, and whoever reads it is told."""

    verdicts: tuple[Verdict, ...]
    progress: Progress
    urgent: Urgency
    complete: bool
    trial: bool = False
    add_up: Callable[[], Brings] = field(default=Brings, repr=False, compare=False)

    @property
    def total(self) -> Brings:
        """What the rights that are likely and not held bring together."""
        return self.add_up()
