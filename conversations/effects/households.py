"""What is done to a household: its answers, who may open it, where it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework import Step
from rights import Answers

__all__ = [
    "AdmitParent",
    "AdoptHousehold",
    "AskToJoin",
    "CountOutcome",
    "EraseEverything",
    "KeepAnswers",
    "LeaveHousehold",
    "MarkScreened",
    "MoveHousehold",
    "OpenHousehold",
    "RelabelHousehold",
    "SaveAnswers",
    "SaveSteps",
    "SendCalendar",
    "SendOwnData",
    "SetPace",
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
class SaveSteps:
    """The household's plan, all of it, by the key of the verdict."""

    steps: Mapping[str, Step]


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
class CountOutcome:
    """What came of a right, for the figures of the town, which no household can be read from. Only of a family that let
    us keep its answers.

    `outcome`: the state that was reached, or `had`: it was there before. `band`: see `casework.worth`.
    """

    right: str
    outcome: str
    band: str


@dataclass(frozen=True, slots=True)
class SetPace:
    """How often the family may be written to unasked: a name in `conversations.nagging`."""

    pace: str


@dataclass(frozen=True, slots=True)
class SendCalendar:
    """The last safe day of a step, as a file for a calendar. `key` names the step."""

    key: str


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
    """Another household of the roster is open in this chat from now on; the effects after this one are about it.
    None: none is, until one is opened."""

    household: str | None


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
