"""The lists of what was found: what comes first, the rest by how likely it is, and folded what needs nothing now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from casework import StepState
from conversations import findings, marks, planning, waiting
from conversations.context import Context, Household
from conversations.dates import NEAR, dated
from conversations.findings import household_of, report_of
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.state import State
from rights import Report, Verdict, VerdictKind
from texts import Day, Text, say

__all__ = [
    "ANSWERS",
    "CHOICES",
    "GROUPS",
    "HELP",
    "LIST",
    "QUESTION",
    "REQUEST",
    "REST",
    "STEPS",
    "TAKE",
    "TRIAL",
    "TRIAL_MARK",
    "UNFINISHED",
    "back_from",
    "group_of",
    "last_day",
    "named",
    "short",
    "together",
]

TRIAL = say("results", "Dit is een proefversie: bedragen zijn nog niet nagekeken.")
TRIAL_MARK = say("results", "(proefversie)")
"""Said of every result while a figure of the pass is not signed off: in full above a list, in short on a card."""

UNFINISHED = say("results", "Er zijn nog vragen. De lijst is nog niet af.")
ONE_MORE = say("results", "Er is nog een vraag.")
"""Said instead where the list was finished once: what opened since is no reason to doubt it."""

MOST_FIRST = 3
"""Rights that stand on the first screen by name where there are more than fit: what to begin with."""

LIST = State("results", "list")
QUESTION = Button("question", say("changes", "Naar de vraag"))
"""Leads to the question that waits: one that opened after the list was finished takes nothing over by itself."""
HELP = Button("help", say("results", "Vraag hulp"))
REQUEST = Button("help", say("results", "Mijn aanmelding"))
TAKE = Button("take", say("results", "📄 Neem mee"))
"""Leads to the list on paper, as messages or as a file."""
ANSWERS = Button("answers", say("answers", "✏️ Mijn antwoorden"))


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


class Group(NamedTuple):
    """Some verdicts that are read together: the button that leads to them, the title and the line above them."""

    button: Text
    title: Text
    line: Text
    holds: Callable[[Report], tuple[Verdict, ...]]


def _of(*kinds: VerdictKind) -> Callable[[Report], tuple[Verdict, ...]]:
    def holds(found: Report) -> tuple[Verdict, ...]:
        return tuple(v for v in findings.follows(found) if v.kind in kinds and not v.urgent)

    return holds


def _urgent(found: Report) -> tuple[Verdict, ...]:
    return tuple(v for v in findings.follows(found) if v.urgent)


GROUPS: Mapping[str, Group] = {
    "urgent": Group(
        say("results", "⚠️ Dringend: {n}"),
        say("results", "⚠️ Dringend"),
        say("results", "Begin hier. Deze hulp kan niet wachten."),
        _urgent,
    ),
    "sure": Group(
        say("results", "●●● Heel waarschijnlijk: {n}"),
        say("results", "Heel waarschijnlijk"),
        say("results", "We denken dat dit bij je gezin past. De dienst beslist."),
        _of(VerdictKind.VERY_LIKELY),
    ),
    "likely": Group(
        say("results", "●●○ Waarschijnlijk: {n}"),
        say("results", "Waarschijnlijk"),
        say("results", "Dit past waarschijnlijk. Op elke kaart staat wat je nakijkt."),
        _of(VerdictKind.LIKELY),
    ),
    "ask": Group(
        say("results", "●●○ Vraag het na: {n}"),
        say("results", "Vraag het na"),
        say("results", "Een dienst beslist hierover. Op elke kaart staat welke."),
        _of(VerdictKind.ASK),
    ),
    "maybe": Group(
        say("results", "●○○ Misschien of later: {n}"),
        say("results", "Misschien of later"),
        say("results", "Dit is nog niet zeker. Op elke kaart staat wat eerst komt."),
        _of(VerdictKind.MAYBE, VerdictKind.ONE_MORE_ANSWER, VerdictKind.AFTER),
    ),
    "held": Group(
        say("results", "Dat heb ik al: {n}"),
        say("results", "Dat heb je al"),
        say("results", "Deze rechten heb je al. Klopt het niet? Tik erop."),
        findings.held,
    ),
    "other": Group(
        say("results", "Past nu niet: {n}"),
        say("results", "Past nu niet"),
        say("results", "Deze rechten passen nu niet. Tik erop: je leest waarom."),
        findings.later,
    ),
}
"""Every verdict stands in one of these, in the order in which they are shown."""

CHOICES: Mapping[str, str] = {name: f"{name}_ones" if name == "urgent" else name for name in GROUPS}
"""What the button of a group is called: `urgent` itself leads to the numbers to call, from any screen."""

FOLDED = ("held", "other")
"""The groups that ask nothing of the family: they lie behind one button."""

LIKELIHOODS = ("sure", "likely", "ask", "maybe")
"""The groups of what can be done and is not urgent."""

REST = "rest"


def last_day(verdict: Verdict, until: date, today: date) -> Text:
    """A right with its last safe day. Where that is near it may be a guess, on the safe side of an answer such as *less
    than three months ago*: then what counts is to ask now."""
    if until <= today + NEAR:
        return say(
            "results",
            "{right}: vraag het nu. De laatste dag is misschien al {day}.",
            right=named(verdict),
            day=Day(until),
        )
    return say("results", "{right}: ten laatste op {day}.", right=named(verdict), day=Day(until))


def named(verdict: Verdict) -> Text:
    """The name of a right, with whom it is for where that is not the whole household."""
    if verdict.subject_label is None:
        return verdict.name
    return say("results", "{right}, {who}", right=verdict.name, who=verdict.subject_label)


def short(verdict: Verdict, found: Report) -> Text:
    """The name for a button: with whom it is for only where the report has the right more than once.

    The year of birth is told on the card: a phone would cut it off here.
    """
    kind, _, which = verdict.subject.partition(".")
    if not which or sum(other.right_id == verdict.right_id for other in found.verdicts) == 1:
        return verdict.name
    who = _WHO[kind].having(n=int(which)) if which.isdecimal() else say("subject", "de baby")
    return say("results", "{right}, {who}", right=verdict.name, who=who)


_WHO: Mapping[str, Text] = {"child": say("subject", "kind {n}"), "adult": say("subject", "volwassene {n}")}


def _planned(context: Context) -> Mapping[str, StepState]:
    """How far what stands in the plan is, by the key of its verdict."""
    return {item.key: item.step.state for item in planning.plan_of(context)}


def _button(verdict: Verdict, found: Report, planned: Mapping[str, StepState]) -> Button:
    """How likely a right is; where it stands in the plan, how far it is there."""
    state = planned.get(verdict.key)
    mark = MARKS[verdict.kind].button if state is None else marks.MARKS[state]
    label = mark.having(name=short(verdict, found))
    return Button(verdict.key, say("mark", "⚠️ {label}", label=label) if verdict.urgent else label)


def _to_groups(found: Report, *names: str) -> tuple[Button, ...]:
    """A button for each of these groups that holds something."""
    sizes = {name: len(GROUPS[name].holds(found)) for name in names}
    return tuple(Button(CHOICES[name], GROUPS[name].button.having(n=n)) for name, n in sizes.items() if n)


def _folded(found: Report) -> tuple[Button, ...]:
    """The one button behind which lies what needs nothing now."""
    groups = _to_groups(found, *FOLDED)
    if len(groups) < len(FOLDED):
        return groups
    n = sum(len(GROUPS[name].holds(found)) for name in FOLDED)
    return (Button(REST, say("results", "Andere rechten: {n}", n=n)),)


def _help(context: Context) -> Button:
    """Asking for help; with a request, that one, and before it what waits there for the family's word."""
    if waiting.waits(context):
        return waiting.WAITS
    return REQUEST if household_of(context).referral else HELP


