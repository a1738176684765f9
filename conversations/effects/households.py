"""What is done to a household: its answers, who may open it, where it lives."""

from __future__ import annotations

from dataclasses import dataclass

from rights import Answers

__all__ = [
    "AdmitParent",
    "AdoptHousehold",
    "AskToJoin",
    "EraseEverything",
    "FollowRights",
    "KeepAnswers",
    "LeaveHousehold",
    "MarkScreened",
    "MoveHousehold",
    "OpenHousehold",
    "RecordOutcome",
    "RelabelHousehold",
    "SaveAnswers",
    "SendOwnData",
    "SwitchHousehold",
    "Unlink",
    "WithdrawConsent",
]


@dataclass(frozen=True, slots=True)
class OpenHousehold:
    """A new household in a municipality; records which privacy text was accepted, in which language.

    `id` is the context's `fresh_id`. `kind`: own, helper (with the helper's `label`), or none: a volunteer's chat
    writes for a family that is there, and keeps nothing of it. `witnessed`: the volunteer or helper read the text out.
    """

    id: str
    municipality: str
    text_version: str
    language: str
    kind: str = "own"
    label: str = ""
    witnessed: bool = False


@dataclass(frozen=True, slots=True)
class SaveAnswers:
    """The household's answers, all of them."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class MarkScreened:
    """The family saw its verdicts for the first time."""


@dataclass(frozen=True, slots=True)
class KeepAnswers:
    """The family's yes or no to being asked later how it went."""

    kept: bool
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """The family takes back a yes that no running request hangs on: it is recorded, and what was told for it goes."""

    purpose: str
    recipient: str
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class SendOwnData:
    """The file with all that is kept of the open household, and of the roles of this chat, in this chat."""


@dataclass(frozen=True, slots=True)
class FollowRights:
    """At most three verdict keys that the family wants to be asked about."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What came of a right: granted, applied, stuck (did not manage), waiting (not yet).

    `key` is the verdict's, `right` the right's id: the figures of the town count rights, not whose child.
    """

    key: str
    right: str
    outcome: str


@dataclass(frozen=True, slots=True)
class EraseEverything:
    """Deletes the household, what hangs from it, the chat's state and the keys; open referrals end as erased.

    `keep_requests`: a request that runs goes on, with the coordinator who has it; this chat only loses sight of it.
    `roles`: whether what the person does for a municipality ends too; if not, a chat with a role loses its household
    only.
    """

    roles: bool = True
    keep_requests: bool = False


@dataclass(frozen=True, slots=True)
class SwitchHousehold:
    """Another household of the roster is open in this chat from now on; the effects after this one are about it."""

    household: str


@dataclass(frozen=True, slots=True)
class RelabelHousehold:
    """A helper's word for the open household."""

    label: str


@dataclass(frozen=True, slots=True)
class LeaveHousehold:
    """This chat is no longer linked to the open household. One that nobody is linked to and that asked nothing goes."""


@dataclass(frozen=True, slots=True)
class AdoptHousehold:
    """The link of this event is used up: its household is this chat's own, with consent. Helpers stay if the family
    says so."""

    household: str
    keep_helpers: bool
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class AskToJoin:
    """The link of this event is used up: this chat waits until the other parent lets it in."""

    household: str


@dataclass(frozen=True, slots=True)
class AdmitParent:
    """The answer to who asked to join the open household."""

    chat: int
    admitted: bool


@dataclass(frozen=True, slots=True)
class Unlink:
    """Another chat is no longer linked to the open household: it sees nothing of it from now on."""

    chat: int


@dataclass(frozen=True, slots=True)
class MoveHousehold:
    """The family lives in another municipality, which answers for its data from now on: a consent of its own."""

    municipality: str
    text_version: str
    language: str
