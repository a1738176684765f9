"""What is done to the chat itself and to the messages in it."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.context import Lock

__all__ = [
    "AskForContact",
    "CloseNotice",
    "Count",
    "DeleteMessage",
    "EndContactRequest",
    "EndFollowUps",
    "RenewKey",
    "SendCaseDocument",
    "SendDocument",
    "SendLeaflet",
    "SetBeside",
    "SetLanguage",
    "SetLock",
    "SetMuted",
    "SetReachable",
    "ShowLink",
    "Toast",
    "WishLanguage",
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
class EndFollowUps:
    """Nothing that was promised to this chat is said in it any more: another parent hears it, or nobody. What must be
    wiped still is."""


@dataclass(frozen=True, slots=True)
class SetBeside:
    """Whether the Dutch text stands beside the translation."""

    beside: bool


@dataclass(frozen=True, slots=True)
class WishLanguage:
    """A language that is not there: kept with the chat, and counted once."""

    language: str


@dataclass(frozen=True, slots=True)
class SetLock:
    """The PIN of this chat, with its wrong tries; None: no PIN any more."""

    lock: Lock | None


@dataclass(frozen=True, slots=True)
class RenewKey:
    """The chat gets a new key: what it said until now cannot be read any more, not even from copies."""


@dataclass(frozen=True, slots=True)
class Count:
    """One more of something, with nobody in it."""

    name: str


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
class ShowLink:
    """A message of its own with a link as text and as QR code, made when it is sent and stored nowhere.

    `purpose` and `subject`: adopt or join and a household, invite and `municipality:role`, card and a municipality.
    """

    purpose: str
    subject: str


@dataclass(frozen=True, slots=True)
class SendLeaflet:
    """The printable leaflet of a volunteer in a municipality, as a document."""

    municipality: str


@dataclass(frozen=True, slots=True)
class SendDocument:
    """The rights report of the household that is open: `form` is one of `conversations.documents.FORMS`. Of messages
    `page` says which one."""

    form: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class SendCaseDocument:
    """The same for who works on a referral, as far as the family's consent covers it."""

    referral: str
    form: str


@dataclass(frozen=True, slots=True)
class Toast:
    """A short line over the chat, by the name of a text in `conversations.toasts`."""

    name: str
