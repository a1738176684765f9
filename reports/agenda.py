"""A day or an hour to remember, as a file for a calendar. A phone is often shared: it names nothing and nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event

from locales import Translator
from texts import Verbatim, say

__all__ = ["Planned", "agenda_file", "moments_file"]

AHEAD = timedelta(days=3)
"""So long before the day the phone says something."""
SHORTLY = timedelta(hours=2)
"""So long before an appointment."""
LASTS = timedelta(hours=1)

TITLE = say("agenda", "Niet vergeten")
NUMBERED = say("agenda", "Afspraak {number}")
_MARKS = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
"""Marks of the writing direction, which not every calendar knows."""
MAKER = "-//rights bot//NL"


def agenda_file(day: date, uid: str, now: datetime, words: Translator) -> bytes:
    """One whole day with a neutral title and an alarm. The same `uid` again takes the place of the earlier one."""
    event = _event(words.say(TITLE), uid, now, AHEAD)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return _file([event])


class Planned(NamedTuple):
    """An appointment for a calendar. `number`: of the case, for who works on it; without one the title is neutral."""

    at: datetime
    uid: str
    number: str = ""


def moments_file(planned: Sequence[Planned], now: datetime, words: Translator) -> bytes:
    """Appointments of an hour each. The same `uid` again takes the place of the earlier one."""
    return _file([_moment(one, now, words) for one in planned])


def _moment(one: Planned, now: datetime, words: Translator) -> Event:
    title = words.say(NUMBERED.having(number=Verbatim(one.number)) if one.number else TITLE)
    event = _event(title.translate(_MARKS), one.uid, now, SHORTLY)
    event.add("dtstart", one.at.astimezone(UTC))
    event.add("dtend", one.at.astimezone(UTC) + LASTS)
    return event


def _event(title: str, uid: str, now: datetime, ahead: timedelta) -> Event:
    event = Event()
    event.add("summary", title)
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -ahead)
    event.add_component(alarm)
    return event


def _file(events: Sequence[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
