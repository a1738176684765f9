"""The kinds of follow-up, in one table: when each is due, and whether it expires."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from followups.calendar import NaiveMoment, add_working_days, first_allowed, late, next_month, next_morning, next_week

__all__ = [
    "KINDS",
    "Kind",
    "NextMonth",
    "NextMorning",
    "NextWeek",
    "UnknownKind",
    "WorkingDays",
    "due_at",
    "expired",
    "fence",
    "kind_named",
]

FENCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A wait on the working-day clock (`add_working_days`)."""

    n: int


@dataclass(frozen=True, slots=True)
class NextMonth:
    """A wait until the first working day of the next month (`next_month`)."""


@dataclass(frozen=True, slots=True)
class NextMorning:
    """A wait until the next morning of a working day (`next_morning`)."""


@dataclass(frozen=True, slots=True)
class NextWeek:
    """A wait until the morning of the first working day of a week (`next_week`)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of follow-up.

    `after`: how long after the moment it is counted from. `unasked`: it waits for the end of the quiet hours.
    `informational`: skipped when more than two days late; otherwise it is work for people, which never expires.
    What is sent at that moment, whom a mute spares and whether it is sent twice: `conversations.dialog.NoticeKind`.
    """

    name: str
    after: timedelta | WorkingDays | NextMonth | NextMorning | NextWeek
    unasked: bool
    informational: bool


