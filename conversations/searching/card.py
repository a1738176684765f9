"""A right's card without a questionnaire: what it is, for whom, what it brings, what to do; and for a family that
answered questions what it means for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from zlib import crc32

from conversations import direct, home, lists
from conversations.context import Context
from conversations.dialog import Turn
from conversations.findings import report_of
from conversations.minors import is_young
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.searching.listing import AGAIN
from conversations.searching.places import family_of, may_check, pass_of
from conversations.state import State
from conversations.tongues import is_offered
from rights import Catalogue, Verdict, by_itself, in_general, next_question, only, settled, unsigned, verdicts_of
from rights.shapes import Right
from texts import Text, say

__all__ = ["choose", "view"]

TABS: Mapping[str, tuple[Text, Callable[[Verdict], tuple[Text, ...]]]] = {
    "todo": (say("tab", "Wat doe ik"), lambda verdict: verdict.todo),
    "brings": (say("tab", "Wat brengt het"), lambda verdict: verdict.brings),
    "source": (say("tab", "Bron"), lambda verdict: verdict.source),
}
"""The sides of the card besides the first. They speak of the family's one verdict, else of the right in general."""

CHECK = Button("check", say("find", "Kijk of dit past"))
ALL = Button("all", say("find", "Alle vragen"))
MOST_SUBJECTS = 4
"""Verdicts of one right on its card: one per child, say. More are paged."""


def _here(state: State, context: Context) -> Catalogue:
    return pass_of(state, context) or context.catalogue


def _own(state: State, context: Context) -> tuple[Verdict, ...]:
    """What the right means for this family; empty while that hangs on a question that was not answered."""
    family = family_of(context)
    if family is None or not family.answers:
        return ()
    found = verdicts_of(report_of(context), state.text("right"))
    return found if settled(found) else ()


def _check(state: State, context: Context) -> tuple[Button, ...]:
    """The button to the questions of this right, where it may be asked here and one is left."""
    family = family_of(context)
    if not may_check(state, context):
        return ()
    if family is None:
        return (CHECK,)
    left = next_question(only(context.pass_catalogue, state.text("right")), family.answers, context.today)
    return (CHECK,) if left is not None else ()


def choose(state: State, choice: str, context: Context) -> Turn:
    """Where a tap on the card leads."""
    if choice in TABS:
        return Turn(state.go("right", tab="" if choice == state.text("tab") else choice))
    if choice == "help":
        young = {"young": True} if is_young(state.under) else {}
        return direct.turn(context, **young, about=[verdict.key for verdict in _own(state, context)[:1]])
    return Turn(_onward(state, choice, context))


def _onward(state: State, choice: str, context: Context) -> State:
    match choice:
        case "back":
            came = state.text("from")
            return state.go(came if came in ("theme", "found", "maybe") else "ask")
        case AGAIN.choice:
            return State("find", "ask", {"town": state.text("town")}, state.under)
        case "more":
            return state.go("right", page=state.number("page") + 1)
        case CHECK.choice:
            return _checking(state, context)
        case ALL.choice:
            return State("interview", "ask")
    here = replace(state, under=None)  # the card of what was found is about the family, whatever lay below
    return State("results", "card", {"right": choice, "from": "find"}, here)


def _checking(state: State, context: Context) -> State:
    """To the questions; without a household first to what is said about data, as at the beginning."""
    right = state.text("right")
    if family_of(context) is not None:
        return state.go("check", asked=0, ticks=[], page=0)
    if context.roster:  # there is a file, and none is open
        return home.of(context)
    town = state.text("town")
    spoken = is_offered(context.chat.language, context.catalogue.municipalities.get(town))
    return State("welcome", "info" if spoken else "language", {"town": town, "right": right})


def view(state: State, context: Context) -> Screen:
    """The card. Without answers it speaks of the right in general; with answers of this family."""
    rights = _here(state, context)
    right = rights.rights.get(state.text("right"))
    if right is None:
        return Screen("find", "right", (say("results", "Hier staat nu niets."),), answers=(AGAIN,), ways=(BACK, MENU))
    own, tab = _own(state, context), state.text("tab")
    if tab in TABS:
        lines = _side(tab, right, own, context, rights)
    elif own:
        lines = tuple(dict.fromkeys(verdict.sentence for verdict in own))[:2]
    else:
        lines = (
            say("find", "Dit is: {gives}.", gives=Text(right.id, right.gives_nl)),
            Text(right.id, right.why_nl),
            Text(right.id, right.changes_nl),
        )
    trial = (lists.TRIAL_MARK,) if unsigned(rights, context.signed, context.today) else ()
    return Screen(
        "find",
        "right",
        (*lines, *trial),
        title=Text(right.id, right.name_nl),
        tabs=tuple(
            Button(name, say("tab", "• {tab}", tab=label) if name == tab else label)
            for name, (label, _) in TABS.items()
        ),
        answers=_answers(state, own, context),
        ways=(BACK, MENU),
        token=f"{crc32(right.id.encode()):08x}",  # short: keys of verdicts stand beside it
        official=tab == "todo",
    )


def _side(tab: str, right: Right, own: tuple[Verdict, ...], context: Context, rights: Catalogue) -> tuple[Text, ...]:
    if len(own) == 1:
        lines = TABS[tab][1](own[0])
    else:
        general = in_general(rights, right.id, context.today, context.signed)
        lines = (*(by_itself(right) if tab == "todo" else ()), *TABS[tab][1](general))
    return lines or (say("results", "Dat weten we nog niet. Vraag het na."),)


def _answers(state: State, own: tuple[Verdict, ...], context: Context) -> tuple[Button, ...]:
    person = (Button("help", say("menu", "👤 Vraag hulp")),) if home.is_about_family(context) else ()
    family, check = family_of(context), _check(state, context)
    if family is None or not own:
        return (*check, AGAIN, *person)
    more = next_question(context.pass_catalogue, family.answers, context.today)
    return (
        *paged([_subject(verdict, own) for verdict in own], state.number("page"), MOST_SUBJECTS),
        *check,
        *((ALL,) if more is not None else ()),
        AGAIN,
        *person,
    )


def _subject(verdict: Verdict, own: tuple[Verdict, ...]) -> Button:
    """To the card of what was found: by whom it is for, where the right has several verdicts."""
    if len(own) == 1 or verdict.subject_label is None:
        return Button(verdict.key, say("find", "Meer voor jouw gezin"))
    return Button(verdict.key, say("find", "{who}", who=verdict.subject_label))
