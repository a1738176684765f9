"""A day to remember, as a file for the calendar of a phone. A phone is often shared: it names nothing and nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from locales import Translator
from texts import say

__all__ = ["agenda_file"]

AHEAD = timedelta(days=3)
"""So long before the day the phone says something."""

TITLE = say("agenda", "Niet vergeten")
MAKER = "-//rights bot//NL"


def agenda_file(day: date, uid: str, now: datetime, words: Translator) -> bytes:
    """One whole day with a neutral title and an alarm. The same `uid` again takes the place of the earlier one."""
    title = words.say(TITLE)
    event = Event()
    event.add("summary", title)
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
