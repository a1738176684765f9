"""One notice for all that a coordinator is reminded of at one moment; with the figures of the day, where they are told
to that chat."""

from __future__ import annotations

from dataclasses import replace

from casework import DayCounts, Deed, Urgency
from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Silence
from conversations.gathering import TOGETHER, at_reminders, why_of
from conversations.notices.ledger import DAY, day_lines
from conversations.notices.screens import notice_screen, opening
from conversations.screen import Button, Screen
from texts import Text, say, say_many

__all__ = ["KINDS"]

LOOK = Button("look", say("notice", "Bekijk wat wacht"))


def _together(notice: Notice, context: Context) -> Screen:
    """How many requests wait, as many as the list behind the button shows."""
    rows = [row for row in context.queue if why_of(notice.reminders, row.id)]
    urgent = sum(row.urgency == Urgency.URGENT for row in rows)
    day = notice.counts if isinstance(notice.counts, DayCounts) else None
    lines = [] if day is None else day_lines(day, context)
    lines.append(_some(len(rows), urgent) if rows else say("notice", "Er wacht nu niets meer op jou."))
    screen = notice_screen(notice, *lines, answers=(LOOK,) if rows else ())
    return screen if day is None else replace(screen, title=DAY)


def _some(n: int, urgent: int) -> Text:
    if not urgent:
        return say_many("notice", "Er wacht {n} aanmelding op jou.", "Er wachten {n} aanmeldingen op jou.", n)
    return say_many(
        "notice",
        "Er wacht {n} aanmelding op jou, {urgent} dringend.",
        "Er wachten {n} aanmeldingen op jou, {urgent} dringend.",
        n,
        urgent=urgent,
    )


KINDS = (
    NoticeKind(
        TOGETHER, _together, opening(lambda _context: at_reminders()), silence=Silence.NEVER, deed=Deed.READ_QUEUE
    ),
)
