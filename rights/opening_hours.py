"""Opening hours as data: per weekday the times that a door is open; a day that is left out is closed."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from texts import Joined, Text, Verbatim, say

__all__ = ["OpeningHours", "hours_text"]

_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]"
Times = Annotated[str, StringConstraints(pattern=f"^{_TIME}-{_TIME}$")]


class OpeningHours(BaseModel):
    """`monday: ["09:00-12:00", "13:00-16:00"]`, local time in Flanders."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    monday: tuple[Times, ...] = ()
    tuesday: tuple[Times, ...] = ()
    wednesday: tuple[Times, ...] = ()
    thursday: tuple[Times, ...] = ()
    friday: tuple[Times, ...] = ()
    saturday: tuple[Times, ...] = ()
    sunday: tuple[Times, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> OpeningHours:
        if not any(self.week):
            raise ValueError("no day has hours: write `hours: null` where they are not known")
        for times in self.week:
            edges = [edge for stretch in times for edge in stretch.split("-")]
            if edges != sorted(set(edges)):
                raise ValueError(f"{', '.join(times)} does not run from early to late")
        return self

    @property
    def week(self) -> tuple[tuple[str, ...], ...]:
        """The times of the seven days, from Monday."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )


def hours_text(hours: OpeningHours) -> Joined:
    """The week in a line: days that follow on each other and have the same times stand together."""
    runs = [list(run) for _, run in groupby(range(7), key=lambda day: hours.week[day])]
    return Joined(tuple(_run(run[0], run[-1], hours.week[run[0]]) for run in runs if hours.week[run[0]]))


def _run(first: int, last: int, times: tuple[str, ...]) -> Text:
    stretches = Joined(tuple(Verbatim(stretch) for stretch in times))
    if first == last:
        return say("hours", "{day} {times}", day=_DAYS[first], times=stretches)
    return say("hours", "{first} tot {last} {times}", first=_DAYS[first], last=_DAYS[last], times=stretches)


_DAYS = (
    say("hours", "maandag"),
    say("hours", "dinsdag"),
    say("hours", "woensdag"),
    say("hours", "donderdag"),
    say("hours", "vrijdag"),
    say("hours", "zaterdag"),
    say("hours", "zondag"),
)
