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

__all__ = ["PROBLEMS", "Wrong", "buttons", "chosen_day", "hint", "typed_day", "while_away"]

OFFERED = 6
PREFIX = "d."
STILL = "still"


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


def buttons(context: Context, state: State | None = None) -> tuple[Button, ...]:
    """The next working days, today among them; above them one that goes on with a day of `while_away`."""
    days = working_days_from(context.now, OFFERED)
    asked = _asked(state) if state is not None else None
    still = (Button(STILL, say("desk", "Toch {day}", day=Day(asked))),) if asked is not None else ()
    return (*still, *(Button(f"{PREFIX}{day:%Y%m%d}", _label(day, context.today)) for day in days))


def while_away(day: date, state: State, context: Context) -> State | None:
    """The state that warns that whoever promises is away on this day; None where they are there, or go on with it."""
    absence = context.team.absence_of(context.chat.id)
    if absence is None or not (absence.begins or context.today) <= day < absence.until or day == _asked(state):
        return None
    return state.go(state.step, away=day.isoformat(), wrong="")


def _asked(state: State) -> date | None:
    """The day about which was warned."""
    return date.fromisoformat(state.text("away")) if state.text("away") else None


def _label(day: date, today: date) -> Text:
    if day == today:
        return say("desk", "Vandaag")
    return say("desk", "Morgen") if day == today + timedelta(days=1) else say("desk", "{day}", day=Day(day))


def hint(state: State, context: Context) -> tuple[Text, ...]:
    """How a date is typed, and what was wrong with the one that was."""
    example = working_days_from(context.now, OFFERED + 1)[-1]
    problem = PROBLEMS.get(state.text("wrong"))
    if problem is None and _asked(state) is not None:
        problem = say("desk", "Je bent dan weg. Kies een andere dag, of ga toch verder.")
    typed = say("desk", "Of typ een datum, zoals {date}.", date=Verbatim(f"{example:%d/%m}"))
    return (*((problem,) if problem is not None else ()), typed)


def chosen_day(choice: str, context: Context, state: State | None = None) -> date | None:
    """The day of a button; None where the choice is something else."""
    if choice == STILL and state is not None:
        asked = _asked(state)
        return asked if asked in working_days_from(context.now, MOST_AHEAD) else None
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
