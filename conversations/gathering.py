"""Reminders to one coordinator that go together: at most one message an hour, in which nothing is lost.

What falls due within the same allowed moment, or within an hour of the last such message, is one notice: how many
requests wait, and a button to the queue that shows just those. Of each stands there what it waits for. Nobody waits for
that where a family needs help now and nobody was in touch: such a reminder goes alone and at once. What a person
says or does is no reminder, and comes when it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework import Urgency
from conversations.figures import DAILY, TOGETHER, WEEKLY
from conversations.state import State
from texts import Text, say

__all__ = [
    "APART",
    "GATHERED",
    "ONLY_TOLD",
    "PACE",
    "TOGETHER",
    "WHY",
    "Reminder",
    "at_reminders",
    "goes_alone",
    "joins",
    "reads_reminders",
    "why_of",
]

GATHERED = "gathered"
"""In the place of what was chosen with a reminder: it was told in such a notice, and has no message of its own."""
PACE = timedelta(hours=1)
"""One of these, and the next."""
ONLY_TOLD = "only_told"
"""What of the state of a desk says that only such requests are shown."""

WHY: Mapping[str, Text] = {
    "new_referral": say("reminder", "nieuw"),
    "reopened_team": say("reminder", "weer open"),
    "unclaimed_team": say("reminder", "nog niemand nam dit op"),
    "unclaimed": say("reminder", "nog niemand nam dit op"),
    "came_back": say("reminder", "weer in de lijst"),
    "go_on": say("reminder", "nog geen contact"),
    "no_contact_yet": say("reminder", "nog geen contact, niet in de bot"),
    "still_helping": say("reminder", "lang niets nieuws"),
    "wait_over": say("reminder", "het wachten is voorbij"),
    "offer_lapsed": say("reminder", "je collega antwoordde niet"),
    "promise_due": say("reminder", "vandaag beloofd"),
    "promise_missed": say("reminder", "belofte te laat"),
    "promise_team": say("reminder", "belofte te laat"),
    "meet_near": say("reminder", "er komt een afspraak"),
    "meet_ask": say("reminder", "hoe ging de afspraak?"),
    "meet_waits": say("reminder", "wacht op een nieuw moment"),
    "meet_lapsed": say("reminder", "geen antwoord op je voorstel"),
    "care_due": say("reminder", "iets in het zorgplan"),
    "care_look": say("reminder", "samen terugkijken"),
    "care_end": say("reminder", "het traject is om"),
    "handover_silent": say("reminder", "een partner zwijgt"),
}
"""Kinds of notice about one request that go together, and what the request waits for. The figures of the day join
them: then it is one message."""

APART = frozenset({WEEKLY, "figures", "signal_waits"})
"""About no request: each is a message of its own, in an hour of its own. An alarm waits for nothing."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that somebody was reminded of, about which no staff did anything since."""

    kind: str
    referral: str


def goes_alone(urgency: str | None, contacted_at: datetime | None) -> bool:
    """Whether a reminder about a request may not wait for others."""
    return urgency == Urgency.URGENT and contacted_at is None


def joins(kind: str) -> bool:
    """Whether a notice of this kind may be told in one with others."""
    return kind in WHY or kind == DAILY


def why_of(reminders: Iterable[Reminder], referral: str) -> tuple[Text, ...]:
    """What a request waits for, each once."""
    return tuple(dict.fromkeys(WHY[one.kind] for one in reminders if one.referral == referral and one.kind in WHY))


def at_reminders() -> State:
    """The queue, with only what somebody was reminded of."""
    return State("desk", "queue", {ONLY_TOLD: True})


def reads_reminders(state: State) -> bool:
    """Whether reminders are needed for what a chat shows now."""
    return state.dialog == "desk" and state.step in ("queue", "filter") and bool(state.data.get(ONLY_TOLD))
