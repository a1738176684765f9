"""The care plan of a case: goals in the family's words, and tasks under them that somebody does by a day.

A line is not in force before the family's yes; one that is changed afterwards needs a new yes. What the family refused
stands as refused: nobody asks about it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from casework.consultation import Consultation
from casework.errors import NotForThisRole
from casework.own_words import Own
from casework.states import Edge, Role, StateTable, apply
from casework.trajectory import Trajectory, begun
from texts import Text, say

__all__ = [
    "LINE",
    "CarePlan",
    "Helped",
    "Line",
    "LineAction",
    "LineKind",
    "LineState",
    "Owner",
    "may_finish",
    "new_plan",
    "wished",
]


class LineState(StrEnum):
    """Where a line stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    TO_TALK = "to_talk"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> Text:
        """As the coordinator reads it."""
        return _FOR_STAFF[self]

    @property
    def told(self) -> Text:
        """As the family reads it."""
        return _FOR_FAMILY[self]

    @property
    def mark(self) -> Text:
        """A plain sign before the {name} of a line, on a button."""
        return _MARKS[self]

    @property
    def meaning(self) -> Text:
        """What that sign means."""
        return _LEGEND[self]


class LineAction(StrEnum):
    """What can be done with a line."""

    OFFER = "offer"
    CHANGE = "change"
    AGREE = "agree"
    REFUSE = "refuse"
    TALK = "talk"
    FINISH = "finish"
    DROP = "drop"


class LineKind(StrEnum):
    """What a line is: a goal, or a task under one."""

    GOAL = "goal"
    TASK = "task"


class Owner(StrEnum):
    """Who does a task."""

    FAMILY = "family"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    VOLUNTEER = "volunteer"
    """One whom the bot does not know, or one who was picked (`Line.helper`)."""
    REPORTER = "reporter"
    """The volunteer who reported the family: hears of the task here, once the family said yes to it."""


class Helped(StrEnum):
    """What a family said about the volunteer who was picked for a task. Without a word of it, that volunteer reads the
    task and not whose it is."""

    NOT_ASKED = ""
    NAME = "name"
    """Reads the first name."""
    PHONE = "phone"
    """And the number that the family gave."""
    NO = "no"
    CANNOT = "cannot"
    """The volunteer said so."""

    @property
    def known(self) -> bool:
        """Whether the volunteer reads whose task it is."""
        return self in (Helped.NAME, Helped.PHONE)


MOST_LINES: Final = 60
"""Lines of a plan, those that were dropped included: more is no plan that anybody reads."""

_FOR_STAFF: Final[Mapping[LineState, Text]] = {
    LineState.DRAFT: say("care line", "Nog niet gestuurd"),
    LineState.PROPOSED: say("care line", "Wacht op het gezin"),
    LineState.AGREED: say("care line", "Het gezin zei ja"),
    LineState.REFUSED: say("care line", "Het gezin wil dit liever niet"),
    LineState.TO_TALK: say("care line", "Het gezin wil erover praten"),
    LineState.DONE: say("care line", "✅ Gedaan"),
    LineState.DROPPED: say("care line", "Dit doen we niet meer"),
}
_FOR_FAMILY: Final[Mapping[LineState, Text]] = {
    LineState.DRAFT: say("care line", "De medewerker past dit aan."),
    LineState.PROPOSED: say("care line", "Dit wacht op jouw antwoord."),
    LineState.AGREED: say("care line", "Jij zei ja."),
    LineState.REFUSED: say("care line", "Jij wil dit liever niet. Dat is goed."),
    LineState.TO_TALK: say("care line", "Jij wil hierover praten."),
    LineState.DONE: say("care line", "✅ Dit is gedaan."),
    LineState.DROPPED: say("care line", "Dit doen we niet meer."),
}
_MARKS: Final[Mapping[LineState, Text]] = {
    LineState.DRAFT: say("care line", "✏️ {name}"),
    LineState.PROPOSED: say("care line", "❓ {name}"),
    LineState.AGREED: say("care line", "○ {name}"),
    LineState.REFUSED: say("care line", "✕ {name}"),
    LineState.TO_TALK: say("care line", "💬 {name}"),
    LineState.DONE: say("care line", "● {name}"),
    LineState.DROPPED: say("care line", "✕ {name}"),
}
_LEGEND: Final[Mapping[LineState, Text]] = {
    LineState.DRAFT: say("care line", "✏️ wordt aangepast"),
    LineState.PROPOSED: say("care line", "❓ wacht op antwoord"),
    LineState.AGREED: say("care line", "○ afgesproken"),
    LineState.REFUSED: say("care line", "✕ liever niet"),
    LineState.TO_TALK: say("care line", "💬 om te bespreken"),
    LineState.DONE: say("care line", "● gedaan"),
    LineState.DROPPED: say("care line", "✕ geschrapt"),
}

