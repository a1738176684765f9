"""What is done to a request for help, sealed ones included."""

from __future__ import annotations

from dataclasses import dataclass

from casework import Role

__all__ = [
    "AddNote",
    "AmendSealed",
    "EndSealed",
    "LiftReferral",
    "MoveReferral",
    "SealReferral",
    "SubmitReferral",
]


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
    reported_by: int = 0
    """The chat of the volunteer who reported the family; 0: nobody did."""
    witnessed: bool = False
    """The family said yes to a person, who tapped for it."""
    needs: tuple[str, ...] = ()
    """What a volunteer wrote that is needed, with a few words of it in `words`."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class MoveReferral:
    """An action of the referral's state table by this chat, already checked against it (`moves.moved`).

    `text` is kept as a note with the case. `revision`: how often it had moved when that was checked; None: unknown.
    """

    referral: str
    action: str
    outcome: str | None = None
    role: Role = Role.COORDINATOR
    text: str = ""
    revision: int | None = None


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
class SealReferral:
    """What a volunteer writes of a family that was not asked yet, readable only by the family's own link.

    `id` is the context's `fresh_id`. The link is shown once in the volunteer's chat.
    """

    id: str
    municipality: str
    first_name: str
    phone: str | None
    needs: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class AmendSealed:
    """The family changed its name or number in the report that its link opened. Still nobody else can read it."""

    id: str
    first_name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class EndSealed:
    """The family answered: its link is used up, and what was sealed goes. A yes comes with a referral of its own."""

    id: str
    accepted: bool
