"""What is chosen about a referral, each choice with the Dutch label that is shown for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from texts import Text, say

__all__ = ["CallMoment", "ContactWay", "Need", "Outcome", "ReferralKind", "Urgency", "named_needs"]


class Urgency(StrEnum):
    """How soon a family needs help; set by the question *is something about to happen?*."""

    URGENT = "urgent"
    NORMAL = "normal"

    @property
    def label(self) -> Text:
        """As shown to staff."""
        return _URGENCIES[self]


class ReferralKind(StrEnum):
    """Why a referral came."""

    ASKED_HELP = "asked_help"
    DID_NOT_MANAGE = "did_not_manage"
    REPORTED = "reported"
    """By a volunteer, with the family's yes."""

    @property
    def label(self) -> Text:
        """As shown to staff, also in the group: nothing personal."""
        return _KINDS[self]


class Need(StrEnum):
    """What a family needs, as a volunteer sees it or as the family says it."""

    FOOD = "food"
    MONEY = "money"
    HOME = "home"
    HEALTH = "health"
    CHILDREN = "children"
    FORMS = "forms"
    TALK = "talk"

    @property
    def label(self) -> Text:
        """On buttons, and as shown to the family and to staff."""
        return _NEEDS[self]


class Outcome(StrEnum):
    """What came of a referral."""

    RIGHT_OBTAINED = "right_obtained"
    PARTLY = "partly"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    NOT_REACHED = "not_reached"
    DECLINED_BY_FAMILY = "declined_by_family"
    REFERRED_ELSEWHERE = "referred_elsewhere"
    WITHDRAWN = "withdrawn"
    ENTERED_IN_ERROR = "entered_in_error"

    @property
    def label(self) -> Text:
        """As shown to staff, and on their buttons."""
        return _OUTCOMES[self]


class CallMoment(StrEnum):
    """When a family is best called, within the hours in which coordinators work."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    ANY_TIME = "any_time"
    RATHER_MESSAGE = "rather_message"

    @property
    def label(self) -> Text:
        """On the family's buttons, and as shown to staff."""
        return _MOMENTS[self]


class ContactWay(StrEnum):
    """How a coordinator reaches the family."""

    OWN_PHONE = "own_phone"
    THROUGH_BOT = "through_bot"

    @property
    def label(self) -> Text:
        """On the family's buttons, and as shown to staff."""
        return _WAYS[self]


_URGENCIES: Final[Mapping[Urgency, Text]] = {
    Urgency.URGENT: say("referral", "Dringend"),
    Urgency.NORMAL: say("referral", "Niet dringend"),
}

_KINDS: Final[Mapping[ReferralKind, Text]] = {
    ReferralKind.ASKED_HELP: say("referral", "Iemand vraagt hulp"),
    ReferralKind.DID_NOT_MANAGE: say("referral", "Aanvraag lukte niet"),
    ReferralKind.REPORTED: say("referral", "Via vrijwilliger"),
}

_NEEDS: Final[Mapping[Need, Text]] = {
    Need.FOOD: say("need", "Eten of luiers"),
    Need.MONEY: say("need", "Geld of rekeningen"),
    Need.HOME: say("need", "Wonen of energie"),
    Need.HEALTH: say("need", "Gezondheid"),
    Need.CHILDREN: say("need", "School of opvang"),
    Need.FORMS: say("need", "Formulieren"),
    Need.TALK: say("need", "Een gesprek"),
}

_OUTCOMES: Final[Mapping[Outcome, Text]] = {
    Outcome.RIGHT_OBTAINED: say("outcome", "Recht in orde"),
    Outcome.PARTLY: say("outcome", "Deels in orde"),
    Outcome.NOT_ELIGIBLE: say("outcome", "Geen recht hierop"),
    Outcome.NO_CAPACITY: say("outcome", "Nu geen plaats"),
    Outcome.NOT_REACHED: say("outcome", "Niet bereikt"),
    Outcome.DECLINED_BY_FAMILY: say("outcome", "Gezin kiest anders"),
    Outcome.REFERRED_ELSEWHERE: say("outcome", "Doorverwezen"),
    Outcome.WITHDRAWN: say("outcome", "Ingetrokken"),
    Outcome.ENTERED_IN_ERROR: say("outcome", "Was een vergissing"),
}

_MOMENTS: Final[Mapping[CallMoment, Text]] = {
    CallMoment.MORNING: say("call moment", "Tussen 9 en 12 uur"),
    CallMoment.AFTERNOON: say("call moment", "Tussen 13 en 17 uur"),
    CallMoment.ANY_TIME: say("call moment", "Altijd goed"),
    CallMoment.RATHER_MESSAGE: say("call moment", "Liever een bericht"),
}

_WAYS: Final[Mapping[ContactWay, Text]] = {
    ContactWay.OWN_PHONE: say("contact", "Per telefoon"),
    ContactWay.THROUGH_BOT: say("contact", "Via deze chat"),
}


def named_needs(needs: Iterable[str]) -> Text | None:
    """Needs by their names in one line; None where there are none. What is not known any more is left out."""
    line: Text | None = None
    for need in needs:
        if need in set(Need):
            label = Need(need).label
            line = label if line is None else say("need", "{some} · {another}", some=line, another=label)
    return line
