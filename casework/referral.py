"""The life of a referral: a family's request that a coordinator helps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from casework.choices import Outcome
from casework.states import Act, Edge, Role, StateTable, Tell, Timer
from texts import Text, say

__all__ = [
    "CLOSING_OUTCOMES",
    "HELD",
    "OPEN",
    "REFERRAL",
    "REOPENED_WITHIN",
    "ReferralAction",
    "ReferralState",
    "reference",
]


class ReferralState(StrEnum):
    """Where a referral stands."""

    SEALED = "sealed"
    SUBMITTED = "submitted"
    CLAIMED = "claimed"
    CONTACTING = "contacting"
    WAITING_FAMILY = "waiting_family"
    WAITING_PARTNER = "waiting_partner"
    ON_HOLD = "on_hold"
    IN_SUPPORT = "in_support"
    CLOSED = "closed"
    REOPENED = "reopened"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def label(self) -> Text:
        """As shown to staff."""
        return _STATES[self]


class ReferralAction(StrEnum):
    """What can be done with a referral."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CLAIM = "claim"
    CONTACT = "contact"
    TRY = "try"
    WAIT_FAMILY = "wait_family"
    WAIT_PARTNER = "wait_partner"
    HOLD = "hold"
    RESUME = "resume"
    ANSWER = "answer"
    TAKE_OVER = "take_over"
    HAND_BACK = "hand_back"
    LEAVE = "leave"
    CLOSE = "close"
    REOPEN = "reopen"
    AGAIN = "again"
    MERGE = "merge"
    PART = "part"
    TIME_UP = "time_up"
    WITHDRAW = "withdraw"
    ERASE = "erase"

    @property
    def label(self) -> Text:
        """On the button."""
        return _ACTIONS[self]


_STATES: Final[Mapping[ReferralState, Text]] = {
    ReferralState.SEALED: say("referral state", "Wacht op een ja"),
    ReferralState.SUBMITTED: say("referral state", "Nieuw"),
    ReferralState.CLAIMED: say("referral state", "Iemand helpt"),
    ReferralState.CONTACTING: say("referral state", "Zoekt contact"),
    ReferralState.WAITING_FAMILY: say("referral state", "Wacht op het gezin"),
    ReferralState.WAITING_PARTNER: say("referral state", "Wacht op een partner"),
    ReferralState.ON_HOLD: say("referral state", "Ligt even stil"),
    ReferralState.IN_SUPPORT: say("referral state", "Contact gehad, we helpen"),
    ReferralState.CLOSED: say("referral state", "Afgesloten"),
    ReferralState.REOPENED: say("referral state", "Opnieuw open"),
    ReferralState.DUPLICATE: say("referral state", "Samengevoegd"),
    ReferralState.WITHDRAWN: say("referral state", "Ingetrokken"),
    ReferralState.ERASED: say("referral state", "Gewist"),
}

_ACTIONS: Final[Mapping[ReferralAction, Text]] = {
    ReferralAction.ACCEPT: say("referral action", "Ja, geef door"),
    ReferralAction.DECLINE: say("referral action", "Nee, wis alles"),
    ReferralAction.CLAIM: say("referral action", "Neem dit op je"),
    ReferralAction.CONTACT: say("referral action", "Meld contact"),
    ReferralAction.TRY: say("referral action", "Nog niet bereikt"),
    ReferralAction.WAIT_FAMILY: say("referral action", "Wacht op het gezin"),
    ReferralAction.WAIT_PARTNER: say("referral action", "Wacht op een partner"),
    ReferralAction.HOLD: say("referral action", "Leg even stil"),
    ReferralAction.RESUME: say("referral action", "Ga verder"),
    ReferralAction.ANSWER: say("referral action", "Antwoord"),
    ReferralAction.TAKE_OVER: say("referral action", "Neem over"),
    ReferralAction.HAND_BACK: say("referral action", "Geef terug"),
    ReferralAction.LEAVE: say("referral action", "Stop ermee"),
    ReferralAction.CLOSE: say("referral action", "Sluit af"),
    ReferralAction.REOPEN: say("referral action", "Open opnieuw"),
    ReferralAction.AGAIN: say("referral action", "Help me opnieuw"),
    ReferralAction.MERGE: say("referral action", "Voeg samen"),
    ReferralAction.PART: say("referral action", "Haal uit elkaar"),
    ReferralAction.TIME_UP: say("referral action", "De tijd is om"),
    ReferralAction.WITHDRAW: say("referral action", "Trek mijn vraag in"),
    ReferralAction.ERASE: say("referral action", "Wis alles"),
}

