"""What was found: a list, a card per right with its tabs, and the question whether the answers may be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from conversations import dates, lists, planning, privacy, waiting
from conversations.asking import asked_from
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import KeepAnswers, MarkScreened
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of, report_of, verdict_named
from conversations.keeping import said, wipe
from conversations.languages import SOURCE
from conversations.lists import LIST, REQUEST, TRIAL_MARK, named
from conversations.plan.places import picking, step_at
from conversations.screen import BACK, MENU, Button, Screen
from conversations.signals.places import TELL, at_codes, may_tell
from conversations.state import State
from rights import Data, Verdict, VerdictKind
from texts import Text, say

__all__ = ["DIALOG"]


class Tab(NamedTuple):
    """One side of a right's card."""

    label: Text
    lines: Callable[[Verdict], tuple[Text, ...]]


TABS: Mapping[str, Tab] = {
    "why": Tab(say("tab", "Waarom"), lambda verdict: verdict.why),
    "todo": Tab(say("tab", "Wat doe ik"), lambda verdict: verdict.todo),
    "brings": Tab(say("tab", "Wat brengt het"), lambda verdict: verdict.brings),
    "source": Tab(say("tab", "Bron"), lambda verdict: verdict.source),
}


AWAY: Mapping[str, State] = {
    lists.ANSWERS.choice: State("answers", "topics"),
    lists.QUESTION.choice: State("interview", "ask"),
    lists.TAKE.choice: State("documents", "choose"),
}
"""Where a button of a list leads that is about all of it."""


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap in the results. The first one that finds all questions answered marks the household as screened."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = _settled(state, context)
    turn = _STEPS[settled.step](settled, event.choice, context)
    if household_of(context).screened_at is None and report_of(context).complete:
        return replace(turn, effects=(MarkScreened(), *turn.effects))
    return turn


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state, or the list where the right of the card is no longer in the report."""
    if state.step == "card" and verdict_named(report_of(context), state.text("right")) is None:
        return LIST
    return state


def _ask_help(state: State, context: Context, *about: str) -> Turn:
    asking = State("helping", "mine" if household_of(context).referral else "consent", {"about": list(about)})
    return Turn(asked_from(state, asking))


def _list(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "more":
            return Turn(state.go(state.step, page=state.number("page") + 1))
        case "back" if state.step != "list":
            return Turn(lists.back_from(state, context))
        case "back":
            return Turn(_to_questions(context))
        case "help":
            return _ask_help(state, context)
        case waiting.WAITS.choice:
            return Turn(waiting.first(context) or LIST)
    return Turn(_opened(state, choice))


def _opened(state: State, choice: str) -> State:
    """What a button of a list opens: something about all of it, another list, or the card of a right."""
    if choice in ("keep", lists.REST):
        return State("results", choice)
    if choice in AWAY:
        return AWAY[choice]
    opened = next((name for name, button in lists.CHOICES.items() if button == choice), None)
    if opened is not None:
        return State("results", "group", {"group": opened})
    here, group, page = state.step, state.text("group"), state.number("page")
    return State("results", "card", {"right": choice, "from": here, "group": group, "page": page})


def _to_questions(context: Context) -> State:
    """Back to the question that waits; from a list that is or was finished, to the answers: none is taken back."""
    finished = household_of(context).screened_at is not None or report_of(context).complete
    return AWAY[lists.ANSWERS.choice if finished else lists.QUESTION.choice]


def _card(state: State, choice: str, context: Context) -> Turn:
    verdict = verdict_named(report_of(context), state.text("right"))
    if verdict is None or choice == "back":
        return Turn(_before_card(state))
    if choice in TABS:
        return Turn(state.go("card", tab=choice))
    if choice == "help":
        return _ask_help(state, context, verdict.key)
    if choice == TELL.choice:
        return Turn(at_codes(verdict.right_id, state.go("card", tab="")))
    if choice == "plan":
        begins = planning.planned(context, verdict.key) is None
        return Turn(step_at(verdict.key), planning.begin(context, (verdict.key,)) if begins else ())
    said = planning.had if choice == "have" else planning.not_had
    return Turn(state.go("card", tab=""), said(context, verdict))


def _before_card(state: State) -> State:
    """Where the card was opened."""
    match state.text("from"):
        case "find" if state.under is not None:
            return state.under
        case "dates":
            return State("results", "dates")
        case "news":
            return State("recheck", "news")
        case "group":
            return State("results", "group", {"group": lists.group_of(state), "page": state.number("page")})
    return LIST


def _keep(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(LIST)
    household, kept = household_of(context), choice == "yes"
    answered = KeepAnswers(kept, privacy.VERSION, context.chat.language or SOURCE)
    if not kept:  # after a yes, the end that is planned is a year away
        sooner = (wipe(context, household.id),) if household.kept else ()
        return Turn(LIST, (answered, *sooner))
    if household.kept:
        return Turn(picking("keep"), (answered,))
    asked = planning.promised(replace(context, household=replace(household, kept=True)), household.steps)
    return Turn(
        picking("keep"),
        (answered, *asked, *dates.looked_at_again(context, household.id, near_too=True)),
    )


def _card_view(state: State, context: Context) -> Screen:
    found = report_of(context)
    verdict = verdict_named(found, state.text("right"))
    if verdict is None:
        return lists.STEPS["list"](LIST, context)
    tab = state.text("tab")
    if tab in TABS:
        lines = TABS[tab].lines(verdict) or (say("results", "Dat weten we nog niet. Vraag het na."),)
    elif verdict.held:
        lines = (say("results", "Je antwoorden zeggen dat je dit al hebt."),)
    else:
        item = planning.planned(context, verdict.key)
        lines = (verdict.sentence, *(() if item is None else (item.step.state.label,)))
    return Screen(
        "results",
        "card",
        (*lines, *((TRIAL_MARK,) if found.trial else ())),
        title=named(verdict),
        tabs=tuple(
            Button(name, say("tab", "• {tab}", tab=side.label) if name == tab else side.label)
            for name, side in TABS.items()
        ),
        answers=(
            Button("unhave", say("results", "Toch nog niet"))
            if verdict.held
            else Button("have", say("results", "Dat heb ik al")),
            *_plan(verdict, context),
            REQUEST if household_of(context).referral else Button("help", say("results", "Help me hiermee")),
            *((TELL,) if may_tell(context) else ()),
        ),
        ways=(BACK, MENU),
        token=verdict.key,
        official=tab == "todo",  # where to go and what to bring: shown at the desk
    )


def _plan(verdict: Verdict, context: Context) -> tuple[Button, ...]:
    """Into the plan, or to where it stands there."""
    if planning.planned(context, verdict.key) is not None:
        return (Button("plan", say("results", "Bekijk in mijn plan")),)
    doable = not verdict.held and verdict.kind is not VerdictKind.NOT_NOW
    return (Button("plan", say("results", "Zet in mijn plan")),) if doable else ()


def _keep_view(_state: State, context: Context) -> Screen:
    chosen, terms = household_of(context).kept, context.catalogue.terms
    return Screen(
        "results",
        "keep",
        (
            say("results", "Mag ik je antwoorden bewaren? Dan vraag ik over 2 weken hoe het ging."),
            say("results", "Ja: we wissen ze {term} na je laatste tik.", term=said(terms[Data.ANSWERS_KEPT].span)),
            say(
                "results",
                "Nee: we wissen ze {term} na je laatste tik. Ik vraag dan niets.",
                term=said(terms[Data.ANSWERS].span),
            ),
            *(() if chosen is None else (_chosen(chosen),)),
        ),
        answers=(Button("yes", say("results", "Ja, bewaar ze")), Button("no", say("results", "Nee, bewaar ze niet"))),
        ways=(BACK, MENU),
    )


def _chosen(kept: bool) -> Text:
    return say("results", "Nu koos je: ja.") if kept else say("results", "Nu koos je: nee.")


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    **dict.fromkeys(lists.STEPS, _list),
    "card": _card,
    "keep": _keep,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    **lists.STEPS,
    "card": _card_view,
    "keep": _keep_view,
}

DIALOG = Dialog("results", tuple(_STEPS), advance, view, household=True)