_FAMILY: Final = (Role.FAMILY,)
_STAFF: Final = (Role.COORDINATOR,)
_BOTH: Final = (Role.FAMILY, Role.COORDINATOR)
_TICKS: Final[Mapping[Owner, tuple[Role, ...]]] = {
    Owner.FAMILY: _FAMILY,
}
"""By whose task it is, who ticks it; any other the coordinator."""
_S, _A = LineState, LineAction

LINE: Final = StateTable(
    name="care_line",
    initial=_S.DRAFT,
    states=tuple(_S),
    finals=(_S.DONE, _S.DROPPED),
    edges=(
        # What the family writes itself it offers itself, and says yes to with the same word.
        Edge(_S.DRAFT, _A.OFFER, _S.PROPOSED, _BOTH),
        Edge(_S.DRAFT, _A.CHANGE, _S.DRAFT, _STAFF),
        Edge(_S.DRAFT, _A.DROP, _S.DROPPED, _STAFF),
        Edge(_S.PROPOSED, _A.AGREE, _S.AGREED, _FAMILY),
        Edge(_S.PROPOSED, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.PROPOSED, _A.TALK, _S.TO_TALK, _FAMILY),
        Edge(_S.PROPOSED, _A.CHANGE, _S.DRAFT, _STAFF),
        Edge(_S.PROPOSED, _A.DROP, _S.DROPPED, _STAFF),
        Edge(_S.TO_TALK, _A.AGREE, _S.AGREED, _FAMILY),
        Edge(_S.TO_TALK, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.TO_TALK, _A.CHANGE, _S.DRAFT, _STAFF),
        Edge(_S.TO_TALK, _A.DROP, _S.DROPPED, _STAFF),
        Edge(_S.AGREED, _A.FINISH, _S.DONE, (*_BOTH, Role.VOLUNTEER)),
        Edge(_S.AGREED, _A.CHANGE, _S.DRAFT, _STAFF),
        Edge(_S.AGREED, _A.DROP, _S.DROPPED, _STAFF),
        # A yes can be taken back, at any time.
        Edge(_S.AGREED, _A.REFUSE, _S.REFUSED, _FAMILY),
        Edge(_S.AGREED, _A.TALK, _S.TO_TALK, _FAMILY),
        # What was refused stands. Only the family itself comes back to it.
        Edge(_S.REFUSED, _A.AGREE, _S.AGREED, _FAMILY),
        Edge(_S.REFUSED, _A.TALK, _S.TO_TALK, _FAMILY),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan. Its words are `ready` (the id of a ready text), `right` (the id of a right) or `own`.

    `goal`: of a task the id of its goal, empty where it has none. `who`: the name of a partner, or the first name of
    the volunteer who was picked, whose chat is `helper`. `helped`: what was said about that. `by`: who wrote it.
    `offered`: the family has seen it.
    """

    id: str
    kind: LineKind
    since: datetime
    by: Role
    goal: str = ""
    ready: str = ""
    right: str = ""
    own: Own | None = None
    owner: Owner = Owner.FAMILY
    who: str = ""
    due: date | None = None
    state: LineState = LineState.DRAFT
    offered: bool = False
    helper: int = 0
    helped: Helped = Helped.NOT_ASKED

    @property
    def waits(self) -> bool:
        """Whether the family has to say yes or no to it."""
        return self.state is LineState.PROPOSED

    @property
    def in_force(self) -> bool:
        """Whether the family said yes to it as it stands."""
        return self.state in (LineState.AGREED, LineState.DONE)

    @property
    def for_reporter(self) -> bool:
        """Whether it is a task of the volunteer who reported the family, and who can do it."""
        return self.kind is LineKind.TASK and self.owner is Owner.REPORTER and self.helped is not Helped.CANNOT

    @property
    def picked(self) -> bool:
        """Whether a volunteer whom the bot knows was picked for it."""
        return self.kind is LineKind.TASK and self.owner is Owner.VOLUNTEER and bool(self.helper)

    @property
    def for_helper(self) -> bool:
        """Whether it is a task of the volunteer who was picked: the family did not say no, and the volunteer can."""
        return self.picked and self.helped not in (Helped.NO, Helped.CANNOT)

    @property
    def for_volunteer(self) -> bool:
        """Whether a volunteer reads it here."""
        return self.for_reporter or self.for_helper

    def moved(self, action: LineAction, role: Role, now: datetime) -> Line:
        """The line after somebody did something with it. Raises CaseworkError."""
        if action is LineAction.FINISH and not may_finish(self, role):
            raise NotForThisRole(action, role, ("whoever does it",))
        state = LineState(apply(LINE, self.state, action, role))
        return replace(self, state=state, since=now, offered=self.offered or action is LineAction.OFFER)

    def changed(self, now: datetime, **changes: Any) -> Line:
        """The line with other words, owner or day, which the coordinator gave it: it needs a new yes. Raises
        CaseworkError."""
        return replace(self.moved(LineAction.CHANGE, Role.COORDINATOR, now), **changes)

    def said_of_helper(self, helped: Helped) -> Line:
        """The line after the family, or the volunteer, said something about who helps."""
        return replace(self, helped=helped)


def may_finish(line: Line, role: Role) -> bool:
    """Whether it is this one's to tick: the family ticks its own tasks, the coordinator those of all others, and the
    volunteer who has one that one. A goal is the family's and the coordinator's."""
    if line.kind is LineKind.GOAL:
        return role in _BOTH
    if role is Role.VOLUNTEER:
        return line.for_volunteer
    return role in _TICKS.get(line.owner, _STAFF)


@dataclass(frozen=True, slots=True)
class CarePlan:
    """All of it. `told_staff` and `told_family`: the last day whose due work was told."""

    path: Trajectory
    told_staff: date
    told_family: date
    lines: tuple[Line, ...] = ()
    consultation: Consultation | None = None
    earlier: tuple[Trajectory, ...] = ()
    held: tuple[Consultation, ...] = ()

    def line(self, line_id: str) -> Line | None:
        """The line with this id, if it is there."""
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def full(self) -> bool:
        """Whether there is no room for another line."""
        return len(self.lines) >= MOST_LINES

    @property
    def waiting(self) -> tuple[Line, ...]:
        """What the family has to say yes or no to, in the order of the plan."""
        return tuple(line for line in self.in_order if line.waits)

    @property
    def drafts(self) -> tuple[Line, ...]:
        """What was not sent to the family yet."""
        return tuple(line for line in self.in_order if line.state is LineState.DRAFT)

    @property
    def in_order(self) -> tuple[Line, ...]:
        """Each goal with its tasks after it; what has no goal comes last. What was dropped is left out."""
        shown = [line for line in self.lines if line.state is not LineState.DROPPED]
        goals = [line.id for line in shown if line.kind is LineKind.GOAL]
        place = {goal: at for at, goal in enumerate(goals)}

        def key(line: Line) -> tuple[int, int]:
            goal = line.id if line.kind is LineKind.GOAL else line.goal
            return place.get(goal, len(goals)), 0 if line.kind is LineKind.GOAL else 1

        return tuple(sorted(shown, key=key))

    @property
    def for_family(self) -> tuple[Line, ...]:
        """What the family reads: all that it was ever asked about."""
        return tuple(line for line in self.in_order if line.offered)

    @property
    def for_reporter(self) -> tuple[Line, ...]:
        """What the volunteer who reported the family reads: the tasks of their own that the family said yes to."""
        return tuple(line for line in self.in_order if line.in_force and line.for_reporter)

    def for_helper(self, chat: int) -> tuple[Line, ...]:
        """What a volunteer who was picked reads: the tasks of their own that the family said yes to."""
        return tuple(line for line in self.in_order if line.in_force and line.for_helper and line.helper == chat)

    @property
    def helpers(self) -> frozenset[int]:
        """The chats of the volunteers who were picked for a task of it that nobody refused."""
        return frozenset(line.helper for line in self.lines if line.for_helper and line.state is not LineState.DROPPED)

    def left_by(self, helper: int) -> CarePlan:
        """The plan after a volunteer is none any more: their tasks are nobody's, and nothing names them."""
        lines = (
            replace(line, helper=0, who="", helped=Helped.CANNOT) if line.helper == helper else line
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))

    def nameless(self) -> CarePlan:
        """The plan without the accounts of volunteers, for a file that leaves the house. First names stay."""
        return replace(self, lines=tuple(replace(line, helper=0) for line in self.lines))

    def without_helpers(self) -> CarePlan:
        """The plan after the family took back that volunteers know who it is: they read none of these tasks."""
        lines = (line.said_of_helper(Helped.NO) if line.picked and line.helped.known else line for line in self.lines)
        return replace(self, lines=tuple(lines))

    def added(self, line: Line) -> CarePlan:
        """The plan with a new line; its id is the next number."""
        return replace(self, lines=(*self.lines, replace(line, id=str(len(self.lines) + 1))))

    def having(self, line: Line) -> CarePlan:
        """The plan with this line in the place of the one with its id."""
        return replace(self, lines=tuple(line if line.id == old.id else old for old in self.lines))

    def offered_all(self, now: datetime) -> CarePlan:
        """The plan with all drafts put to the family."""
        plan = self
        for draft in self.drafts:
            plan = plan.having(draft.moved(LineAction.OFFER, Role.COORDINATOR, now))
        return plan

    def anew(self, today: date) -> CarePlan:
        """The next trajectory begins, as long as the one before it was to last and with the same reviews."""
        return replace(self, path=self.path.anew(today), earlier=(*self.earlier, self.path))


def new_plan(today: date) -> CarePlan:
    """A plan that begins today, with nothing in it."""
    return CarePlan(begun(today), told_staff=today, told_family=today)


def wished(now: datetime, **words: Any) -> Line:
    """A goal that the family writes itself: it stands as agreed at once."""
    line = Line("", LineKind.GOAL, now, Role.FAMILY, **words)
    offered = line.moved(LineAction.OFFER, Role.FAMILY, now)
    return offered.moved(LineAction.AGREE, Role.FAMILY, now)