# A family withdraws its own request; staff records "declined by family" when a family tells them so.
CLOSING_OUTCOMES: Final = tuple(outcome for outcome in Outcome if outcome is not Outcome.WITHDRAWN)

REOPENED_WITHIN: Final = timedelta(days=30)
"""So long after its end a request is still the same request."""

_STAFF: Final = (Role.COORDINATOR,)
_FAMILY: Final = (Role.FAMILY,)
_SYSTEM: Final = (Role.SYSTEM,)
_S, _A = ReferralState, ReferralAction

_FREE: Final = (_S.SUBMITTED, _S.REOPENED)
"""In the queue: nobody has it."""
_WAITING: Final = (_S.WAITING_FAMILY, _S.WAITING_PARTNER, _S.ON_HOLD)
HELD: Final = (_S.CLAIMED, _S.CONTACTING, *_WAITING, _S.IN_SUPPORT)
"""In the hands of one coordinator."""
OPEN: Final = (*_FREE, *HELD)
"""What a team still has to do: not over, and not going on under another number."""

_UNCLAIMED: Final = ("unclaimed_1", "unclaimed_2")
_ENTERED: Final[Mapping[ReferralState, tuple[str, ...]]] = {
    _S.SUBMITTED: _UNCLAIMED,
    _S.REOPENED: ("contacted", *_UNCLAIMED),
    _S.CLAIMED: ("claimed_1", "claimed_2"),
    _S.CONTACTING: ("contacting",),
    _S.WAITING_FAMILY: ("waiting_family",),
    _S.WAITING_PARTNER: ("waiting_partner",),
    _S.ON_HOLD: ("on_hold",),
    _S.IN_SUPPORT: ("in_support",),
}
"""The timers of a state, however a request comes into it."""

_BACK: Final = Tell("team", "unclaimed_team")
_HANDLED: Final = Tell("reporter", "report_handled", first=True)
_OPEN_AGAIN: Final = (Tell("team", "reopened_team"), Tell("former", "reopened"))


def _edges(
    sources: Iterable[ReferralState],
    action: ReferralAction,
    target: ReferralState | None,
    roles: tuple[Role, ...],
    **more: Any,
) -> tuple[Edge, ...]:
    """One action from several states; without a target each stays what it is, with its timers anew."""
    return tuple(
        Edge(source, action, target or source, roles, starts=_ENTERED.get(target or source, ()), **more)
        for source in sources
    )


