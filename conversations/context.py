"""What a turn may know: a snapshot of one chat's world, loaded by storage before the turn and never changed by it.

Nothing of another household is ever in it, and nothing of a case that the chat's roles do not cover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from casework import Appointment, CarePlan, Deed, Factor, Handover, Message, Step, may
from casework.volunteer_tasks import Task
from conversations.gathering import Reminder
from conversations.ledger import Counts, Ledger
from conversations.records import Records
from conversations.signalled import Signals
from conversations.staffing import Staffing
from conversations.state import State
from conversations.team import Team
from conversations.twins import Twins
from followups import BRUSSELS
from rights import Answers, Catalogue, Municipality
from rights.news import Reason

__all__ = [
    "Case",
    "Chat",
    "Context",
    "Entry",
    "Household",
    "Invitation",
    "Lock",
    "Member",
    "Message",
    "News",
    "Note",
    "Notice",
    "Referral",
    "Report",
    "Sealed",
    "Tie",
    "Told",
    "Watch",
]


@dataclass(frozen=True, slots=True)
class Lock:
    """The PIN of a shared phone: `digest` of salt and PIN, and how often it was wrong since it last was right."""

    salt: str
    digest: str
    wrong: int = 0
    until: datetime | None = None
    """No try counts before this moment."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as Telegram knows it. `language` is None until chosen; groups have a negative id."""

    id: int
    language: str | None = None
    muted: bool = False
    reachable: bool = True
    revision: int = 0
    """Grows with every turn that shows a card: a fence for what belongs to one view."""
    household: str | None = None
    """The id of the household that is open here. A notice or a follow-up may be about another one of the roster."""
    state: State = field(default_factory=lambda: State("welcome", "language"))
    beside: bool = False
    """The Dutch text is shown beside the translation."""
    wish: str | None = None
    """The language that the person wished for and that is not there yet."""
    lock: Lock | None = None
    factor: Factor | None = None
    """The second factor of staff; None: there is none."""
    overtaken: bool = False
    """Another chat changed which household is open here since the state was made: it joined, unlinked or erased."""


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
    reported_by: int | None = None
    """The chat of the volunteer who reported the family."""
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
    needs: tuple[str, ...] = ()
    """What a volunteer reported that the family needs, with a few words of it in `words`."""
    words: str = ""
    closed_at: datetime | None = None
    """When it last ended."""
    contacted_at: datetime | None = None
    """When somebody first was in touch, as staff recorded it or as the family's own answer says."""
    reopened_at: datetime | None = None
    """When it was last taken up again."""
    care: CarePlan | None = None
    """The care plan; only for the family, for who opened the case, and for what is due in it."""

    @property
    def since(self) -> datetime:
        """Since when the family waits for help with it."""
        return self.reopened_at or self.submitted_at


@dataclass(frozen=True, slots=True)
class Tie:
    """Another chat that a household is linked to. `kind`: own (a parent), helper, or asked (waits for a yes)."""

    chat: int
    kind: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A household that this chat may open. `kind`: own or helper; `label` is the helper's own word for the family."""

    household: str
    kind: str
    municipality: str
    label: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A message that the bot sent by itself, and when it was written."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """A right that became likely, by the key of its verdict, and why. `asks`: only after something is asked again."""

    key: str
    reason: Reason
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Of a household whose rights may be looked at again: the keys of what it knows to be likely, the day on which
    all that was likely was known, the day on which it was last told of something new, and what that was."""

    told: tuple[str, ...] = ()
    looked: date | None = None
    noticed: date | None = None
    news: tuple[News, ...] = ()


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
    steps: Mapping[str, Step] = field(default_factory=dict)
    """The family's plan, by the key of the verdict, in the order in which it chose."""
    pace: str = ""
    """How often the family may be written to unasked: a name in `conversations.nagging`; empty: it never said."""
    referral: Referral | None = None
    """The open referral, else None."""
    rested: Referral | None = None
    """The last one that was closed, as long as the family may say that it needs help with it again."""
    goes_on: str = ""
    """The number under which the open referral goes on, if a coordinator joined it to another one."""
    messages: tuple[Message, ...] = ()
    """Of the open referral, oldest first."""
    kind: str = "own"
    """Whether this chat is the family's own, or a helper's."""
    label: str = ""
    """A helper's word for this family: it stands above every screen."""
    ties: tuple[Tie, ...] = ()
    """The other chats of this household."""
    recheck: bool | None = None
    """Whether its rights may be looked at again later; None until the family was asked."""
    watch: Watch = Watch()
    appointments: tuple[Appointment, ...] = ()
    """Of the open referral, oldest first."""
    asked: tuple[str | None, ...] = ()
    """What came of each *has someone been in touch?* about the open referral, oldest first; None: not answered."""
    handovers: tuple[Handover, ...] = ()
    """Of the open referral, oldest first; only where a screen is about them."""
    offered: bool = False
    """A question about a partner waits for the family's yes or no."""
    promised: str | None = None
    """Of the open referral: `missed` where the day of a promise went by, `open` where one is still to be done; None
    where nothing is."""

    back_on: date | None = None
    """Where the whole team is away: the day on which the first is back; only where a screen says it."""

    @property
    def helped(self) -> bool:
        """Whether a helper taps for the family here, and reads along."""
        return self.kind == "helper"

    @property
    def takes_back(self) -> bool:
        """Whether this chat may take back what the family agreed to: a helper only as long as no parent can itself."""
        return self.kind == "own" or not any(tie.kind == "own" for tie in self.ties)

    @property
    def alone(self) -> bool:
        """Whether this is the family's own chat, and no other one has its file."""
        return self.kind == "own" and not self.ties


