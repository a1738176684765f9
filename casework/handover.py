"""Handing a family over to a partner: what may go along, and the life of such a handover.

What goes along is made from a profile, field by field: a field that the profile does not name has no way out.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from casework.choices import Outcome
from casework.errors import CaseworkError
from casework.states import Edge, Role, StateTable, Timer
from rights import Catalogue
from rights.partners import PASSED, Partner, Passed, ProfileFile
from texts import Text, say

__all__ = [
    "CODE_DIGITS",
    "HANDOVER",
    "HANDOVER_OUTCOMES",
    "LIVE",
    "MAX_WRONG",
    "TEXT_VERSION",
    "Handover",
    "HandoverAction",
    "HandoverState",
    "MayNotSend",
    "Payload",
    "Profile",
    "code_digest",
    "partner_named",
    "payload",
    "profile_for",
]

TEXT_VERSION: Final = "2026-11-22.2"
"""Of what a family reads before it says yes to a partner: change it with every change of those sentences."""
CODE_DIGITS: Final = 6
MAX_WRONG: Final = 5
"""After so many wrong codes the link stays shut, until the coordinator makes a new one."""
_COST: Final = 2**12


class HandoverState(StrEnum):
    """Where a handover stands."""

    OFFERED = "offered"
    AGREED = "agreed"
    SENT = "sent"
    NO_ANSWER = "no_answer"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    DECLINED = "declined"
    REFUSED = "refused"
    REVOKED = "revoked"
    EXPIRED = "expired"

    @property
    def label(self) -> Text:
        """As shown to staff."""
        return _STATES[self]


class HandoverAction(StrEnum):
    """What can be done with a handover."""

    AGREE = "agree"
    REFUSE = "refuse"
    SEND = "send"
    ACCEPT = "accept"
    DECLINE = "decline"
    REPORT = "report"
    RUN_OUT = "run_out"
    REVOKE = "revoke"
    EXPIRE = "expire"


_STATES: Final[Mapping[HandoverState, Text]] = {
    HandoverState.OFFERED: say("handover state", "Wacht op het gezin"),
    HandoverState.AGREED: say("handover state", "Gezin zei ja"),
    HandoverState.SENT: say("handover state", "Wacht op de partner"),
    HandoverState.NO_ANSWER: say("handover state", "Partner antwoordde niet"),
    HandoverState.ACCEPTED: say("handover state", "Partner helpt"),
    HandoverState.REPORTED: say("handover state", "Resultaat gemeld"),
    HandoverState.DECLINED: say("handover state", "Partner zei nee"),
    HandoverState.REFUSED: say("handover state", "Gezin zei nee"),
    HandoverState.REVOKED: say("handover state", "Ingetrokken"),
    HandoverState.EXPIRED: say("handover state", "Voorbij"),
}

HANDOVER_OUTCOMES: Final = (
    Outcome.RIGHT_OBTAINED,
    Outcome.PARTLY,
    Outcome.NOT_ELIGIBLE,
    Outcome.NO_CAPACITY,
    Outcome.NOT_REACHED,
    Outcome.DECLINED_BY_FAMILY,
)
"""What a partner may report, or the coordinator for it."""

_S, _A = HandoverState, HandoverAction
LIVE: Final = frozenset({_S.SENT, _S.ACCEPTED})
"""States in which the partner's link opens something."""
_STAFF, _FAMILY = (Role.COORDINATOR,), (Role.FAMILY,)
_PARTNER, _SYSTEM = (Role.PARTNER,), (Role.SYSTEM,)
_EITHER: Final = (Role.FAMILY, Role.COORDINATOR)
_WAITS: Final = ("handover",)


def _ends(*states: HandoverState) -> tuple[Edge, ...]:
    """From each of these the family or the coordinator may take it back, and the case or its time may end."""
    return tuple(
        edge
        for state in states
        for edge in (
            Edge(state, _A.REVOKE, _S.REVOKED, _EITHER),
            Edge(state, _A.EXPIRE, _S.EXPIRED, _SYSTEM, follows=True),
        )
    )


