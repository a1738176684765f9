"""A dialog: two pure functions over a state, and the steps it declares. `registry.py` lists them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from casework import Deed
from conversations.context import Context, Notice
from conversations.effects import Effect
from conversations.events import Choice, DialogEvent
from conversations.screen import Screen
from conversations.state import State

__all__ = ["Dialog", "Group", "NoticeKind", "Silence", "Turn", "Unexpected", "of_taps"]


class Unexpected(Exception):
    """The step has no use for this event (typed text where a tap is asked): the person is answered kindly."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What an event led to: where the chat is now, and what is to be done.

    `fresh`: the card goes below what was said last, instead of being edited in place.
    `card`: False where nothing is shown (a group, a follow-up that only sends a notice).
    """

    state: State
    effects: tuple[Effect, ...] = ()
    fresh: bool = False
    card: bool = True


@dataclass(frozen=True, slots=True)
class Dialog:
    """`advance` answers a Choice that stands in `view`, a Typed or a Shared; else it raises `Unexpected`."""

    name: str
    steps: tuple[str, ...]
    advance: Callable[[State, DialogEvent, Context], Turn]
    view: Callable[[State, Context], Screen]
    staff: bool = False
    """Only for chats with a role: anybody else is taken home instead."""
    too_late: Callable[[State, str, Context], str] | None = None
    """Names the toast for callback data that stands in no button any more; None: "old" for all."""
    volunteer: bool = False
    """Only for chats with the role of volunteer."""
    household: bool = False
    """Only for chats with a household open: where it is gone (wiped, erased), the chat is taken home instead."""
    deed: Deed | None = None
    """Only for chats with a role that may do this, where it is neither that of staff nor that of volunteers."""
    guarded: tuple[str, ...] = ()
    """Steps that show what a second factor guards, where there is one."""

    @property
    def needs(self) -> Deed | None:
        """What a role must be allowed to do, by the table in `casework.permissions`; None: it is for everybody."""
        if self.staff:
            return Deed.READ_CASES
        return Deed.REPORT_FAMILIES if self.volunteer else self.deed


def _as_it_is(state: State, _context: Context) -> State:
    return state


def of_taps(
    name: str,
    steps: Mapping[str, Callable[[State, str, Context], Turn]],
    views: Mapping[str, Callable[[State, Context], Screen]],
    settled: Callable[[State, Context], State] = _as_it_is,
    *,
    household: bool = False,
    deed: Deed | None = None,
) -> Dialog:
    """A dialog in which nothing is typed: by step, what a tap does and what is shown. `settled` is the state, or where
    it is by now, because what it was about is not there any more."""

    def advance(state: State, event: DialogEvent, context: Context) -> Turn:
        if not isinstance(event, Choice):
            raise Unexpected
        now = settled(state, context)
        return steps[now.step](now, event.choice, context)

    def view(state: State, context: Context) -> Screen:
        now = settled(state, context)
        return views[now.step](now, context)

    return Dialog(name, tuple(steps), advance, view, household=household, deed=deed)


class Silence(Enum):
    """Which notices a mute holds back."""

    BY_STOP = "by_stop"
    NEVER = "never"


class Group(Enum):
    """Where a notice is shown."""

    PRIVATE = "private"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice. `view` shows it before and after a button acted; `advance` is what a button of it does.

    `repeat`: "again" where a second copy after a crash is harmless, "once" where it is not sent twice.
    `unasked`: waits for the first allowed hour. `can_wait`: goes after all others, and on a day of its own if one of
    the next days is. `neutral` texts only: nothing personal stands in a notice.
    """

    name: str
    view: Callable[[Notice, Context], Screen]
    advance: Callable[[Notice, str, Context], Turn] | None = None
    repeat: str = "again"
    unasked: bool = True
    silence: Silence = Silence.BY_STOP
    nudge: bool = False
    """The bot's own idea, not somebody's word: counted in how often a family is written to (`nagging.py`)."""
    shown_in: Group = Group.PRIVATE
    can_wait: bool = False
    deed: Deed | None = None
    """Only who has a role that may do this gets it and acts on it; None: whoever it was sent to."""
    single: bool = False
    """One stands open in a chat: a newer one about the same thing takes its place, one about another waits for it."""
