"""What a turn may know: a snapshot of one chat's world, loaded by storage before the turn and never changed by it.

Nothing of another household is ever in it, and nothing of a case that the chat's roles do not cover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from conversations.state import State
from followups import BRUSSELS
from rights import Answers, Catalogue, Municipality

__all__ = ["Case", "Chat", "Context", "Household", "Invitation", "Member", "Message", "Note", "Notice", "Referral"]


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as Telegram knows it. `language` is None until chosen; groups have a negative id."""

    id: int
    language: str | None = None
    muted: bool = False
    reachable: bool = True
    revision: int = 0
    """Grows with every turn that shows a card: a fence for what belongs to one view."""
    state: State = field(default_factory=lambda: State("welcome", "language"))


@dataclass(frozen=True, slots=True)
class Referral:
    """A request that a coordinator helps a household. The personal part is None where the reader may not see it."""

    id: str
    number: str
    municipality: str
    kind: str
    urgency: str
    state: str
    submitted_at: datetime
    revision: int = 0
    lifted: bool = False
    claimed_by: int | None = None
    claimed_name: str = ""
    outcome: str | None = None
    first_name: str | None = None
    phone: str | None = None
    way: str | None = None
    when: str | None = None
    about: tuple[str, ...] = ()
    """Keys of the verdicts that the family asked help with."""
    purpose: str = ""
    """What the family agreed to share, and why, as recorded with its consent."""
    interpreter: str = ""
    """The language that the family asked an interpreter for, by its own yes; empty if it did not."""
    muted: bool = False
    """The family muted the bot or cannot be reached there: use the phone."""


@dataclass(frozen=True, slots=True)
class Message:
    """A reviewed phrase that a coordinator sent through the bot, and the family's answer (None: not yet)."""

    id: str
    phrase: str
    sent_at: datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """The family whose rights are checked. `kept` is None until the family was asked."""

    id: str
    municipality: str
    answers: Answers
    touched_at: datetime
    """The last tap or text of the family."""
    kept: bool | None = None
    screened_at: datetime | None = None
    following: tuple[str, ...] = ()
    """Keys of at most three verdicts that the family wants to be asked about."""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    referral: Referral | None = None
    """The open referral, else None."""
    messages: tuple[Message, ...] = ()
    """Of the open referral, oldest first."""
    asked: tuple[str | None, ...] = ()
    """What came of each *has someone been in touch?* about the open referral, oldest first; None: not answered."""


@dataclass(frozen=True, slots=True)
class Member:
    """A role of this chat in a municipality."""

    municipality: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a coordinator wrote about a case."""

    at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """An opened referral with what the coordinator may see: the family's answers, notes and messages."""

    referral: Referral
    answers: Answers
    notes: tuple[Note, ...] = ()
    messages: tuple[Message, ...] = ()
    family_reachable: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """A message nobody asked for at that moment. `chosen` is None until one of its buttons acted (each acts once).

    `referral` never holds personal data here.
    """

    id: str
    kind: str
    ref: str = ""
    chosen: str | None = None
    referral: Referral | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A capability link that this event redeems, already checked for uses and expiry."""

    purpose: str
    municipality: str
    role: str


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a turn may read. Time comes in here and nowhere else."""

    now: datetime
    chat: Chat
    catalogue: Catalogue
    served: tuple[str, ...] = ()
    """Ids of the municipalities that this bot serves, in the order shown."""
    staffed: frozenset[str] = frozenset()
    """Ids of the municipalities with at least one active coordinator."""
    household: Household | None = None
    members: tuple[Member, ...] = ()
    queue: tuple[Referral, ...] = ()
    """Staff only: open referrals of their municipalities, without personal data, in the order of the queue."""
    case: Case | None = None
    """Staff only: the referral named by the state's `case`, if their role covers it."""
    notice: Notice | None = None
    """The notice that this event tapped or that is being shown."""
    invitation: Invitation | None = None
    referral: Referral | None = None
    """Follow-ups of a referral only: that referral, without personal data."""
    fresh_id: str = ""
    """A random id nobody has used, for what this turn creates."""
    bot_username: str = ""
    actor: tuple[Member, ...] = ()
    """Group events only: the roles of the person who added the bot."""
    team_of: str | None = None
    """Group events only: the municipality whose confirmed team group this is."""

    @property
    def today(self) -> date:
        """The date in Brussels."""
        return self.now.astimezone(BRUSSELS).date()

    @property
    def pass_catalogue(self) -> Catalogue:
        """The rights pass of the household's municipality."""
        return self.catalogue.for_municipality(self.household.municipality) if self.household else self.catalogue

    @property
    def town(self) -> Municipality | None:
        """The household's municipality."""
        return self.catalogue.municipalities.get(self.household.municipality) if self.household else None