def _list(_state: State, context: Context) -> Screen:
    """All that can be done where that fits; else what to begin with, and the rest by how likely it is. Nobody begins
    with what was refused."""
    found, household = report_of(context), household_of(context)
    planned, below = _planned(context), (*_folded(found), _help(context))
    follows = tuple(sorted(findings.follows(found), key=lambda v: planned.get(v.key) is StepState.REFUSED))
    begins = tuple(v for v in follows if planned.get(v.key) is not StepState.REFUSED)
    above = () if found.complete else (QUESTION,)
    room = MAX_ANSWERS - len(above) - len(below)
    groups: tuple[Button, ...] = ()
    if len(follows) > room:
        groups = _to_groups(found, *LIKELIHOODS)
        first = min(MOST_FIRST, room - len(groups))
        if not set(_keys(_urgent(found))) <= set(_keys(begins[:first])):
            groups = (*_to_groups(found, "urgent"), *groups)
            first = min(MOST_FIRST, room - len(groups))
        follows = begins[:first]
    kinds = {verdict.kind for verdict in follows if verdict.key not in planned}
    likely = () if groups else dict.fromkeys(mark.legend for kind, mark in MARKS.items() if kind in kinds)
    keep = Button("keep", say("results", "Verder"))
    further = ((keep if household.kept is None else TAKE),) if found.complete else ()
    return Screen(
        "results",
        "list",
        (*_trial(found), *together(found), *_honest(found, household), *likely, *_legend(follows, planned)),
        title=say("results", "Wat we vonden"),
        answers=(*above, *(_button(verdict, found, planned) for verdict in follows), *groups, *below),
        skips=(ANSWERS,),
        ways=(BACK, *further, MENU),
    )


