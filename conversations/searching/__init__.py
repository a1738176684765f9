"""Looking for a right without the whole check: by a word, by theme, its card, and *check this one*."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent, Typed
from conversations.screen import Screen
from conversations.searching import card, checking, listing
from conversations.searching.listing import meant
from conversations.searching.places import may_check, pass_of
from conversations.state import State

__all__ = ["DIALOG", "at_search", "looked_for", "meant"]

READ_BY_NOBODY = ("check", "why")
"""Steps in which a word that is typed is no search: a question stands there."""


def at_search(context: Context) -> State:
    """The first step, over wherever the person is."""
    return listing.ASK.over(context.chat.state)


def looked_for(words: str, context: Context) -> Turn:
    """The command with words behind it: what they find."""
    return Turn(listing.searched(words, at_search(context), context))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap leads on; what is typed is looked for, and kept nowhere."""
    settled = _settled(state, context)
    if isinstance(event, Typed) and settled.step not in READ_BY_NOBODY:
        return Turn(listing.searched(event.text, settled, context))
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state; before a list the choice of a municipality, where it is not known, and no questions without a family.
    A right that is not there any more leads back to the themes."""
    if state.step == "maybe":
        return state
    rights = pass_of(state, context)
    if rights is None:
        return state if state.step == "town" else state.go("town", next=state.step)
    found = any(name in rights.rights for name in state.texts("found"))
    if state.step == "found" and not found:
        return state.go("none")
    known = state.step not in ("right", *READ_BY_NOBODY) or state.text("right") in rights.rights
    if state.step == "town" or not known:
        return state.go("ask")
    if state.step in READ_BY_NOBODY and not (may_check(state, context) and checking.is_open(state, context)):
        return state.go("right", tab="")
    return state


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    **listing.STEPS,
    "right": card.choose,
    "check": checking.check,
    "why": checking.why,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    **listing.VIEWS,
    "right": card.view,
    "check": checking.check_view,
    "why": checking.why_view,
}

DIALOG = Dialog("find", tuple(_STEPS), advance, view)
