"""The life of a referral: a family's request that a coordinator helps."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from casework.choices import Outcome
from casework.states import Edge, Role, StateTable, Timer
from texts import Text, say

__all__ = ["CLOSING_OUTCOMES", "REFERRAL", "ReferralAction", "ReferralState", "reference"]


class ReferralState(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    CLAIMED = "claimed"
    CONTACTED = "contacted"
    DUPLICATE = "duplicate"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def label(self) -> Text:
        """As shown to staff."""
        return _STATES[self]


class ReferralAction(StrEnum):
    """What can be done with a referral."""

    CLAIM = "claim"
    CONTACT = "contact"
    CLOSE = "close"
    HAND_BACK = "hand_back"
    MERGE = "merge"
    PART = "part"
    WITHDRAW = "withdraw"
    ERASE = "erase"

    @property
    def label(self) -> Text:
        """On the button."""
        return _ACTIONS[self]


_STATES: Final[Mapping[ReferralState, Text]] = {
    ReferralState.SUBMITTED: say("referral state", "Nieuw"),
    ReferralState.CLAIMED: say("referral state", "Iemand helpt"),
    ReferralState.CONTACTED: say("referral state", "Contact gehad"),
    ReferralState.DUPLICATE: say("referral state", "Samengevoegd"),
    ReferralState.CLOSED: say("referral state", "Afgesloten"),
    ReferralState.WITHDRAWN: say("referral state", "Ingetrokken"),
    ReferralState.ERASED: say("referral state", "Gewist"),
}

_ACTIONS: Final[Mapping[ReferralAction, Text]] = {
    ReferralAction.CLAIM: say("referral action", "Neem dit op je"),
    ReferralAction.CONTACT: say("referral action", "Meld contact"),
    ReferralAction.CLOSE: say("referral action", "Sluit af"),
    ReferralAction.HAND_BACK: say("referral action", "Geef terug"),
    ReferralAction.MERGE: say("referral action", "Voeg samen"),
    ReferralAction.PART: say("referral action", "Haal uit elkaar"),
    ReferralAction.WITHDRAW: say("referral action", "Trek mijn vraag in"),
    ReferralAction.ERASE: say("referral action", "Wis alles"),
}

# A family withdraws its own request; staff records "declined by family" when a family tells them so.
CLOSING_OUTCOMES: Final = tuple(outcome for outcome in Outcome if outcome is not Outcome.WITHDRAWN)

_STAFF: Final = (Role.COORDINATOR,)
_FAMILY: Final = (Role.FAMILY,)
_WAITS: Final = ("unclaimed_1", "unclaimed_2")
_S, _A = ReferralState, ReferralAction

REFERRAL: Final = StateTable(
    name="referral",
    initial=_S.SUBMITTED,
    states=tuple(_S),
    finals=(_S.CLOSED, _S.WITHDRAWN, _S.ERASED),
    edges=(
        Edge(_S.SUBMITTED, _A.CLAIM, _S.CLAIMED, _STAFF),
        Edge(_S.SUBMITTED, _A.MERGE, _S.DUPLICATE, _STAFF),
        Edge(_S.SUBMITTED, _A.WITHDRAW, _S.WITHDRAWN, _FAMILY, outcomes=(Outcome.WITHDRAWN,)),
        Edge(_S.SUBMITTED, _A.ERASE, _S.ERASED, _FAMILY),
        Edge(_S.CLAIMED, _A.CONTACT, _S.CONTACTED, _STAFF),
        # Also without contact: the family could not be reached, or the request was a mistake.
        Edge(_S.CLAIMED, _A.CLOSE, _S.CLOSED, _STAFF, outcomes=CLOSING_OUTCOMES),
        Edge(_S.CLAIMED, _A.HAND_BACK, _S.SUBMITTED, _STAFF, starts=_WAITS),
        Edge(_S.CLAIMED, _A.MERGE, _S.DUPLICATE, _STAFF),
        Edge(_S.CLAIMED, _A.WITHDRAW, _S.WITHDRAWN, _FAMILY, outcomes=(Outcome.WITHDRAWN,)),
        Edge(_S.CLAIMED, _A.ERASE, _S.ERASED, _FAMILY),
        Edge(_S.CONTACTED, _A.CLOSE, _S.CLOSED, _STAFF, outcomes=CLOSING_OUTCOMES),
        Edge(_S.CONTACTED, _A.HAND_BACK, _S.SUBMITTED, _STAFF, starts=_WAITS),
        Edge(_S.CONTACTED, _A.MERGE, _S.DUPLICATE, _STAFF),
        Edge(_S.CONTACTED, _A.WITHDRAW, _S.WITHDRAWN, _FAMILY, outcomes=(Outcome.WITHDRAWN,)),
        Edge(_S.CONTACTED, _A.ERASE, _S.ERASED, _FAMILY),
        # It goes on under another number. It ends with that one, or comes back: also when that one was taken back.
        Edge(_S.DUPLICATE, _A.PART, _S.SUBMITTED, (Role.COORDINATOR, Role.SYSTEM), starts=("contacted", *_WAITS)),
        Edge(_S.DUPLICATE, _A.CLOSE, _S.CLOSED, (Role.SYSTEM,), outcomes=CLOSING_OUTCOMES),
        Edge(_S.DUPLICATE, _A.WITHDRAW, _S.WITHDRAWN, _FAMILY, outcomes=(Outcome.WITHDRAWN,)),
        Edge(_S.DUPLICATE, _A.ERASE, _S.ERASED, _FAMILY),
    ),
    timers=(
        # "Has someone been in touch?" is asked of the family whatever staff recorded in between.
        Timer("contacted", "until_final"),
        Timer("unclaimed_1", "in_state"),
        Timer("unclaimed_2", "in_state"),
    ),
    starts=("contacted", *_WAITS),
)


def reference(municipality_id: str, sequence: int, year: int) -> str:
    """The number of a referral that people say on the phone: `reference("ninove", 42, 2026)` is "NIN-26-0042".

    Three letters of the municipality's id, the year in two digits, and the place of the referral in that year. The id
    of the municipality and this number together name one referral. Raises ValueError for a sequence below 1.
    """
    if sequence < 1:
        raise ValueError(f"the first referral of a year is number 1, not {sequence}")
    plain = unicodedata.normalize("NFKD", municipality_id).upper()
    letters = "".join(char for char in plain if "A" <= char <= "Z")
    return f"{letters[:3]:X<3}-{year % 100:02d}-{sequence:04d}"