@dataclass(frozen=True, slots=True)
class Member:
    """A role of this chat in a municipality."""

    municipality: str
    role: str
    name: str
    about: Mapping[str, str] = field(default_factory=dict)
    """Of a volunteer: languages, area, organisation, and the version of what they agreed to."""


@dataclass(frozen=True, slots=True)
class Report:
    """A family that this volunteer reported, and no more of it than how far it is.

    `state`: sealed (waits for the family), closed (it said no, or two weeks went by), or a referral's state.
    """

    id: str
    at: datetime
    state: str
    number: str = ""
    unopened: str = ""
    """The household whose code nobody opened yet, while nobody was in touch; empty where that is over."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed report, opened by the family's own link and by nothing else. None of it is stored anywhere readable."""

    id: str
    municipality: str
    first_name: str
    phone: str | None
    needs: tuple[str, ...]
    words: str
    reported_by: int
    """The chat of the volunteer; 0: nobody knows any more."""
    writer: int
    """The chat in which it was written, as the report itself says: it may not answer for the family, also where it
    erased everything since."""


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
    appointments: tuple[Appointment, ...] = ()
    family_reachable: bool = True
    """Not muted and not blocked by every chat of the family."""
    family_blocked: bool = False
    """The family blocked the bot, or deleted its account: *not reachable in the bot*."""
    family_absent: bool = False
    """No chat has its file: of a report, the family did not open its code."""
    code_until: datetime | None = None
    """Until when the newest code for that file works; None: there is none, or it was used."""
    twins: Twins = field(default_factory=Twins)
    """Other requests that may be, or are, of the same family."""
    handovers: tuple[Handover, ...] = ()
    """To partners, oldest first."""


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
    counts: Counts | None = None
    """Of a notice in figures: those of the day and the municipality that it is about."""
    reminders: tuple[Reminder, ...] = ()
    """Of a notice that stands for many: what this chat was reminded of and what still waits."""

    @property
    def municipality(self) -> str | None:
        """Whose team it is for; None where it is about no request and no figures."""
        about = self.referral or self.counts
        return about.municipality if about is not None else None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A capability link that this event redeems, already checked for uses and expiry."""

    purpose: str
    """invite, adopt, join, sealed, card."""
    municipality: str
    role: str = ""
    subject: str = ""
    """Of a link that is no invitation: the id of a household or of a sealed report."""
    helped: bool = False
    """Of a family's file: somebody else reads it, and may go on if the family wants."""
    owned: bool = False
    """Of a family's file: the family has it already."""
    reported: bool = False
    """Of a family's file: the volunteer in this chat reported that family, and may not take its file."""


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
    records: Records | None = None
    """What is kept of the household beside its answers; only where a screen shows it."""
    roster: tuple[Entry, ...] = ()
    """Every household that this chat may open, the one that is open now among them, oldest first."""
    members: tuple[Member, ...] = ()
    reports: tuple[Report, ...] = ()
    """Volunteers only: the families that they reported, newest first."""
    tasks: tuple[Task, ...] = ()
    """Volunteers only, where they are at home or at their tasks: those of care plans that are theirs."""
    sealed: Sealed | None = None
    """The sealed report named by the state's `sealed`, as long as its link was opened in this run of the program."""
    queue: tuple[Referral, ...] = ()
    """Staff only: open referrals of their municipalities, without personal data, in the order of the queue. Where the
    queue is filtered by them, with the interpreter's language and with what help is asked for."""
    reminders: tuple[Reminder, ...] = ()
    """Staff only, where the queue shows just those: what they were reminded of and what still waits."""
    case: Case | None = None
    """Staff only: the referral named by the state's `case`, if their role covers it."""
    notice: Notice | None = None
    """The notice that this event tapped or that is being shown."""
    invitation: Invitation | None = None
    referral: Referral | None = None
    """Follow-ups of a referral only: that referral, without personal data."""
    team: Team = field(default_factory=Team)
    """Staff only, and follow-ups of a referral: colleagues, absences, offers."""
    agenda: tuple[Appointment, ...] = ()
    """On a coordinator's agenda: what is agreed in the cases that this chat holds; in a follow-up of a referral: its
    appointments, without what is sealed."""
    handovers: tuple[Handover, ...] = ()
    """Follow-ups of a referral: its handovers, without personal data. For a partner: the one that its link opens."""
    told: tuple[Told, ...] = ()
    """Follow-ups of a household only: what the bot wrote of late by itself, oldest first."""
    silenced: tuple[str, ...] = ()
    """Only when a person blocks the bot: the ids of the open requests of families of which no other parent hears it."""
    fresh_id: str = ""
    """A random id nobody has used, for what this turn creates."""
    bot_username: str = ""
    actor: tuple[Member, ...] = ()
    """Group events only: the roles of the person who added the bot."""
    team_of: str | None = None
    """Group events only: the municipality whose confirmed team group this is."""
    ledger: Ledger = field(default_factory=Ledger)
    """Promises and figures, as far as this turn or this screen is about them."""
    signed: frozenset[str] | None = None
    """Fingerprints of the figures that municipalities signed off; None: there is no gate, as in the sandbox."""
    staffing: Staffing = field(default_factory=Staffing)
    signals: Signals = field(default_factory=Signals)
    """As far as this turn or this screen is about them."""

    def doing(self, deed: Deed) -> tuple[Member, ...]:
        """The roles in which this chat may do something, by the one table of who may do what."""
        return tuple(member for member in self.members if may(member.role, deed))

    @property
    def staff(self) -> tuple[Member, ...]:
        """The roles in which this chat reads cases."""
        return self.doing(Deed.READ_CASES)

    @property
    def volunteer(self) -> tuple[Member, ...]:
        """The roles in which this chat reports families."""
        return self.doing(Deed.REPORT_FAMILIES)

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
