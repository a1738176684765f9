"""What a turn wants done, as values. Storage applies them in the turn's transaction; nothing else happens.

Every effect is about the chat of the turn and what it is linked to, unless it names something else.
"""

from __future__ import annotations

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
    EndSealed,
    LiftReferral,
    MoveReferral,
    SealReferral,
    SubmitReferral,
)
from conversations.effects.talking import AnswerMessage, SendMessage, ShowPhoto, TickPapers
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
    "RenewKey",
    "SaveAnswers",
    "SaveSteps",
    "Schedule",
    "SealReferral",
    "SendCalendar",
    "SendCaseDocument",
    "SendDocument",
    "SendLeaflet",
    "SendMessage",
    "SendOwnData",
    "SetBeside",
    "SetLanguage",
    "SetLock",
    "SetMuted",
    "SetPace",
    "SetReachable",
    "SetTeamGroup",
    "ShowLink",
    "ShowPhoto",
    "SubmitReferral",
    "SwitchHousehold",
    "TickPapers",
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
    | SendMessage
    | AnswerMessage
    | TickPapers
    | ShowPhoto
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
