"""Who has a role, where a team hears of new requests, and what is promised and told to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casework import Factor

__all__ = [
    "AddMember",
    "Audience",
    "BeginFactor",
    "LeaveGroup",
    "LeaveRole",
    "MoveGroup",
    "Notify",
    "RemoveMember",
    "ResetFactor",
    "Schedule",
    "SetFactor",
    "SetTeamGroup",
]


@dataclass(frozen=True, slots=True)
class AddMember:
    """The invitation of this event is used up and gives this chat its role."""

    municipality: str
    role: str
    name: str
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeaveRole:
    """This chat's role in a municipality ends."""

    municipality: str
    role: str


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Somebody else's role ends, as if that person had left: `chat` is theirs."""

    chat: int
    municipality: str
    role: str


@dataclass(frozen=True, slots=True)
class BeginFactor:
    """A new secret for this chat's second factor, which is not on yet, and a message of its own with its QR code."""


@dataclass(frozen=True, slots=True)
class SetFactor:
    """The second factor of this chat as it is from now on; None: there is none. Once it is on, its QR code goes."""

    factor: Factor | None


@dataclass(frozen=True, slots=True)
class ResetFactor:
    """The second factor of a colleague who lost it is taken off."""

    chat: int
    municipality: str


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
    """Something the bot does at a set time. `subject` says in whose stream: "chat" (this one), "referral:<id>", or
    "family:<id>" (the chat of the family of that referral; without one, that of the referral itself)."""

    kind: str
    due_at: datetime
    fence: str
    subject: str = "chat"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets a notice. `who` is one of:

    chat (id in `chat`), team (the group of `municipality`; without one, in private, all but who claimed `referral`),
    holder (who claimed `referral`, else every coordinator of its municipality), staff (every coordinator of
    `municipality`), family (the parents of `referral`'s household; without one, its helpers), reporter (the volunteer
    who reported it), unopened (the same, as long as nobody has the family's file), owners and helpers (of `household`).
    """

    who: str
    chat: int = 0
    municipality: str = ""
    referral: str = ""
    household: str = ""


@dataclass(frozen=True, slots=True)
class Notify:
    """A notice of a declared kind; `ref` names what it is about (a referral, a message, a group)."""

    to: Audience
    kind: str
    ref: str = ""
