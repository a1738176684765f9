"""When the bot does what it promised: working days, quiet hours, and the kinds of follow-up.

Pure: moments come in with their time zone and go out in UTC; nothing here reads a clock.
"""

from followups.calendar import (
    BRUSSELS,
    LATE_AFTER,
    QUIET_FROM,
    QUIET_UNTIL,
    NaiveMoment,
    add_working_days,
    first_allowed,
    is_working_day,
    late,
    morning_of,
    next_month,
    next_morning,
    next_week,
    working_day_before,
)
from followups.kinds import (
    KINDS,
    Kind,
    NextMonth,
    NextMorning,
    NextWeek,
    UnknownKind,
    WorkingDays,
    due_at,
    expired,
    fence,
    kind_named,
)
from followups.typed import TypedDay, read_day, read_hour

__all__ = [
    "BRUSSELS",
    "KINDS",
    "LATE_AFTER",
    "QUIET_FROM",
    "QUIET_UNTIL",
    "Kind",
    "NaiveMoment",
    "NextMonth",
    "NextMorning",
    "NextWeek",
    "TypedDay",
    "UnknownKind",
    "WorkingDays",
    "add_working_days",
    "due_at",
    "expired",
    "fence",
    "first_allowed",
    "is_working_day",
    "kind_named",
    "late",
    "morning_of",
    "next_month",
    "next_morning",
    "next_week",
    "read_day",
    "read_hour",
    "working_day_before",
]
