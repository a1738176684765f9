"""What a turn wants done, as values. Storage applies them in the turn's transaction; nothing else happens.

Every effect is about the chat of the turn and what it is linked to, unless it names something else.
"""

from __future__ import annotations

from conversations.effects.appointments import MoveAppointment, ProposeAppointment, SendAppointment
from conversations.effects.careplans import AgreeHelper, FinishTask, RefuseTask, RemindFamily, SaveCarePlan
from conversations.effects.chats import (
    AskForContact,
    CloseNotice,
    Count,
    DeleteMessage,
    EndContactRequest,
    EndFollowUps,
    RenewKey,
    SendCaseDocument,
    SendDocument,
    SendLeaflet,
    SetBeside,
    SetLanguage,
    SetLock,
    SetMuted,
    SetReachable,
    ShowLink,
    Toast,
    WishLanguage,
)
from conversations.effects.colleagues import AbsenceBegan, BeginAbsence, MoveAbsence, MoveOffer, OfferCase
from conversations.effects.handovers import (
    AnswerOffer,
    MoveHandover,
    OfferHandover,
    ShowHandover,
    TryCode,
    WithdrawHandovers,
)
from conversations.effects.households import (
    AdmitParent,
    AdoptHousehold,
    AskToJoin,
    CountOutcome,
    EraseEverything,
    KeepAnswers,
    LeaveHousehold,
    MarkScreened,
    MoveHousehold,
    OpenHousehold,
    RelabelHousehold,
    SaveAnswers,
    SaveSteps,
    SendCalendar,
    SendOwnData,
    SetPace,
    SwitchHousehold,
    Unlink,
    WithdrawConsent,
)
from conversations.effects.ledger import EndPromise, MakePromise, MovePromise, SendChart
from conversations.effects.rechecks import AllowRecheck, KeepLook
from conversations.effects.referrals import (
    AddNote,
    AmendSealed,
    EndSealed,
    LiftReferral,
    MoveReferral,
    SealReferral,
    SubmitReferral,
)
from conversations.effects.signals import MoveSignal, RegisterSignal, SendSignalSheet, TakeBackSignals
from conversations.effects.talking import AnswerMessage, SendMessage, ShowPhoto, TickPapers
from conversations.effects.teams import (
    AddMember,
    Audience,
    BeginFactor,
    LeaveGroup,
    LeaveRole,
    MoveGroup,
    Notify,
    RemoveMember,
    ResetFactor,
    Schedule,
    SetFactor,
    SetTeamGroup,
)
from conversations.effects.twins import JoinReferrals, KeepApart, PartReferral

__all__ = [
    "AbsenceBegan",
    "AddMember",
    "AddNote",
    "AdmitParent",
    "AdoptHousehold",
    "AgreeHelper",
    "AllowRecheck",
    "AmendSealed",
    "AnswerMessage",
    "AnswerOffer",
    "AskForContact",
    "AskToJoin",
    "Audience",
    "BeginAbsence",
    "BeginFactor",
    "CloseNotice",
    "Count",
    "CountOutcome",
    "DeleteMessage",
    "Effect",
    "EndContactRequest",
    "EndFollowUps",
    "EndPromise",
    "EndSealed",
    "EraseEverything",
    "FinishTask",
    "JoinReferrals",
    "KeepAnswers",
    "KeepApart",
    "KeepLook",
    "LeaveGroup",
    "LeaveHousehold",
    "LeaveRole",
    "LiftReferral",
    "MakePromise",
    "MarkScreened",
    "MoveAbsence",
    "MoveAppointment",
    "MoveGroup",
    "MoveHandover",
    "MoveHousehold",
    "MoveOffer",
    "MovePromise",
    "MoveReferral",
    "MoveSignal",
    "Notify",
    "OfferCase",
    "OfferHandover",
    "OpenHousehold",
    "PartReferral",
    "ProposeAppointment",
    "RefuseTask",
    "RegisterSignal",
    "RelabelHousehold",
    "RemindFamily",
    "RemoveMember",
    "RenewKey",
    "ResetFactor",
    "SaveAnswers",
    "SaveCarePlan",
    "SaveSteps",
    "Schedule",
    "SealReferral",
    "SendAppointment",
    "SendCalendar",
    "SendCaseDocument",
    "SendChart",
    "SendDocument",
    "SendLeaflet",
    "SendMessage",
    "SendOwnData",
    "SendSignalSheet",
    "SetBeside",
    "SetFactor",
    "SetLanguage",
    "SetLock",
    "SetMuted",
    "SetPace",
    "SetReachable",
    "SetTeamGroup",
    "ShowHandover",
    "ShowLink",
    "ShowPhoto",
    "SubmitReferral",
    "SwitchHousehold",
    "TakeBackSignals",
    "TickPapers",
    "Toast",
    "TryCode",
    "Unlink",
    "WishLanguage",
    "WithdrawConsent",
    "WithdrawHandovers",
]

Effect = (
    SetLanguage
    | SetMuted
    | SetReachable
    | EndFollowUps
    | SetBeside
    | WishLanguage
    | SetLock
    | RenewKey
    | Count
    | CloseNotice
    | DeleteMessage
    | AskForContact
    | EndContactRequest
    | ShowLink
    | SendCaseDocument
    | SendDocument
    | SendLeaflet
    | Toast
    | OpenHousehold
    | SaveAnswers
    | SaveSteps
    | CountOutcome
    | SetPace
    | SendCalendar
    | MarkScreened
    | KeepAnswers
    | WithdrawConsent
    | SendOwnData
    | EraseEverything
    | SwitchHousehold
    | RelabelHousehold
    | LeaveHousehold
    | AdoptHousehold
    | AskToJoin
    | AdmitParent
    | Unlink
    | MoveHousehold
    | AllowRecheck
    | KeepLook
    | OfferHandover
    | MoveHandover
    | AnswerOffer
    | WithdrawHandovers
    | ShowHandover
    | TryCode
    | SubmitReferral
    | MoveReferral
    | LiftReferral
    | JoinReferrals
    | KeepApart
    | PartReferral
    | AddNote
    | SendMessage
    | SaveCarePlan
    | RemindFamily
    | FinishTask
    | RefuseTask
    | AgreeHelper
    | AnswerMessage
    | ProposeAppointment
    | MoveAppointment
    | SendAppointment
    | TickPapers
    | ShowPhoto
    | SealReferral
    | AmendSealed
    | EndSealed
    | OfferCase
    | MoveOffer
    | BeginAbsence
    | AbsenceBegan
    | MoveAbsence
    | AddMember
    | LeaveRole
    | RemoveMember
    | BeginFactor
    | SetFactor
    | ResetFactor
    | SetTeamGroup
    | LeaveGroup
    | MoveGroup
    | MakePromise
    | EndPromise
    | MovePromise
    | SendChart
    | RegisterSignal
    | MoveSignal
    | SendSignalSheet
    | TakeBackSignals
    | Schedule
    | Notify
)
