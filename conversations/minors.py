"""Somebody under 18: people to talk to, and the rights that are open to them. Nothing is kept of it.

No file is opened but for a request for help on their own yes, and then for that alone. Under 13 there is none: the law
asks a parent's consent there, and a child is better served by a person (docs/reference/information.md, heading 11).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import direct, home
from conversations.context import Context
from conversations.dialog import Turn, of_taps
from conversations.helplines import AMBULANCE, CAW, CHILDREN, line
from conversations.keeping import said
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.state import State
from rights import Data
from rights.shapes import Right
from texts import Text, say

__all__ = ["DIALOG", "YOUNG", "at_age", "at_rights", "is_child", "is_young"]

YOUNG = Button("young", say("minors", "Ik ben jonger dan 18"))

AWEL = line(CHILDREN, say("helplines", "{number}: Awel, voor kinderen en jongeren")).line
JAC = line(CAW, say("minors", "{number}: JAC van het CAW, van 12 tot 25 jaar")).line
NOW = line(AMBULANCE, say("danger", "{number}: bij gevaar nu")).line
NOTHING_KEPT = say("minors", "We bewaren niets over jou.")
HOME = Button("home", say("minors", "Naar het begin"))

LISTS: Mapping[str, tuple[str, ...]] = {"rights": ("yes",), "parent": ("yes", "pregnant_or_parent")}
"""The lists of rights, and on what ground (`Minors.open`) a right stands in them."""


THEMES: Mapping[str, tuple[Text, frozenset[str]]] = {
    "money": (
        say("minors", "Geld en werk"),
        frozenset({"income", "work", "tax", "debts", "goods", "food", "housing", "energy", "telecom"}),
    ),
    "health": (say("minors", "Gezondheid"), frozenset({"health", "disability"})),
    "school": (say("minors", "Kind, opvang en school"), frozenset({"children", "childcare", "school"})),
    "out": (say("minors", "Onderweg en vrije tijd"), frozenset({"mobility", "leisure"})),
    "law": (say("minors", "Raad en recht"), frozenset({"legal"})),
}
"""Where a list is too long for one screen: its themes, by the domains of the rights."""


def at_age() -> State:
    """The first step."""
    return State("minors", "age")


def at_rights() -> State:
    """Back at what is open from 13 to 17."""
    return State("minors", "young")


def is_young(state: State | None) -> bool:
    """Whether the person there said to be under 18."""
    return state is not None and state.dialog == "minors"


def is_child(state: State | None) -> bool:
    """Whether the person there said to be under 13: no file is opened then, whoever asks."""
    return state is not None and (state.dialog, state.step) == ("minors", "child")


def _settled(state: State, context: Context) -> State:
    """The state; the list where the right that was read is not there any more."""
    gone = state.step == "right" and state.text("right") not in context.pass_catalogue.rights
    return state.go("young") if gone else state


def _age(state: State, choice: str, context: Context) -> Turn:
    if choice in ("child", "young"):
        return Turn(state.go(choice))
    return Turn(home.of(context))


def _child(state: State, choice: str, context: Context) -> Turn:
    return Turn(state.go("age") if choice == "back" else home.of(context))


def _young(state: State, choice: str, _context: Context) -> Turn:
    return Turn(state.go({"back": "age", "help": "yes"}.get(choice, choice), page=0, theme=""))


def _list(state: State, choice: str, _context: Context) -> Turn:
    if choice == "back":
        return Turn(state.go(state.step if state.text("theme") else "young", theme="", page=0))
    if choice == "more":
        return Turn(state.go(state.step, page=state.number("page") + 1))
    if choice in THEMES:
        return Turn(state.go(state.step, theme=choice, page=0))
    return Turn(state.go("right", right=choice, list=state.step))


def _right(state: State, choice: str, _context: Context) -> Turn:
    listed = state.text("list")
    return Turn(state.go("yes") if choice == "help" else state.go(listed if listed in LISTS else "young"))


def _yes(state: State, choice: str, context: Context) -> Turn:
    return direct.turn(context, young=True) if choice == "yes" else Turn(state.go("young"))


def _age_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "minors",
        "age",
        (AWEL, JAC, NOTHING_KEPT, say("minors", "Hoe oud ben je?")),
        title=say("minors", "💬 Jonger dan 18 jaar"),
        answers=(
            Button("child", say("minors", "Jonger dan 13 jaar")),
            Button("young", say("minors", "13 tot 17 jaar")),
            Button("home", say("minors", "18 jaar of ouder")),
        ),
        ways=(BACK, MENU),
    )


def _child_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "minors",
        "child",
        (
            AWEL,
            NOW,
            say("minors", "Awel luistert naar jou. Je naam is niet nodig."),
            say("minors", "Wil je hier verder? Doe dat samen met een volwassene die je vertrouwt."),
            NOTHING_KEPT,
        ),
        title=say("minors", "💬 Praat met iemand"),
        answers=(HOME,),
        ways=(BACK, MENU),
    )


def _young_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "minors",
        "young",
        (
            AWEL,
            JAC,
            say("minors", "Ook jij hebt rechten, zeker als je een baby verwacht of een kind hebt."),
            say("minors", "Kijk gerust. We bewaren niets over jou."),
        ),
        title=say("minors", "Jouw rechten"),
        answers=(
            Button("rights", say("minors", "Wat kan ik krijgen?")),
            Button("parent", say("minors", "Ik verwacht of heb een kind")),
            Button("help", say("minors", "👤 Vraag hulp")),
        ),
        ways=(BACK, MENU),
    )


def _fitting(state: State, context: Context) -> tuple[Right, ...]:
    """The rights of a list, or of the theme of it that was chosen."""
    rights, (_, domains) = context.pass_catalogue.rights, THEMES.get(state.text("theme"), (None, frozenset()))
    open_ones = (rights[key] for key in context.pass_catalogue.for_minors)
    fitting = (right for right in open_ones if right.minors.open in LISTS[state.step])
    return tuple(right for right in fitting if not domains or right.domain in domains)


def _buttons(state: State, context: Context) -> list[Button]:
    """The rights, or where they do not fit the themes, and by name what is in none of them."""
    fitting = _fitting(state, context)
    if len(fitting) <= MAX_ANSWERS or state.text("theme"):
        return [Button(right.id, Text(right.id, right.name_nl)) for right in fitting]
    there = {right.domain for right in fitting}
    themes = [Button(name, label) for name, (label, domains) in THEMES.items() if there & domains]
    covered = frozenset[str]().union(*(domains for _, domains in THEMES.values()))
    return themes + [Button(r.id, Text(r.id, r.name_nl)) for r in fitting if r.domain not in covered]


def _list_view(state: State, context: Context) -> Screen:
    page, theme = state.number("page"), state.text("theme")
    return Screen(
        "minors",
        state.step,
        (
            say("minors", "Dit kan misschien ook voor jou. Kies er een."),
            say("minors", "Staat het er niet bij? Vraag het aan het JAC of het OCMW."),
        ),
        title=THEMES[theme][0] if theme in THEMES else say("minors", "Jouw rechten"),
        answers=paged(_buttons(state, context), page),
        ways=(BACK, MENU),
        token=f"{theme}.{page}" if theme else str(page),
    )


def _right_view(state: State, context: Context) -> Screen:
    """What it is and what to do; never a promise, for most pages name no age."""
    right = context.pass_catalogue.rights[state.text("right")]
    return Screen(
        "minors",
        "right",
        (
            say("minors", "Misschien past dit bij jou: {gives}.", gives=Text(right.id, right.gives_nl)),
            Text(right.id, right.claim.todo_nl[0]),
            say("minors", "Zeg hoe oud je bent. De dienst kijkt het na."),
        ),
        title=Text(right.id, right.name_nl),
        answers=(Button("help", say("minors", "👤 Vraag hulp")),),
        ways=(BACK, MENU),
        token=right.id,
    )


def _yes_view(_state: State, context: Context) -> Screen:
    return Screen(
        "minors",
        "yes",
        (
            say("minors", "Wil je dat een medewerker je helpt? Alleen jij kiest dat."),
            say(
                "minors",
                "Dan bewaren we je vraag. Is ze klaar? {term} later wissen we alles.",
                term=said(context.catalogue.terms[Data.ANSWERS].span),
            ),
            say("minors", "Help je een jongere? Laat de jongere zelf ja of nee kiezen."),
        ),
        title=say("minors", "👤 Hulp vragen"),
        answers=(Button("yes", say("minors", "Ja, ik wil hulp")), Button("no", say("minors", "Nee, nu niet"))),
        ways=(BACK, MENU),
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "age": _age,
    "child": _child,
    "young": _young,
    "rights": _list,
    "parent": _list,
    "right": _right,
    "yes": _yes,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "age": _age_view,
    "child": _child_view,
    "young": _young_view,
    "rights": _list_view,
    "parent": _list_view,
    "right": _right_view,
    "yes": _yes_view,
}

DIALOG = of_taps("minors", _STEPS, _VIEWS, _settled)
