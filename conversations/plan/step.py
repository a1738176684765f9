"""The card of a step: what to do, which documents, where and by when; and what the family tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from casework import STEP, Paper, StepAction, StepSource, StepState
from conversations import planning
from conversations.asking import asked_from
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import Effect, SendCalendar
from conversations.findings import household_of
from conversations.lists import REQUEST, named
from conversations.plan.places import ALL, dropping, step_at
from conversations.planning import Planned
from conversations.screen import BACK, MENU, Button, Screen
from conversations.signals.places import TELL, at_codes, may_tell
from conversations.state import State
from conversations.towns import ask_there
from texts import Day, Text, say

__all__ = ["choose", "choose_drop", "choose_paper", "settled", "view", "view_drop", "view_papers"]

ABOUT_ONE = ("step", "papers", "drop")

HAD = Button("had", say("plan", "Dat had ik al"))
AGENDA = Button("agenda", say("plan", "📅 In mijn agenda"))
HELP = Button("help", say("results", "Help me hiermee"))
AGAIN = Button("again", say("plan", "Probeer opnieuw"))
UNHAVE = Button("unhave", say("results", "Toch nog niet"))
PAPERS = Button("papers", say("plan", "📄 Papieren"))


def settled(state: State, context: Context) -> State:
    """The state; the whole plan where the step of the card is not in it any more."""
    if state.step in ABOUT_ONE and planning.planned(context, state.text("key")) is None:
        return ALL
    return state


def _item(state: State, context: Context) -> Planned:
    item = planning.planned(context, state.text("key"))
    assert item is not None, "settled() leads to the plan where there is none"
    return item


def _ask_help(state: State, context: Context, key: str) -> Turn:
    asking = State("helping", "mine" if household_of(context).referral else "consent", {"about": [key]})
    return Turn(asked_from(state, asking))


def choose(state: State, choice: str, context: Context) -> Turn:
    """What the family tells of a step, or wants to know of it."""
    item = _item(state, context)
    here = state.go("step", tab="")
    if choice in TABS:
        return Turn(state.go("step", tab="" if choice == state.text("tab") else choice))
    if choice in _TOLD:
        return Turn(here, _TOLD[choice](context, item))
    return _elsewhere(state, choice, item, context)


def _elsewhere(state: State, choice: str, item: Planned, context: Context) -> Turn:
    """What leads away from the card."""
    match choice:
        case PAPERS.choice:
            return Turn(state.go("papers"))
        case HELP.choice:
            return _ask_help(state, context, item.key)
        case TELL.choice:
            return Turn(at_codes(item.verdict.right_id, step_at(item.key)))
        case StepAction.DROP:
            return Turn(dropping(item.key))
    return Turn(ALL)


def _acts(action: StepAction, source: StepSource | None = None) -> Callable[[Context, Planned], tuple[Effect, ...]]:
    return lambda context, item: planning.act(context, item.key, action, source)


_TOLD: Mapping[str, Callable[[Context, Planned], tuple[Effect, ...]]] = {
    **{action: _acts(action) for action in StepAction if action is not StepAction.DROP},
    HAD.choice: _acts(StepAction.GRANT, StepSource.HAD),
    AGENDA.choice: lambda _context, item: (SendCalendar(item.key),),
    AGAIN.choice: lambda context, item: planning.begin(context, (item.key,)),
    UNHAVE.choice: lambda context, item: planning.not_had(context, item.verdict),
}
"""What is told or asked of a step, and the card stays: what it leads to."""


def choose_drop(state: State, choice: str, context: Context) -> Turn:
    """Lets a step go, or leaves it as it is: back to where that was asked."""
    item, before = _item(state, context), state.data.get("before")
    asked_in = State.from_json(before) if isinstance(before, dict) else None
    if choice == "yes":
        return Turn(asked_in or ALL, planning.act(context, item.key, StepAction.DROP))
    return Turn(asked_in or step_at(item.key))


def choose_paper(state: State, choice: str, context: Context) -> Turn:
    """Whether a document is there, in turn."""
    item = _item(state, context)
    if choice == HELP.choice:
        return _ask_help(state, context, item.key)
    papers = _papers(item, context)
    if not choice.isdecimal() or int(choice) >= len(papers):
        return Turn(state.go("step"))
    return Turn(state, planning.tick(context, item.key, papers[int(choice)]))


def _papers(item: Planned, context: Context) -> tuple[str, ...]:
    """The documents of a step, in Dutch, as the catalogue says them."""
    return context.pass_catalogue.rights[item.verdict.right_id].documents_nl


class Tab(NamedTuple):
    """One side of the card."""

    label: Text
    lines: Callable[[Planned, Context], tuple[Text, ...]]


def _todo(item: Planned, _context: Context) -> tuple[Text, ...]:
    return item.verdict.todo


def _where(item: Planned, context: Context) -> tuple[Text, ...]:
    """Who decides, and where somebody helps."""
    right = context.pass_catalogue.rights[item.verdict.right_id]
    nearby = (say("plan", "Hulp in je buurt:"), *ask_there(household_of(context).municipality, context))
    if right.office_nl is None:
        return nearby
    return (say("plan", "Dit vraag je hier: {office}.", office=Text(right.id, right.office_nl)), *nearby)


TABS: Mapping[str, Tab] = {
    "todo": Tab(say("tab", "Wat doe ik"), _todo),
    "where": Tab(say("tab", "Waar"), _where),
}


def view(state: State, context: Context) -> Screen:
    """One step. What can be told of it follows from the table of states."""
    item = _item(state, context)
    tab = state.text("tab")
    lines = TABS[tab].lines(item, context) if tab in TABS else _standing(item, context)
    return Screen(
        "plan",
        "step",
        lines,
        title=named(item.verdict),
        tabs=() if item.step.over else _tabs(tab, item, context),
        answers=_answers(item, context),
        ways=(BACK, MENU),
        token=item.key,
        official=tab == "todo",  # shown at the desk
    )


def _tabs(open_now: str, item: Planned, context: Context) -> tuple[Button, ...]:
    tabs = tuple(
        Button(name, say("tab", "• {tab}", tab=tab.label) if name == open_now else tab.label)
        for name, tab in TABS.items()
    )
    return (*tabs, PAPERS) if _papers(item, context) else tabs


def _answers(item: Planned, context: Context) -> tuple[Button, ...]:
    help_ = REQUEST if household_of(context).referral else HELP
    if item.step.state is StepState.GRANTED:
        return (UNHAVE,)
    if item.step.over:
        return (help_, *_tells(item, context), AGAIN)
    had = (HAD,) if item.step.state is StepState.OPEN else ()
    tells = [Button(edge.action, StepAction(edge.action).label) for edge in STEP.edges_from(item.step.state)]
    agenda = (AGENDA,) if _until(item) is not None else ()
    return (*tells[:-1], *had, *agenda, help_, tells[-1])


def _tells(item: Planned, context: Context) -> tuple[Button, ...]:
    """After a refusal: what made it hard, for who wants to tell."""
    return (TELL,) if item.step.state is StepState.REFUSED and may_tell(context) else ()


def _until(item: Planned) -> date | None:
    """The last safe day to ask; None where that was done."""
    return None if item.step.state is StepState.APPLIED else item.verdict.until


def _standing(item: Planned, context: Context) -> tuple[Text, ...]:
    """How far the step is, by when it must be done, and how many documents are there."""
    step, until = item.step, _until(item)
    if step.state is StepState.REFUSED:
        return (
            step.state.label,
            say("plan", "Dat is jammer. Het ligt niet aan jou."),
            *planning.AFTER_REFUSAL,
            *(() if household_of(context).referral else (say("outcomes", "Wil je dat iemand je helpt?"),)),
        )
    if step.over:
        return (step.state.label,)
    asks = step.state is StepState.TRIED and household_of(context).referral is None
    papers = _papers(item, context)
    have = sum(step.papers.get(paper) is Paper.HAVE for paper in papers)
    return (
        step.state.label,
        *((say("plan", "Dat geeft niet. Wil je hulp?"),) if asks else ()),
        *((say("plan", "Ten laatste op {day}.", day=Day(until)),) if until is not None else ()),
        *((say("plan", "Papieren: {have} van de {all}.", have=have, all=len(papers)),) if papers else ()),
    )


def view_drop(state: State, context: Context) -> Screen:
    """One tap by mistake lets nothing go."""
    item = _item(state, context)
    return Screen(
        "plan",
        "drop",
        (say("plan", "Wil je hiermee stoppen? Ik vraag er dan niet meer naar."),),
        title=named(item.verdict),
        answers=(Button("yes", say("plan", "Ja, stop hiermee")), Button("no", say("plan", "Nee, ga verder"))),
        ways=(BACK, MENU),
        token=item.key,
    )


def view_papers(state: State, context: Context) -> Screen:
    """The documents, each with whether it is there."""
    item = _item(state, context)
    right = item.verdict.right_id
    papers = _papers(item, context)
    said = [item.step.papers.get(paper, Paper.NEED) for paper in papers]
    return Screen(
        "plan",
        "papers",
        (
            say("plan", "Tik op een nummer om te veranderen."),
            *(
                say("plan", "{n}. {paper}: {have}", n=n, paper=Text(right, paper), have=have.label)
                for n, (paper, have) in enumerate(zip(papers, said, strict=True), 1)
            ),
        ),
        title=say("plan", "📄 Papieren"),
        answers=(
            *(Button(str(n - 1), say("plan", "{n}: {have}", n=n, have=have.label)) for n, have in enumerate(said, 1)),
            *((HELP,) if Paper.HELP in said else ()),
        ),
        ways=(BACK, MENU),
        token=item.key,
    )