class UnknownKind(LookupError):
    """Work names a kind of follow-up that is not in the table."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown kind of follow-up {name!r}; known are {', '.join(KINDS)}")


_TABLE: Final = (
    # One gentle reminder after an interview was left.
    Kind("resume", timedelta(days=1), unasked=True, informational=True),
    # "Has someone been in touch?": a check on staff, so only the family can mute it. A lost question would leave a
    # family waiting; a repeated one harms nobody.
    Kind("contacted", timedelta(days=3), unasked=True, informational=False),
    # To the coordinators. Staff cannot silence a check on staff.
    Kind("unclaimed_1", WorkingDays(1), unasked=True, informational=False),
    # To everyone with a role in the municipality.
    Kind("unclaimed_2", WorkingDays(2), unasked=True, informational=False),
    # To the volunteer of a report without a number, while the family did not open its code (`conversations.unopened`).
    Kind("code_1", WorkingDays(2), unasked=True, informational=False),
    Kind("code_2", WorkingDays(5), unasked=True, informational=False),
    # To whoever has a request, and the bot's own acts where somebody waited long enough (`casework.referral`).
    Kind("claimed_1", WorkingDays(2), unasked=True, informational=False),
    Kind("claimed_2", WorkingDays(4), unasked=True, informational=False),
    Kind("contacting", WorkingDays(3), unasked=True, informational=False),
    Kind("in_support", WorkingDays(20), unasked=True, informational=False),
    Kind("waiting_family", timedelta(days=7), unasked=True, informational=False),
    Kind("waiting_partner", timedelta(days=14), unasked=True, informational=False),
    Kind("on_hold", timedelta(days=30), unasked=True, informational=False),
    # An offer of a case to a colleague lapses; an absence ends on the day that was named (`casework.offers`).
    Kind("offered", WorkingDays(2), unasked=True, informational=False),
    Kind("absent", timedelta(hours=1), unasked=False, informational=False),
    Kind("away_from", timedelta(hours=1), unasked=False, informational=False),
    # "How did it go?" with a step of the plan, by its state. The family said that it may be asked, so it does not
    # expire. What is due at one time is one message (`conversations.planning`).
    Kind("step_open", timedelta(days=14), unasked=True, informational=False),
    Kind("step_tried", timedelta(days=7), unasked=True, informational=False),
    Kind("step_applied", timedelta(days=30), unasked=True, informational=False),
    # An appointment that was proposed and not answered; at its first moment, if that comes sooner.
    Kind("meet_lapse", timedelta(days=3), unasked=False, informational=False),
    # "Tomorrow something is planned". Each has a moment of its own (`casework.reminded_at`); this is the usual one.
    Kind("meet_day", timedelta(days=1), unasked=True, informational=False),
    # To who holds the case, the working day after an appointment: how did it go?
    Kind("meet_after", WorkingDays(1), unasked=True, informational=False),
    # The same question once more; and that a family waits for another moment.
    Kind("meet_wait", WorkingDays(3), unasked=True, informational=False),
    # The last safe day of something comes near: a week before it (`conversations.dates`), or an hour after the family
    # said yes where that has passed. It is worth telling as long as the day is still to come.
    Kind("deadline", timedelta(hours=1), unasked=True, informational=False),
    # A look at the dates, without a message: answers and rules change.
    Kind("dates", timedelta(days=14), unasked=False, informational=False),
    # A look at what became likely, for a family that said yes to it: a month after it was last told, at the soonest
    # (`conversations.recheck`). The look makes no sound; what it finds is told in the allowed hours.
    Kind("recheck", timedelta(days=30), unasked=False, informational=False),
    # A partner, or a family, was asked something and did not answer: back to whoever has the case. Work for people.
    Kind("handover", timedelta(days=14), unasked=True, informational=False),
    # A partner took a family over, or said nothing at all: what came of it?
    Kind("handover_outcome", timedelta(days=30), unasked=True, informational=False),
    # Once a day: whether the figures and the rules of today are those of yesterday, and whom a change can touch.
    Kind("watch", timedelta(days=1), unasked=False, informational=False),
    # A day of a care plan came: to whoever holds the case, and to the family (`casework.care_dates`). Work for people.
    Kind("care_staff", timedelta(days=1), unasked=True, informational=False),
    Kind("care_family", timedelta(days=1), unasked=True, informational=False),
    # Answers that were not touched for as long as the table of terms says (`rights.retention`) go. Each family's
    # end is planned with that term (`conversations.keeping`); this is its usual length.
    Kind("wipe", timedelta(days=7), unasked=False, informational=False),
    # A staff card with personal data turns neutral: an edit, which makes no sound.
    Kind("neutralise", timedelta(minutes=15), unasked=False, informational=False),
    # A group that the bot was added to, and that no coordinator said is the team's: it is left.
    Kind("unconfirmed_group", timedelta(hours=24), unasked=False, informational=False),
    # To the coordinators, once a month: which figures nobody checked in time. It is work for people.
    Kind("figures", NextMonth(), unasked=True, informational=False),
    # A promise to a family (`casework.promises`), counted from midnight at the start of its day: the reminder to who
    # made it, the morning after on which it counts as missed, and the word to the team.
    Kind("promise_day", timedelta(0), unasked=True, informational=False),
    Kind("promise_late", WorkingDays(1), unasked=True, informational=False),
    Kind("promise_team", WorkingDays(2), unasked=True, informational=False),
    # To every team: the day in figures, with what was promised for the day before and what was done.
    Kind("digest", NextMorning(), unasked=True, informational=True),
    # To every team: the week before in figures.
    Kind("week", NextWeek(), unasked=True, informational=True),
    # A signal that nobody brought to policy, and one that was brought and not answered (`casework.signals`).
    Kind("signal_open", WorkingDays(20), unasked=True, informational=False),
    Kind("signal_brought", timedelta(days=60), unasked=True, informational=False),
    # What is older than its term goes (`rights.retention`).
    Kind("housekeeping", timedelta(hours=1), unasked=False, informational=False),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _TABLE})


def kind_named(name: str) -> Kind:
    """The kind with this name. Raises UnknownKind."""
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None


def due_at(name: str, since: datetime) -> datetime:
    """When a follow-up of this kind is due, counted from `since` (aware). In UTC, quiet hours already left out.

    Raises UnknownKind, and NaiveMoment for a moment without time zone.
    """
    kind = kind_named(name)
    if since.tzinfo is None:
        raise NaiveMoment(since)
    match kind.after:
        case WorkingDays(n):
            due = add_working_days(since, n)
        case NextMonth():
            due = next_month(since)
        case NextMorning():
            due = next_morning(since)
        case NextWeek():
            due = next_week(since)
        case wait:
            due = since.astimezone(UTC) + wait
    return first_allowed(due) if kind.unasked else due


def expired(name: str, due: datetime, now: datetime) -> bool:
    """Whether a follow-up is to be skipped (and counted) because it informs only, and is more than two days late."""
    return kind_named(name).informational and late(due, now)


def fence(*parts: str | int) -> str:
    """A short opaque string that names a state: 16 URL-safe characters, the same for the same parts in the same order.

    A number and its digits as text give the same fence, so that what was stored as text still fits.
    """
    canonical = json.dumps([str(part) for part in parts], ensure_ascii=True)
    digest = hashlib.sha256(canonical.encode("ascii")).digest()[:FENCE_BYTES]
    return base64.urlsafe_b64encode(digest).decode("ascii")
