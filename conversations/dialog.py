"""A dialog: two pure functions over a state, and the steps it declares. `registry.py` lists them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from conversations.context import Context, Notice
from conversations.effects import Effect
from conversations.events import DialogEvent
from conversations.screen import Screen
from conversations.state import State

__all__ = ["Dialog", "Group", "NoticeKind", "Silence", "Turn", "Unexpected"]


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
    single: bool = False
    """One stands open in a chat: a newer one about the same thing takes its place, one about another waits for it."""
