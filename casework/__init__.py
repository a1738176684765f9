"""What happens to a request and to the steps of a plan: state tables, the queue, phrases, telephone numbers. Pure."""

from casework.choices import CallMoment, ContactWay, Need, Outcome, ReferralKind, Urgency, named_needs
from casework.diagram import diagram
from casework.errors import (
    AlreadyOver,
    BrokenTable,
    CaseworkError,
    NotAPhoneNumber,
    NotForThisRole,
    NotPossibleNow,
    TextNeeded,
    UnknownAnswer,
    UnknownPhrase,
    UnknownState,
    WrongOutcome,
)
from casework.matching import MOST_ALIKE, birth_months, marks
from casework.offers import ABSENCE, OFFER, AbsenceAction, AbsenceState, OfferAction, OfferState
from casework.phone import for_display, own_number
from casework.phrases import PHRASES, Answer, Phrase, phrase_named
from casework.queue import Waiting, in_order, waiting
from casework.referral import (
    CLOSING_OUTCOMES,
    HELD,
    REFERRAL,
    REOPENED_WITHIN,
    ReferralAction,
    ReferralState,
    reference,
)
from casework.states import Act, Edge, Role, StateTable, Tell, Timer, apply
from casework.steps import STEP, Paper, Step, StepAction, StepSource, StepState, begun, moved
from casework.worth import band_of

__all__ = [
    "ABSENCE",
    "CLOSING_OUTCOMES",
    "HELD",
    "MOST_ALIKE",
    "OFFER",
    "PHRASES",
    "REFERRAL",
    "REOPENED_WITHIN",
    "STEP",
    "AbsenceAction",
    "AbsenceState",
    "Act",
    "AlreadyOver",
    "Answer",
    "BrokenTable",
    "CallMoment",
    "CaseworkError",
    "ContactWay",
    "Edge",
    "Need",
    "NotAPhoneNumber",
    "NotForThisRole",
    "NotPossibleNow",
    "OfferAction",
    "OfferState",
    "Outcome",
    "Paper",
    "Phrase",
    "ReferralAction",
    "ReferralKind",
    "ReferralState",
    "Role",
    "StateTable",
    "Step",
    "StepAction",
    "StepSource",
    "StepState",
    "Tell",
    "TextNeeded",
    "Timer",
    "UnknownAnswer",
    "UnknownPhrase",
    "UnknownState",
    "Urgency",
    "Waiting",
    "WrongOutcome",
    "apply",
    "band_of",
    "begun",
    "birth_months",
    "diagram",
    "for_display",
    "in_order",
    "marks",
    "moved",
    "named_needs",
    "own_number",
    "phrase_named",
    "reference",
    "waiting",
]
