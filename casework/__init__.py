"""What happens to a request and to the steps of a plan: state tables, the queue, phrases, telephone numbers. Pure."""

from casework.careplan import CarePlan
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
from casework.phone import for_display, own_number
from casework.phrases import PHRASES, Answer, Phrase, phrase_named
from casework.queue import Waiting, in_order, waiting
from casework.referral import CLOSING_OUTCOMES, REFERRAL, ReferralAction, ReferralState, reference
from casework.states import Edge, Role, StateTable, Timer, apply
from casework.steps import STEP, Paper, Step, StepAction, StepSource, StepState, begun, moved
from casework.worth import band_of

__all__ = [
    "CLOSING_OUTCOMES",
    "PHRASES",
    "REFERRAL",
    "STEP",
    "AlreadyOver",
    "Answer",
    "BrokenTable",
    "CallMoment",
    "CarePlan",
    "CaseworkError",
    "ContactWay",
    "Edge",
    "Need",
    "NotAPhoneNumber",
    "NotForThisRole",
    "NotPossibleNow",
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
    "diagram",
    "for_display",
    "in_order",
    "moved",
    "named_needs",
    "own_number",
    "phrase_named",
    "reference",
    "waiting",
]
