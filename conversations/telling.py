"""What is said about data before a yes: the short text, the longer one page by page, and the whole one behind it.

Every dialog that asks for that yes has the steps `info` and `more`, and asks here what they show and where a tap leads
that only reads. The buttons of the yes are the dialog's own.
"""

from __future__ import annotations

from conversations import privacy
from conversations.context import Context
from conversations.information import READ, at_contents
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import responsible
from texts import Text, say

__all__ = ["OWN_TITLE", "longer", "paging", "short"]

OWN_TITLE = say("welcome", "🔒 Jouw gegevens")
MORE = Button("more", say("welcome", "Eerst meer lezen"))
NEXT = Button("next", say("welcome", "Lees verder"))


def short(
    state: State,
    town: str,
    context: Context,
    *answers: Button,
    title: Text = OWN_TITLE,
    first: tuple[Text, ...] = (),
    shared: bool = False,
    helped: bool = False,
) -> Screen:
    """The step `info` of the state's dialog, about the data of a family in `town`. `first` stands above the text;
    `shared`: another parent has the file already; `helped`: a helper reads it out and taps."""
    return Screen(
        state.dialog,
        "info",
        (*first, *privacy.layer_1(responsible(town, context), context.catalogue.terms, shared=shared, helped=helped)),
        title=title,
        answers=(*answers[:1], MORE, *answers[1:]),
        ways=(BACK, MENU),
    )


def longer(state: State, town: str, context: Context, *answers: Button, title: Text = OWN_TITLE) -> Screen:
    """The step `more`, at the page that the state names."""
    page = state.number("page")
    further = () if page >= privacy.LAYER_2_PAGES - 1 else (NEXT,)
    return Screen(
        state.dialog,
        "more",
        privacy.layer_2(responsible(town, context), page, context.catalogue.terms),
        title=title,
        answers=(*further, *answers, READ),
        ways=(BACK, MENU),
        token=str(page),
    )


def paging(state: State, choice: str) -> State | None:
    """Where a tap leads that only reads on or back; None: it answers the question, or goes back before the text."""
    page = state.number("page")
    match state.step, choice:
        case "info", MORE.choice:
            return state.go("more", page=0)
        case "more", NEXT.choice:
            return state.go("more", page=page + 1)
        case "more", BACK.choice:
            return state.go("more", page=page - 1) if page else state.go("info")
        case "more", READ.choice:
            return at_contents(state)
    return None