HANDOVER: Final = StateTable(
    name="handover",
    initial=_S.OFFERED,
    states=tuple(_S),
    finals=(_S.REPORTED, _S.DECLINED, _S.REFUSED, _S.REVOKED, _S.EXPIRED),
    edges=(
        Edge(_S.OFFERED, _A.AGREE, _S.AGREED, _FAMILY, starts=_WAITS),
        Edge(_S.OFFERED, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.AGREED, _A.SEND, _S.SENT, _STAFF, starts=_WAITS),
        # The link is shown once: whoever lost it makes another one, and the partner's two weeks begin anew.
        Edge(_S.SENT, _A.SEND, _S.SENT, _STAFF, starts=_WAITS),
        Edge(_S.SENT, _A.ACCEPT, _S.ACCEPTED, _PARTNER, starts=("handover_outcome",)),
        Edge(_S.SENT, _A.DECLINE, _S.DECLINED, _PARTNER, text_needed=True),
        Edge(_S.SENT, _A.RUN_OUT, _S.NO_ANSWER, _SYSTEM, starts=("handover_outcome",), follows=True),
        Edge(_S.NO_ANSWER, _A.SEND, _S.SENT, _STAFF, starts=_WAITS),
        Edge(_S.ACCEPTED, _A.REPORT, _S.REPORTED, (Role.PARTNER, Role.COORDINATOR), outcomes=tuple(HANDOVER_OUTCOMES)),
        *_ends(_S.OFFERED, _S.AGREED, _S.SENT, _S.NO_ANSWER, _S.ACCEPTED),
    ),
    timers=(Timer("handover", "in_state"), Timer("handover_outcome", "in_state")),
    starts=_WAITS,
)


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover of a referral. `told` is empty where the reader may not see what goes along.

    `salt` and `digest`: of the six digits that open the partner's link; empty until they are made.
    """

    id: str
    referral: str
    number: str
    municipality: str
    partner: str
    profile: str
    state: str
    moves: int
    offered_at: datetime
    changed_at: datetime
    until: date
    told: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    outcome: str | None = None
    wrong: int = 0
    salt: str = ""
    digest: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return not HANDOVER.is_final(self.state)

    def opens_with(self, typed: str) -> bool:
        """Whether these are the six digits of its link; never once too many were wrong."""
        if not self.digest or self.wrong >= MAX_WRONG:
            return False
        return hmac.compare_digest(code_digest(self.salt, typed), self.digest)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one desk may pass on to one partner, as both files say together."""

    id: str
    partner: Partner
    fields: tuple[Passed, ...]
    purpose: Text
    basis: str
    text_version: str
    readable_days: int
    agreement: str | None
    expires: date
    """The first day on which it may not be used any more: of the profile or of the agreement, whichever comes first."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What goes along, in the order of the profile: fields of the closed list, and their values."""

    profile: str
    told: tuple[tuple[Passed, str], ...]


class MayNotSend(CaseworkError):
    """Nothing may be passed on; `text` says why."""


def partner_named(catalogue: Catalogue, municipality: str, partner_id: str) -> Partner | None:
    """A partner of a municipality; None for one that it does not have (any more)."""
    file = catalogue.partners.get(municipality)
    return next((p for p in file.partners if p.id == partner_id), None) if file is not None else None


def profile_for(catalogue: Catalogue, municipality: str, partner_id: str) -> Profile | None:
    """What the desk of a municipality may pass on to one of its partners; None where no profile is about the two."""
    partner = partner_named(catalogue, municipality, partner_id)
    if partner is None:
        return None
    desk = catalogue.partners[municipality].desk
    found = next((one for one in catalogue.profiles if (one.sender, one.receiver) == (desk, partner.kind)), None)
    return _joined(found, partner) if found is not None else None


def _joined(file: ProfileFile, partner: Partner) -> Profile:
    signed = partner.agreement
    return Profile(
        id=file.id,
        partner=partner,
        fields=file.fields,
        purpose=Text(file.id, file.purpose_nl),
        basis=file.basis,
        text_version=file.text_version,
        readable_days=file.readable_days,
        agreement=signed.name if signed is not None else None,
        expires=min(file.expires, signed.expires) if signed is not None else file.expires,
    )


def payload(profile: Profile | None, facts: Mapping[str, str], today: date) -> Payload:
    """Of all that is known the fields that the profile names, and nothing else.

    Raises MayNotSend for no profile, one without an agreement, one that is over or asks for another text, and where
    nothing that it allows is known.
    """
    if profile is None:
        raise MayNotSend("no profile", say("handover", "Er is geen afspraak over gegevens met deze partner."))
    if profile.agreement is None:
        raise MayNotSend("no agreement", say("handover", "Er is nog geen overeenkomst met deze partner."))
    if profile.expires <= today:
        raise MayNotSend("expired", say("handover", "De afspraak met deze partner is voorbij. Vernieuw ze eerst."))
    if profile.text_version != TEXT_VERSION:
        raise MayNotSend("another text", say("handover", "De afspraak noemt een andere tekst. Kijk ze eerst na."))
    told = tuple((name, facts[name]) for name in PASSED if name in profile.fields and facts.get(name))
    if not told:
        raise MayNotSend("nothing known", say("handover", "Er is niets bekend dat deze partner mag weten."))
    return Payload(profile.id, told)


def code_digest(salt: str, typed: str) -> str:
    """A hash of six digits, however they were typed: with spaces, or in other digits than ours."""
    digits = "".join(str(int(char)) for char in typed if char.isdecimal())
    return hashlib.scrypt(digits.encode(), salt=salt.encode(), n=_COST, r=8, p=1).hex()
