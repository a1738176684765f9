"""A case that is offered to a colleague, and a coordinator who is away: each with a table of its own.

Nobody loses a case meanwhile: until the colleague says yes it stays where it is.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from casework.states import Act, Edge, Role, StateTable, Tell, Timer

__all__ = ["ABSENCE", "OFFER", "AbsenceAction", "AbsenceState", "OfferAction", "OfferState"]

_STAFF: Final = (Role.COORDINATOR,)
_SYSTEM: Final = (Role.SYSTEM,)


class OfferState(StrEnum):
    """Where an offer stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"


class OfferAction(StrEnum):
    """What can be done with an offer."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"


_OPEN: Final = OfferState.OPEN

OFFER: Final = StateTable(
    name="offer",
    initial=_OPEN,
    states=tuple(OfferState),
    finals=(OfferState.ACCEPTED, OfferState.REFUSED, OfferState.TAKEN_BACK, OfferState.LAPSED),
    waiting=(_OPEN,),
    edges=(
        Edge(_OPEN, OfferAction.ACCEPT, OfferState.ACCEPTED, _STAFF, tells=(Tell("giver", "offer_accepted"),)),
        Edge(_OPEN, OfferAction.REFUSE, OfferState.REFUSED, _STAFF, tells=(Tell("giver", "offer_refused"),)),
        # Also by itself, when somebody else takes the case or it ends.
        Edge(_OPEN, OfferAction.TAKE_BACK, OfferState.TAKEN_BACK, _STAFF),
        Edge(_OPEN, OfferAction.LAPSE, OfferState.LAPSED, _SYSTEM, tells=(Tell("giver", "offer_lapsed"),)),
    ),
    timers=(Timer("offered", "in_state", Act(OfferAction.LAPSE)),),
    starts=("offered",),
)
"""`giver`: who offered it; only the other one accepts or refuses, and only the giver takes it back."""


class AbsenceState(StrEnum):
    """Who looks after the cases of somebody who is away."""

    ALONE = "alone"
    ASKED = "asked"
    AGREED = "agreed"
    ENDED = "ended"


class AbsenceAction(StrEnum):
    """What can be done about an absence."""

    ASK = "ask"
    AGREE = "agree"
    REFUSE = "refuse"
    RETURN = "return"
    TIME_UP = "time_up"


_HERE: Final = (AbsenceState.ALONE, AbsenceState.ASKED, AbsenceState.AGREED)
_OVER: Final = Tell("stand_in", "absence_over")

ABSENCE: Final = StateTable(
    name="absence",
    initial=AbsenceState.ALONE,
    states=tuple(AbsenceState),
    finals=(AbsenceState.ENDED,),
    waiting=_HERE,
    edges=(
        Edge(AbsenceState.ALONE, AbsenceAction.ASK, AbsenceState.ASKED, _STAFF, tells=(Tell("stand_in", "stand_in"),)),
        Edge(AbsenceState.ASKED, AbsenceAction.ASK, AbsenceState.ASKED, _STAFF, tells=(Tell("stand_in", "stand_in"),)),
        Edge(
            AbsenceState.ASKED,
            AbsenceAction.AGREE,
            AbsenceState.AGREED,
            _STAFF,
            tells=(Tell("absent", "stand_in_yes"),),
        ),
        *(
            Edge(state, AbsenceAction.REFUSE, AbsenceState.ALONE, _STAFF, tells=(Tell("absent", "stand_in_no"),))
            for state in (AbsenceState.ASKED, AbsenceState.AGREED)
        ),
        Edge(AbsenceState.ALONE, AbsenceAction.RETURN, AbsenceState.ENDED, _STAFF),
        Edge(AbsenceState.ASKED, AbsenceAction.RETURN, AbsenceState.ENDED, _STAFF),
        Edge(AbsenceState.AGREED, AbsenceAction.RETURN, AbsenceState.ENDED, _STAFF, tells=(_OVER,)),
        Edge(AbsenceState.ALONE, AbsenceAction.TIME_UP, AbsenceState.ENDED, _SYSTEM),
        Edge(AbsenceState.ASKED, AbsenceAction.TIME_UP, AbsenceState.ENDED, _SYSTEM),
        Edge(
            AbsenceState.AGREED,
            AbsenceAction.TIME_UP,
            AbsenceState.ENDED,
            _SYSTEM,
            tells=(_OVER, Tell("absent", "absence_over")),
        ),
    ),
    # On the day on which the absent one said to be back.
    # On its first day, where that is a later one.
    timers=(Timer("absent", "until_over", Act(AbsenceAction.TIME_UP)), Timer("away_from", "until_over")),
    starts=("absent", "away_from"),
)
"""`absent`: who is away; `stand_in`: who is asked, or said yes, to look after the cases."""
