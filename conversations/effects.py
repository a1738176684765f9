"""What a turn wants done, as values. Storage applies them in the turn's transaction; nothing else happens.

Every effect is about the chat of the turn and what it is linked to, unless it names something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rights import Answers

__all__ = [
    "AddMember",
    "AddNote",
    "AnswerMessage",
    "AskForContact",
    "Audience",
    "CloseNotice",
    "DeleteMessage",
    "Effect",
    "EndContactRequest",
    "EraseEverything",
    "FollowRights",
    "KeepAnswers",
    "LeaveGroup",
    "LiftReferral",
    "MarkScreened",
    "MoveGroup",
    "MoveReferral",
    "Notify",
    "OpenHousehold",
    "RecordOutcome",
    "SaveAnswers",
    "Schedule",
    "SendPhrase",
    "SetLanguage",
    "SetMuted",
    "SetReachable",
    "SetTeamGroup",
    "SubmitReferral",
    "Toast",
]


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The chat's language from now on; its commands are set in it."""

    language: str


@dataclass(frozen=True, slots=True)
class SetMuted:
    """True: nothing unasked is sent to this chat until False."""

    muted: bool


@dataclass(frozen=True, slots=True)
class SetReachable:
    """False: the person blocked the bot."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class OpenHousehold:
    """A new household for this chat in a municipality; records which privacy text was accepted, in which language.

    `id` is the context's `fresh_id`.
    """

    id: str
    municipality: str
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class SaveAnswers:
    """The household's answers, all of them."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class MarkScreened:
    """The family saw its verdicts for the first time."""


@dataclass(frozen=True, slots=True)
class KeepAnswers:
    """The family's yes or no to being asked later how it went."""

    kept: bool
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class FollowRights:
    """At most three verdict keys that the family wants to be asked about."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What came of a right: granted, applied, stuck (did not manage), waiting (not yet).

    `key` is the verdict's, `right` the right's id: the figures of the town count rights, not whose child.
    """

    key: str
    right: str
    outcome: str


@dataclass(frozen=True, slots=True)
class EraseEverything:
    """Deletes the household, what hangs from it, the chat's state and the keys; open referrals end as erased.

    `roles`: whether what the person does for a municipality ends too; if not, a chat with a role loses its household
    only.
    """

    roles: bool = True


@dataclass(frozen=True, slots=True)
class SubmitReferral:
    """A new referral with consent for one recipient and one purpose. `phone` is E.164; None: through the bot.

    `id` is the context's `fresh_id`; storage gives the number.
    """

    id: str
    kind: str
    urgency: str
    first_name: str
    phone: str | None
    way: str
    when: str
    about: tuple[str, ...]
    recipient: str
    purpose: str
    text_version: str
    language: str
    interpreter: str = ""
    """The language of the interpreter that the family asked for; its display language itself is never passed on."""


@dataclass(frozen=True, slots=True)
class MoveReferral:
    """An action of the referral's state table by this chat, already checked against it."""

    referral: str
    action: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class LiftReferral:
    """Nobody was in touch: the referral goes to the top of the queue."""

    referral: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """A coordinator's note with a case."""

    referral: str
    text: str


@dataclass(frozen=True, slots=True)
class SendPhrase:
    """A reviewed phrase to the family, through the bot. `id` is the context's `fresh_id`, and names the message."""

    id: str
    referral: str
    phrase: str


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """The family's answer to a phrase."""

    message: str
    answer: str


@dataclass(frozen=True, slots=True)
class AddMember:
    """The invitation of this event is used up and gives this chat its role."""

    municipality: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class SetTeamGroup:
    """This group is where the team of a municipality hears of new requests."""

    municipality: str
    group: int


@dataclass(frozen=True, slots=True)
class LeaveGroup:
    """The bot leaves a group and forgets it."""

    group: int


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """A group's id changed."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something the bot does at a set time. `subject` says in whose stream: "chat" (this one) or "referral:<id>"."""

    kind: str
    due_at: datetime
    fence: str
    subject: str = "chat"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets a notice. `who` is one of:

    chat (id in `chat`), team (the group of `municipality`; without one, in private, all but who claimed `referral`),
    holder (who claimed `referral`, else every role in its municipality), staff (every role in `municipality`), family
    (the chats of `referral`'s household).
    """

    who: str
    chat: int = 0
    municipality: str = ""
    referral: str = ""


@dataclass(frozen=True, slots=True)
class Notify:
    """A notice of a declared kind; `ref` names what it is about (a referral, a message, a group)."""

    to: Audience
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CloseNotice:
    """The notice of this event was answered: its buttons go, its text says what was chosen."""

    notice: str
    chosen: str


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """A message that a person sent with personal data is deleted from the chat."""

    message: int


@dataclass(frozen=True, slots=True)
class AskForContact:
    """A message of its own with the button that shares the person's own phone number."""


@dataclass(frozen=True, slots=True)
class EndContactRequest:
    """The request, the shared contact (0: none) and the keyboard go."""

    message: int = 0


@dataclass(frozen=True, slots=True)
class Toast:
    """A short line over the chat, by the name of a text in `conversations.toasts`."""

    name: str


Effect = (
    SetLanguage
    | SetMuted
    | SetReachable
    | OpenHousehold
    | SaveAnswers
    | MarkScreened
    | KeepAnswers
    | FollowRights
    | RecordOutcome
    | EraseEverything
    | SubmitReferral
    | MoveReferral
    | LiftReferral
    | AddNote
    | SendPhrase
    | AnswerMessage
    | AddMember
    | SetTeamGroup
    | LeaveGroup
    | MoveGroup
    | Schedule
    | Notify
    | CloseNotice
    | DeleteMessage
    | AskForContact
    | EndContactRequest
    | Toast
)
