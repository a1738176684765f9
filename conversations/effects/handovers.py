"""What is done to a handover to a partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework import Payload, Role

__all__ = ["AnswerOffer", "MoveHandover", "OfferHandover", "ShowHandover", "TryCode", "WithdrawHandovers"]


@dataclass(frozen=True, slots=True)
class OfferHandover:
    """The family is asked whether this may go to this partner. `id` is the context's `fresh_id`."""

    id: str
    referral: str
    partner: str
    payload: Payload
    until: date
    """The last day on which the partner may read it, and one more."""


@dataclass(frozen=True, slots=True)
class MoveHandover:
    """An action of the handover's state table, already checked against it. `text`: why a partner says no."""

    handover: str
    action: str
    role: Role
    text: str = ""
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerOffer:
    """The family's yes or no to one partner, recorded as its consent."""

    handover: str
    agreed: bool
    recipient: str
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class WithdrawHandovers:
    """The family takes its yes to a partner back: whatever is open to that partner is shut."""

    recipient: str
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class ShowHandover:
    """The link and the six digits for a partner, as two messages; made when they are sent, and stored nowhere."""

    handover: str
    referral: str


@dataclass(frozen=True, slots=True)
class TryCode:
    """Six digits were typed at a partner's link."""

    handover: str
    right: bool
