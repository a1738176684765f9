"""What happened in a chat, for one stream, in order."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "BotAdded",
    "BotRemoved",
    "Choice",
    "Command",
    "DialogEvent",
    "Due",
    "Event",
    "Migrated",
    "Opened",
    "PartnerAnswered",
    "Reachable",
    "Sent",
    "Shared",
    "Tap",
    "Typed",
]


@dataclass(frozen=True, slots=True)
class Tap:
    """A button was tapped. `data` is untrusted: it may be forged, old, or somebody else's."""

    data: str
    message: int


@dataclass(frozen=True, slots=True)
class Typed:
    """A person typed text. `message` is its id in the chat, so that personal data can be deleted there."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command other than /start, without the slash, in any language's spelling."""

    name: str
    message: int
    words: str = ""
    """What was typed behind it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """/start, with what the link behind it carried (empty: none)."""

    token: str
    message: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A contact was shared. `own` is true only if Telegram says that it is the sender's own."""

    phone: str
    own: bool
    message: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Anything else that a person sent: a photo, a voice message, a sticker.

    `file`: a photo or a file, as of a document; `words`: what was typed with it.
    """

    message: int
    file: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reachable:
    """The person blocked (False) or unblocked (True) the bot."""

    now: bool


@dataclass(frozen=True, slots=True)
class BotAdded:
    """The bot was added to the group of this stream by the chat `by`."""

    by: int


@dataclass(frozen=True, slots=True)
class BotRemoved:
    """The bot was removed from the group of this stream."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group of this stream became a supergroup with another id."""

    to: int


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up's moment came. `subject` is the id of what it is about; `fence` names the state it was made for."""

    kind: str
    subject: str
    fence: str


@dataclass(frozen=True, slots=True)
class PartnerAnswered:
    """A partner answered on its page, after its second factor. `action` is untrusted: the state table decides."""

    handover: str
    action: str
    outcome: str | None = None
    text: str = ""


Event = (
    Tap
    | Typed
    | Command
    | Opened
    | Shared
    | Sent
    | Reachable
    | BotAdded
    | BotRemoved
    | Migrated
    | Due
    | PartnerAnswered
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A tap on a button that really stands in the view of the current step: what a dialog gets instead of a Tap."""

    choice: str


DialogEvent = Choice | Typed | Shared