REFERRAL: Final = StateTable(
    name="referral",
    initial=_S.SUBMITTED,
    early=(_S.SEALED,),
    states=tuple(_S),
    finals=(_S.WITHDRAWN, _S.ERASED),
    resting=(_S.CLOSED,),
    waiting=_WAITING,
    edges=(
        # A report that a volunteer sealed. Its deadline is the end of its link (`storage.housekeeping`).
        Edge(_S.SEALED, _A.ACCEPT, _S.SUBMITTED, _FAMILY, starts=("contacted", *_UNCLAIMED)),
        Edge(_S.SEALED, _A.DECLINE, _S.WITHDRAWN, _FAMILY, outcomes=(Outcome.DECLINED_BY_FAMILY,)),
        Edge(_S.SEALED, _A.TIME_UP, _S.WITHDRAWN, _SYSTEM, outcomes=(Outcome.NOT_REACHED,)),
        *_edges(_FREE, _A.CLAIM, _S.CLAIMED, _STAFF, tells=(_HANDLED,)),
        # A family that answers its coordinator, or agrees to an appointment, is in touch: nobody has to record it.
        *_edges((_S.CLAIMED, _S.CONTACTING, _S.WAITING_FAMILY), _A.CONTACT, _S.IN_SUPPORT, (*_STAFF, *_FAMILY)),
        *_edges((_S.WAITING_PARTNER, _S.ON_HOLD), _A.CONTACT, _S.IN_SUPPORT, _STAFF),
        *_edges((_S.CLAIMED, _S.CONTACTING), _A.TRY, _S.CONTACTING, _STAFF),
        *_edges((_S.CLAIMED, _S.CONTACTING, _S.IN_SUPPORT), _A.WAIT_FAMILY, _S.WAITING_FAMILY, _STAFF),
        *_edges((_S.CLAIMED, _S.CONTACTING, _S.IN_SUPPORT), _A.WAIT_PARTNER, _S.WAITING_PARTNER, _STAFF),
        *_edges((_S.CLAIMED, _S.CONTACTING, _S.IN_SUPPORT), _A.HOLD, _S.ON_HOLD, _STAFF, text_needed=True),
        *_edges(_WAITING, _A.RESUME, _S.CONTACTING, _STAFF),
        # The family said something else through the bot (a no, *call me*): nobody waits for it, but it still waits.
        *_edges((_S.CLAIMED, _S.WAITING_FAMILY), _A.ANSWER, _S.CONTACTING, _FAMILY),
        *_edges(_WAITING, _A.TIME_UP, _S.CONTACTING, _SYSTEM, tells=(Tell("holder", "wait_over"),)),
        *_edges((_S.CLAIMED,), _A.TIME_UP, _S.SUBMITTED, _SYSTEM, tells=(_BACK, Tell("former", "came_back"))),
        # A colleague says yes to what was offered (`casework.offers`).
        *_edges(_FREE, _A.TAKE_OVER, _S.CLAIMED, _STAFF, tells=(_HANDLED,)),
        *_edges(HELD, _A.TAKE_OVER, None, _STAFF),
        *_edges(HELD, _A.HAND_BACK, _S.SUBMITTED, _STAFF),
        # Whoever has it is no coordinator any more.
        *_edges(HELD, _A.LEAVE, _S.SUBMITTED, _STAFF, tells=(_BACK,)),
        # Also without contact: the family could not be reached, or the request was a mistake.
        *_edges(
            HELD,
            _A.CLOSE,
            _S.CLOSED,
            _STAFF,
            outcomes=CLOSING_OUTCOMES,
            tells=(Tell("family", "closed"), Tell("reporter", "report_closed")),
        ),
        *_edges(
            (_S.CLOSED,), _A.REOPEN, _S.REOPENED, _STAFF, text_needed=True, tells=_OPEN_AGAIN, within=REOPENED_WITHIN
        ),
        *_edges((_S.CLOSED,), _A.AGAIN, _S.REOPENED, _FAMILY, tells=_OPEN_AGAIN, within=REOPENED_WITHIN),
        # The same family asked twice: it goes on under another number, and ends with that one, or comes back: also
        # when that one was taken back.
        *_edges((*_FREE, *HELD), _A.MERGE, _S.DUPLICATE, _STAFF),
        Edge(
            _S.DUPLICATE,
            _A.PART,
            _S.SUBMITTED,
            (Role.COORDINATOR, Role.SYSTEM),
            starts=("contacted", *_UNCLAIMED),
            follows=True,
        ),
        Edge(
            _S.DUPLICATE,
            _A.CLOSE,
            _S.CLOSED,
            _SYSTEM,
            outcomes=CLOSING_OUTCOMES,
            follows=True,
            tells=(Tell("family", "closed"), Tell("reporter", "report_closed")),
        ),
        *_edges(
            (*_FREE, *HELD, _S.DUPLICATE),
            _A.WITHDRAW,
            _S.WITHDRAWN,
            _FAMILY,
            outcomes=(Outcome.WITHDRAWN,),
            tells=(Tell("holder", "withdrawn"),),
        ),
        *_edges((*_FREE, *HELD, _S.DUPLICATE), _A.ERASE, _S.ERASED, _FAMILY, tells=(Tell("holder", "erased"),)),
    ),
    timers=(
        # "Has someone been in touch?" is asked of the family whatever staff recorded in between.
        Timer("contacted", "until_over"),
        Timer("unclaimed_1", "in_state", Tell("team", "unclaimed_team")),
        Timer("unclaimed_2", "in_state", Tell("staff", "unclaimed"), again=True),
        Timer("claimed_1", "in_state", Tell("holder", "go_on")),
        Timer("claimed_2", "in_state", Act(_A.TIME_UP)),
        Timer("contacting", "in_state", Tell("holder", "go_on"), again=True),
        Timer("waiting_family", "in_state", Act(_A.TIME_UP)),
        Timer("waiting_partner", "in_state", Act(_A.TIME_UP)),
        Timer("on_hold", "in_state", Act(_A.TIME_UP)),
        Timer("in_support", "in_state", Tell("holder", "still_helping"), again=True),
    ),
    starts=("contacted", *_UNCLAIMED),
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
