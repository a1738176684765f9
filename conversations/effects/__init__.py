"""What a turn wants done, as values. Storage applies them in the turn's transaction; nothing else happens.

Every effect is about the chat of the turn and what it is linked to, unless it names something else.
"""

from __future__ import annotations

from conversations.effects.careplans import RemindFamily, SaveCarePlan
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
from conversations.effects.rechecks import AllowRecheck, KeepLook
from conversations.effects.referrals import (
    AddNote,
    AmendSealed,
    AnswerMessage,
    EndSealed,
    LiftReferral,
    MoveReferral,
    SealReferral,
    SendPhrase,
    SubmitReferral,
)
from conversations.effects.teams import (
    AddMember,
    Audience,
    LeaveGroup,
    LeaveRole,
    MoveGroup,
    Notify,
    Schedule,
    SetTeamGroup,
)

__all__ = [
    "AddMember",
    "AddNote",
    "AdmitParent",
    "AdoptHousehold",
    "AllowRecheck",
    "AmendSealed",
    "AnswerMessage",
    "AskForContact",
    "AskToJoin",
    "Audience",
    "CloseNotice",
    "Count",
    "CountOutcome",
    "DeleteMessage",
    "Effect",
    "EndContactRequest",
    "EndFollowUps",
    "EndSealed",
    "EraseEverything",
    "KeepAnswers",
    "KeepLook",
    "LeaveGroup",
    "LeaveHousehold",
    "LeaveRole",
    "LiftReferral",
    "MarkScreened",
    "MoveGroup",
    "MoveHousehold",
    "MoveReferral",
    "Notify",
    "OpenHousehold",
    "RelabelHousehold",
    "RemindFamily",
    "RenewKey",
    "SaveAnswers",
    "SaveCarePlan",
    "SaveSteps",
    "Schedule",
    "SealReferral",
    "SendCalendar",
    "SendCaseDocument",
    "SendDocument",
    "SendLeaflet",
    "SendOwnData",
    "SendPhrase",
    "SetBeside",
    "SetLanguage",
    "SetLock",
    "SetMuted",
    "SetPace",
    "SetReachable",
    "SetTeamGroup",
    "ShowLink",
    "SubmitReferral",
    "SwitchHousehold",
    "Toast",
    "Unlink",
    "WishLanguage",
    "WithdrawConsent",
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
    | SubmitReferral
    | MoveReferral
    | LiftReferral
    | AddNote
    | SaveCarePlan
    | RemindFamily
    | SendPhrase
    | AnswerMessage
    | SealReferral
    | AmendSealed
    | EndSealed
    | AddMember
    | LeaveRole
    | SetTeamGroup
    | LeaveGroup
    | MoveGroup
    | Schedule
    | Notify
)