def _keys(verdicts: Iterable[Verdict]) -> list[str]:
    return [verdict.key for verdict in verdicts]


def _legend(shown: Iterable[Verdict], planned: Mapping[str, StepState]) -> tuple[Text, ...]:
    """What the signs of the plan mean, of those that stand on a screen."""
    return tuple(dict.fromkeys(marks.LEGEND[planned[v.key]] for v in shown if v.key in planned))


def together(found: Report) -> tuple[Text, ...]:
    """What the likely rights bring together, once there is nothing left to ask: before that it would jump."""
    amount = findings.amount_of(found.total) if found.complete else None
    if amount is None:
        return ()
    return (
        say("results", "Samen naar schatting {amount}. Een deel heb je misschien al: vraag het na.", amount=amount),
    )


def _trial(found: Report) -> tuple[Text, ...]:
    return (TRIAL,) if found.trial else ()


def _honest(found: Report, household: Household) -> tuple[Text, ...]:
    """What the list is worth: a hint, and a dienst that decides."""
    likely = [MARKS[verdict.kind] for verdict in findings.follows(found)]
    if not likely:
        return (
            say("results", "Nu vonden we geen recht dat je mist."),
            say("results", "Twijfel je? Een medewerker kijkt graag mee."),
        )
    return (
        *(() if found.complete else (UNFINISHED if household.screened_at is None else ONE_MORE,)),
        say("results", "Misschien past dit bij je gezin. De dienst beslist.")
        if all(mark is _OPEN for mark in likely)
        else say("results", "We denken dat dit bij je gezin past. De dienst beslist."),
        say("results", "Tik op een recht om meer te lezen."),
    )


def _group(state: State, context: Context) -> Screen:
    """One group, a page at a time."""
    found, group, page = report_of(context), GROUPS[group_of(state)], state.number("page")
    verdicts, planned = group.holds(found), _planned(context)
    marked = group_of(state) not in FOLDED
    buttons = [_button(v, found, planned) if marked else Button(v.key, short(v, found)) for v in verdicts]
    line = group.line if verdicts else say("results", "Hier staat nu niets.")
    return Screen(
        "results",
        state.step,
        (*_trial(found), line, *(_legend(verdicts, planned) if marked else ())),
        title=group.title,
        answers=paged(buttons, page),
        ways=(BACK, MENU),
        token=f"{group_of(state)}.{page}",
    )


def _rest(_state: State, context: Context) -> Screen:
    """What lies folded: the groups that need nothing now."""
    return Screen(
        "results",
        REST,
        (say("results", "Hier hoef je nu niets te doen."),),
        title=say("results", "Andere rechten"),
        answers=(*_to_groups(report_of(context), *FOLDED), TAKE),
        ways=(BACK, MENU),
    )


def _dates(_state: State, context: Context) -> Screen:
    """What has a last safe day, the nearest first."""
    found, verdicts = report_of(context), dated(context)[:MOST_FIRST]
    lines = [last_day(verdict, verdict.until, context.today) for verdict in verdicts if verdict.until is not None]
    return Screen(
        "results",
        "dates",
        tuple(lines) or (say("results", "Er is nu geen datum waarop je moet letten."),),
        title=say("results", "Datums die dichterbij komen"),
        answers=tuple(_button(verdict, found, _planned(context)) for verdict in verdicts),
        ways=(BACK, MENU),
    )


def group_of(state: State) -> str:
    """The group that a state shows; a state of an earlier version shows what can be done."""
    name = state.text("group")
    return name if name in GROUPS else "sure"


def back_from(state: State, context: Context) -> State:
    """Where *back* leads: what was folded, or the first list."""
    folded = state.step == "group" and group_of(state) in FOLDED
    both = len(_to_groups(report_of(context), *FOLDED)) == len(FOLDED)
    return State("results", REST) if folded and both else LIST


STEPS: Mapping[str, Callable[[State, Context], Screen]] = {"list": _list, "group": _group, REST: _rest, "dates": _dates}
"""The lists, by step."""
