"""Choosing the day of a promise: a button for each of the next working days, or a date that is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from casework.promises import MOST_AHEAD, working_days_from
from conversations.context import Context
from conversations.screen import Button
from conversations.state import State
from followups import is_working_day, read_day
from texts import Day, Text, Verbatim, say

__all__ = ["PROBLEMS", "Wrong", "buttons", "chosen_day", "hint", "typed_day"]

OFFERED = 6
PREFIX = "d."


class Wrong(Exception):
    """A typed date for which nothing can be promised; `why` names what is said of it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


PROBLEMS: Mapping[str, Text] = {
    "unread": say("desk", "Dat is geen datum. Typ dag en maand."),
    "past": say("desk", "Die dag is voorbij. Kies een andere."),
    "closed": say("desk", "Dat is geen werkdag. Kies een andere."),
    "far": say("desk", "Dat is te ver weg. Kies een dag binnen 60 dagen."),
}


def buttons(context: Context) -> tuple[Button, ...]:
    """The next working days, today among them."""
    days = working_days_from(context.now, OFFERED)
    return tuple(Button(f"{PREFIX}{day:%Y%m%d}", _label(day, context.today)) for day in days)


def _label(day: date, today: date) -> Text:
    if day == today:
        return say("desk", "Vandaag")
    return say("desk", "Morgen") if day == today + timedelta(days=1) else say("desk", "{day}", day=Day(day))


def hint(state: State, context: Context) -> tuple[Text, ...]:
    """How a date is typed, and what was wrong with the one that was."""
    example = working_days_from(context.now, OFFERED + 1)[-1]
    problem = PROBLEMS.get(state.text("wrong"))
    typed = say("desk", "Of typ een datum, zoals {date}.", date=Verbatim(f"{example:%d/%m}"))
    return (*((problem,) if problem is not None else ()), typed)


def chosen_day(choice: str, context: Context) -> date | None:
    """The day of a button; None where the choice is something else."""
    days = {f"{PREFIX}{day:%Y%m%d}": day for day in working_days_from(context.now, OFFERED)}
    return days.get(choice)


def typed_day(text: str, context: Context) -> date:
    """A typed date, of this year or, where that is over, of the next. Raises Wrong."""
    typed = read_day(text)
    last = context.today + timedelta(days=MOST_AHEAD)
    days = typed.in_years((context.today.year, last.year)) if typed is not None and typed.hour is None else ()
    if not days:
        raise Wrong("unread")
    day = next((day for day in days if day >= context.today), days[0])
    if day < context.today:
        raise Wrong("past")
    if day > last:
        raise Wrong("far")
    if not is_working_day(day):
        raise Wrong("closed")
    if day not in working_days_from(context.now, MOST_AHEAD):  # today, and the evening has begun
        raise Wrong("past")
    return day
