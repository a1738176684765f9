"""A sealed report, on the family's side: what a volunteer wrote, who would read it, and the family's yes or no.

The state holds the id of the report and never the token of its link, nor anything of what the report says: that is only
in `context.sealed`, as long as this run of the program remembers the link. The chat's key is renewed when the link is
opened and with every change, so that before the yes nothing of it can be read from the files.
"""

from __future__ import annotations

from conversations import home
from conversations.context import Context, Invitation
from conversations.dialog import Dialog, Turn
from conversations.effects import RenewKey, SetLanguage
from conversations.events import Choice, DialogEvent
from conversations.languages import LANGUAGES
from conversations.screen import Screen
from conversations.sealed.reading import readable
from conversations.sealed.steps import AFTER, STEPS, choice_of
from conversations.sealed.views import AFTER_VIEWS, VIEWS, gone, language_view
from conversations.state import State

__all__ = ["DIALOG", "opened"]


def opened(invitation: Invitation) -> Turn:
    """The family's link was opened. What carried its token must not be readable any more."""
    return Turn(State("sealed", "read", {"sealed": invitation.subject}), (RenewKey(),))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One step of the family."""
    if context.chat.language is None:
        choice = choice_of(event)
        return Turn(state, (SetLanguage(choice),) if choice in LANGUAGES else ())
    if state.step in AFTER:
        return AFTER[state.step](choice_of(event), context)
    told = readable(context)
    if told is None:
        choice_of(event)
        return Turn(home.of(context))
    if isinstance(event, Choice) and event.choice in ("home", "later"):
        return Turn(home.of(context))
    return STEPS[state.step](state, event, told, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    if context.chat.language is None:
        return language_view(state, context)
    if state.step in AFTER_VIEWS:
        return AFTER_VIEWS[state.step](context)
    told = readable(context)
    if told is None:
        return gone(state, context)
    return VIEWS[state.step](state, told, context)


DIALOG = Dialog("sealed", (*STEPS, *AFTER), advance, view)
