"""Where a chat is at home: in the queue, at its reports, in the interview or at its results.

A person may be several things at once: a coordinator with children, a volunteer who helps a neighbour. `/start` asks
which; from there on everything stays with that hat until the next `/start`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from casework import Deed
from conversations.context import Context, Household
from conversations.state import Json, State
from rights import next_question

__all__ = [
    "BEFORE",
    "OPENED",
    "Hat",
    "begun",
    "hat",
    "hats",
    "is_about_family",
    "of",
    "passed_on",
    "several",
    "start",
    "wearing",
]

BEFORE = "before"
"""The key in the data of a state under which it keeps where the family was."""


class Hat(StrEnum):
    """What somebody is to the bot at this moment."""

    COORDINATOR = "coordinator"
    VOLUNTEER = "volunteer"
    ADMIN = "admin"
    PARTNER = "partner"
    FAMILY = "family"


_OF_DIALOG = {
    "desk": Hat.COORDINATOR,
    "away": Hat.COORDINATOR,
    "volunteer": Hat.VOLUNTEER,
    "reporting": Hat.VOLUNTEER,
    "tasks": Hat.VOLUNTEER,
    "signals": Hat.COORDINATOR,
    "admin": Hat.ADMIN,
    "organisation": Hat.PARTNER,
}
_NO_HAT = (
    "menu",
    "roles",
    "joining",
    "second",
    "roster",
    "danger",
    "wishes",
    "information",
    "adopting",
    "hidden",
    "find",
    "mydata",
    "policy",
    "organisation",
)


_BY_DEED = {
    Hat.COORDINATOR: Deed.READ_CASES,
    Hat.VOLUNTEER: Deed.REPORT_FAMILIES,
    Hat.ADMIN: Deed.SEE_MEMBERS,
    Hat.PARTNER: Deed.ANSWER_HANDOVERS,
}
"""By hat: what a role must be allowed to do for it."""
_PLACES = {
    Hat.COORDINATOR: State("desk", "queue"),
    Hat.VOLUNTEER: State("volunteer", "home"),
    Hat.ADMIN: State("admin", "home"),
    Hat.PARTNER: State("organisation", "home"),
}

OPENED = State("family", "home")
"""Where a chat is that opened another file in this turn: at home there, which is known once the file is read."""


def hats(context: Context) -> tuple[Hat, ...]:
    """What this chat may be. Everybody may look for their own family; staff only if they began to."""
    found = [
        *(worn for worn, deed in _BY_DEED.items() if context.doing(deed)),
        *([Hat.FAMILY] if context.roster or not context.members else []),
    ]
    return tuple(found)


def hat(context: Context) -> Hat | None:
    """What the chat is now, by where it stands; None where it stands nowhere in particular."""
    state: State | None = context.chat.state
    while state is not None and state.dialog in _NO_HAT:
        state = state.under
    if state is None:
        return None
    worn = _OF_DIALOG.get(state.dialog, Hat.FAMILY)
    allowed = worn in hats(context) or (worn is Hat.FAMILY)
    return worn if allowed else None


def is_about_family(context: Context) -> bool:
    """Whether this chat is about a family now, or nothing in particular."""
    return hat(context) in (Hat.FAMILY, None) and Hat.FAMILY in hats(context)


def of(context: Context) -> State:
    """The home of the hat that is worn; without one, that of the only hat; with several, the question which."""
    worn, possible = hat(context), hats(context)
    if worn is None or (worn is Hat.FAMILY and context.household is None and context.members):
        return wearing(possible[0], context) if len(possible) == 1 else State("roles", "choose")
    return wearing(worn, context)


def start(context: Context) -> State:
    """Where /start leads: who is several things is asked what to do."""
    return State("roles", "choose") if several(context) else wearing(hats(context)[0], context)


def several(context: Context) -> bool:
    """Whether there is something to choose: more than one role, more than one file, or somebody else's."""
    helps = any(entry.kind == "helper" for entry in context.roster)
    return helps or len(hats(context)) > 1 or len(context.roster) > 1


def wearing(worn: Hat, context: Context) -> State:
    """The home of a hat."""
    if worn in _PLACES:
        return _PLACES[worn]
    if context.chat.language is None:
        return State("welcome", "language")
    if context.household is None:
        return State("roles", "choose") if context.roster else State("welcome", "town")
    return _of_family(context, context.household)


def begun(ticking: State | None) -> dict[str, Json]:
    """What a request takes along of a list that was half ticked, so that the family goes on with it (`_of_family`)."""
    return {BEFORE: ticking.to_json()} if ticking is not None and ticking.dialog == "interview" else {}


def passed_on(data: Mapping[str, Json]) -> dict[str, Json]:
    """The same, from one step of a request to the next that takes nothing else along."""
    return {BEFORE: data[BEFORE]} if BEFORE in data else {}


def _before(state: State) -> State | None:
    """Where the family was when it went on to ask for help, if it was in the questions."""
    here = state.data.get(BEFORE)
    return State.from_json(here) if isinstance(here, dict) else None


def _of_family(context: Context, family: Household) -> State:
    """The question that waits; for a family that saw its whole list, that list, whatever may be asked since. Who ticked
    something of a list and looked elsewhere goes on with that."""
    waits = next_question(context.pass_catalogue, family.answers, context.today) is not None
    here = context.chat.state
    for state in (here, here.under, _before(here)):
        if waits and state is not None and state.dialog == "interview" and state.text("file") == family.id:
            return state.go("ask")
    return State("interview", "ask") if waits and family.screened_at is None else State("results", "list")
