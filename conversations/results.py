"""What was found: a list, a card per right with its tabs, and the question whether the answers may be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from conversations import findings, privacy
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import FollowRights, KeepAnswers, MarkScreened, SaveAnswers, Schedule
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of, report_of, verdict_named
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from followups import due_at
from rights import Report, Verdict, VerdictKind, hold, undo
from texts import Text, say

__all__ = ["DIALOG", "MOST_FOLLOWED", "TRIAL_MARK", "named"]

MOST_FOLLOWED = 3
"""More questions two weeks later would be a form."""

TRIAL = say("results", "Dit is een proefversie: bedragen zijn nog niet nagekeken.")
TRIAL_MARK = say("results", "(proefversie)")
"""Said of every result while a figure of the pass is not signed off: in full above a list, in short on a card."""

IN_LIST = 5
"""Rights on one page of the list: room for the other groups and for asking help."""

LIST = State("results", "list")
HELP = Button("help", say("results", "Vraag hulp"))
REQUEST = Button("help", say("results", "Mijn aanmelding"))


class Mark(NamedTuple):
    """How likely a right is: a plain sign on its button, and the words that the list gives with the sign."""

    button: Text
    legend: Text


_SURE = Mark(say("mark", "●●● {name}"), say("mark", "●●● heel waarschijnlijk"))
_GOOD = Mark(say("mark", "●●○ {name}"), say("mark", "●●○ waarschijnlijk, vraag het na"))
_OPEN = Mark(say("mark", "●○○ {name}"), say("mark", "●○○ misschien, zoek het uit"))
_NOT = Mark(say("mark", "○○○ {name}"), say("mark", "○○○ past nu niet"))

MARKS: Mapping[VerdictKind, Mark] = {
    VerdictKind.VERY_LIKELY: _SURE,
    VerdictKind.LIKELY: _GOOD,
    VerdictKind.ASK: _GOOD,
    VerdictKind.MAYBE: _OPEN,
    VerdictKind.ONE_MORE_ANSWER: _OPEN,
    VerdictKind.AFTER: _OPEN,
    VerdictKind.NOT_NOW: _NOT,
}


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

GROUPS: Mapping[str, Callable[[Report], tuple[Verdict, ...]]] = {
    "list": findings.follows,
    "held": findings.held,
    "other": findings.later,
}
"""The lists, by step."""


def named(verdict: Verdict) -> Text:
    """The name of a right, with whom it is for where that is not the whole household."""
    if verdict.subject_label is None:
        return verdict.name
    return say("results", "{right}, {who}", right=verdict.name, who=verdict.subject_label)


def _short(verdict: Verdict, found: Report) -> Text:
    """The name for a button: with whom it is for only where the report has the right more than once.

    The year of birth is told on the card: a phone would cut it off here.
    """
    kind, _, which = verdict.subject.partition(".")
    if not which or sum(other.right_id == verdict.right_id for other in found.verdicts) == 1:
        return verdict.name
    who = _WHO[kind].having(n=int(which)) if which.isdecimal() else say("subject", "de baby")
    return say("results", "{right}, {who}", right=verdict.name, who=who)


_WHO: Mapping[str, Text] = {"child": say("subject", "kind {n}"), "adult": say("subject", "volwassene {n}")}


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


def _ask_help(context: Context, *about: str) -> Turn:
    return Turn(State("helping", "mine" if household_of(context).referral else "consent", {"about": list(about)}))


def _list(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "more":
            return Turn(state.go(state.step, page=state.number("page") + 1))
        case "back" if state.step != "list":
            return Turn(LIST)
        case "back":
            return _to_questions(context)
        case "held" | "other" | "keep":
            return Turn(State("results", choice))
        case "help":
            return _ask_help(context)
    return Turn(State("results", "card", {"right": choice, "from": state.step, "page": state.number("page")}))


def _to_questions(context: Context) -> Turn:
    """Back to the questions: the one that waits, else the last one that was answered."""
    answers = household_of(context).answers
    effects = (SaveAnswers(undo(answers)),) if report_of(context).complete else ()
    return Turn(State("interview", "ask"), effects)


def _card(state: State, choice: str, context: Context) -> Turn:
    verdict = verdict_named(report_of(context), state.text("right"))
    if verdict is None or choice == "back":
        came_from = state.text("from")
        page = {"page": state.number("page")} if state.number("page") else {}
        return Turn(State("results", came_from, page) if came_from in GROUPS else LIST)
    if choice in TABS:
        return Turn(state.go("card", tab=choice))
    if choice == "help":
        return _ask_help(context, verdict.key)
    answers = hold(household_of(context).answers, verdict.right_id, verdict.subject, choice == "have")
    return Turn(state.go("card", tab=""), (SaveAnswers(answers),))


def _keep(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(LIST)
    household, kept = household_of(context), choice == "yes"
    answered = KeepAnswers(kept, privacy.VERSION, context.chat.language or SOURCE)
    if not kept:  # after a yes, the end that is planned is a year away
        sooner = (Schedule("wipe", due_at("wipe", context.now), household.id),) if household.kept else ()
        return Turn(LIST, (answered, *sooner))
    if household.kept:
        return Turn(State("results", "follow"), (answered,))
    return Turn(
        State("results", "follow"), (answered, Schedule("outcomes", due_at("outcomes", context.now), household.id))
    )


def _follow(state: State, choice: str, _context: Context) -> Turn:
    picked = state.texts("picked")
    match choice:
        case "more":
            return Turn(state.go("follow", page=state.number("page") + 1))
        case "back":
            return Turn(State("results", "keep"))
        case "done":
            return Turn(LIST, (FollowRights(picked[:MOST_FOLLOWED]),))
    if choice in picked:
        return Turn(state.go("follow", picked=[key for key in picked if key != choice], full=False))
    if len(picked) >= MOST_FOLLOWED:
        return Turn(state.go("follow", full=True))
    return Turn(state.go("follow", picked=[*picked, choice]))


def _button(verdict: Verdict, found: Report) -> Button:
    label = MARKS[verdict.kind].button.having(name=_short(verdict, found))
    return Button(verdict.key, say("mark", "⚠️ {label}", label=label) if verdict.urgent else label)


def _list_view(state: State, context: Context) -> Screen:
    found, household = report_of(context), household_of(context)
    page = state.number("page")
    shown = paged([_button(verdict, found) for verdict in findings.follows(found)], page, most=IN_LIST)
    keys = {button.choice for button in shown}
    kinds = {verdict.kind for verdict in found.verdicts if verdict.key in keys}
    marks = dict.fromkeys(mark.legend for kind, mark in MARKS.items() if kind in kinds)
    held, other = findings.held(found), findings.later(found)
    further = (Button("keep", say("results", "Verder")),) if found.complete and household.kept is None else ()
    groups = (
        *((Button("held", say("results", "Dat heb ik al: {n}", n=len(held))),) if held else ()),
        *((Button("other", say("results", "Past nu niet: {n}", n=len(other))),) if other else ()),
        REQUEST if household.referral else HELP,
    )
    return Screen(
        "results",
        "list",
        (*_trial(found), *_together(found), *_honest(found), *marks),
        title=say("results", "Wat we vonden"),
        answers=(*shown, *groups),
        ways=(BACK, *further, MENU),
        token=str(page),
    )


def _together(found: Report) -> tuple[Text, ...]:
    """What the likely rights bring together, once there is nothing left to ask: before that it would jump."""
    amount = findings.amount_of(found.total) if found.complete else None
    if amount is None:
        return ()
    return (
        say("results", "Samen naar schatting {amount}. Een deel heb je misschien al: vraag het na.", amount=amount),
    )


def _trial(found: Report) -> tuple[Text, ...]:
    return (TRIAL,) if found.trial else ()


def _honest(found: Report) -> tuple[Text, ...]:
    """What the list is worth: a hint, and a dienst that decides."""
    marks = [MARKS[verdict.kind] for verdict in findings.follows(found)]
    if not marks:
        return (
            say("results", "Nu vonden we geen recht dat je mist."),
            say("results", "Twijfel je? Een medewerker kijkt graag mee."),
        )
    return (
        *(() if found.complete else (say("results", "Er zijn nog vragen. De lijst is nog niet af."),)),
        say("results", "Misschien past dit bij je gezin. De dienst beslist.")
        if all(mark is _OPEN for mark in marks)
        else say("results", "We denken dat dit bij je gezin past. De dienst beslist."),
        say("results", "Tik op een recht om meer te lezen."),
    )


def _group_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    titles = {"held": say("results", "Dat heb je al"), "other": say("results", "Past nu niet")}
    lines = {
        "held": say("results", "Deze rechten heb je al. Klopt het niet? Tik erop."),
        "other": say("results", "Deze rechten passen nu niet. Tik erop: je leest waarom."),
    }
    none = say("results", "Hier staat nu niets.")
    found = report_of(context)
    verdicts = GROUPS[state.step](found)
    return Screen(
        "results",
        state.step,
        (*_trial(found), lines[state.step] if verdicts else none),
        title=titles[state.step],
        answers=paged([Button(verdict.key, _short(verdict, found)) for verdict in verdicts], page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _card_view(state: State, context: Context) -> Screen:
    found = report_of(context)
    verdict = verdict_named(found, state.text("right"))
    if verdict is None:
        return _list_view(LIST, context)
    tab = state.text("tab")
    if tab in TABS:
        lines = TABS[tab].lines(verdict) or (say("results", "Dat weten we nog niet. Vraag het na."),)
    elif verdict.held:
        lines = (say("results", "Je zei: dat heb ik al."),)
    else:
        lines = (verdict.sentence,)
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
            REQUEST if household_of(context).referral else Button("help", say("results", "Help me hiermee")),
        ),
        ways=(BACK, MENU),
        token=verdict.key,
        official=tab == "todo",  # where to go and what to bring: shown at the desk
    )


def _keep_view(_state: State, context: Context) -> Screen:
    chosen = household_of(context).kept
    return Screen(
        "results",
        "keep",
        (
            say("results", "Mag ik je antwoorden bewaren? Dan vraag ik over 2 weken hoe het ging."),
            say("results", "Ja: we wissen ze 1 jaar na je laatste tik."),
            say("results", "Nee: we wissen ze 7 dagen na je laatste tik. Ik vraag dan niets."),
            *(() if chosen is None else (_chosen(chosen),)),
        ),
        answers=(Button("yes", say("results", "Ja, bewaar ze")), Button("no", say("results", "Nee, bewaar ze niet"))),
        ways=(BACK, MENU),
    )


def _chosen(kept: bool) -> Text:
    return say("results", "Nu koos je: ja.") if kept else say("results", "Nu koos je: nee.")


def _follow_view(state: State, context: Context) -> Screen:
    picked, page, found = state.texts("picked"), state.number("page"), report_of(context)
    names = {verdict.key: _short(verdict, found) for verdict in findings.follows(found)}
    buttons = [
        Button(key, say("results", "✅ {name}", name=name) if key in picked else name) for key, name in names.items()
    ]
    return Screen(
        "results",
        "follow",
        (
            say("results", "Kies de rechten waarvan ik later vraag hoe het ging. 3 is genoeg."),
            *(
                (say("results", "Je koos er al 3. Wil je wisselen? Tik eerst een gekozen recht weg."),)
                if state.data.get("full")
                else ()
            ),
        ),
        title=say("results", "Waarover mag ik vragen?"),
        answers=(*paged(buttons, page, most=7), Button("done", say("results", "Klaar"))),
        ways=(BACK, MENU),
        token=str(page),
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "list": _list,
    "held": _list,
    "other": _list,
    "card": _card,
    "keep": _keep,
    "follow": _follow,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "list": _list_view,
    "held": _group_view,
    "other": _group_view,
    "card": _card_view,
    "keep": _keep_view,
    "follow": _follow_view,
}

DIALOG = Dialog("results", tuple(_STEPS), advance, view, household=True)
