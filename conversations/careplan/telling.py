"""A care plan told line by line, in the file with all that is kept of a family."""

from __future__ import annotations

from collections.abc import Iterator

from casework import CarePlan
from casework.careplan import Line
from casework.consultation import Consultation
from casework.own_words import Own
from casework.trajectory import Trajectory
from conversations.careplan.wording import own_words, to_family, words_of
from conversations.context import Context
from conversations.languages import SOURCE
from texts import Day, Joined, Moment, Text, Verbatim, say

__all__ = ["told_plan"]


def told_plan(plan: CarePlan, context: Context) -> Iterator[Text]:
    """All of it: the trajectory, every line with its words, what the family said, the consultations."""
    for path in (*plan.earlier, plan.path):
        yield from _of_path(path, context)
    for line in plan.lines:
        yield from _of_line(line, context)
    for meeting in (*plan.held, *((plan.consultation,) if plan.consultation is not None else ())):
        yield from _of_meeting(meeting, context)


def _of_path(path: Trajectory, context: Context) -> Iterator[Text]:
    yield say("own data", "Traject: van {start} tot {end}", start=Day(path.started), end=Day(path.ends))
    for entry in path.phases:
        yield say("own data", "{phase}: {day}", phase=entry.phase.label, day=Day(entry.on))
    for heard in path.heard:
        if heard.feeling is not None:
            yield say("own data", "Jij zei op {day}: {words}", day=Day(heard.on), words=heard.feeling.label)
        if heard.own is not None:
            yield from _own(heard.own, context)


def _of_line(line: Line, context: Context) -> Iterator[Text]:
    yield from words_of(line, context.pass_catalogue, context.chat.language or SOURCE)
    yield from to_family(line)
    yield line.state.told


def _of_meeting(meeting: Consultation, context: Context) -> Iterator[Text]:
    if meeting.picked is not None:
        yield say("own data", "Overleg op {moment}", moment=Moment(meeting.picked))
    elif meeting.moments:
        days = Joined(tuple(Moment(moment) for moment in meeting.moments), "or")
        yield say("own data", "Voorgesteld voor een overleg: {days}", days=days)
    if meeting.guests:
        names = Joined(tuple(Verbatim(guest.name) for guest in meeting.guests))
        yield say("own data", "Uitgenodigd: {names}", names=names)
    for topic in meeting.topics:
        yield from _own(topic, context)


def _own(own: Own, context: Context) -> tuple[Text, ...]:
    return own_words(own, context.chat.language or SOURCE)
