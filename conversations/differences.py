"""What changed between two reports, on one screen: what is likely now, what is not any more, what is still to be asked.

Below it always the same three ways: the question that waits now, the answers, the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from conversations import lists
from conversations.context import Context
from conversations.dialog import Turn
from conversations.findings import report_of, verdict_named
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import Json, State
from rights import Changes, Report, Standing, VerdictKind, changes, standing
from texts import Joined, Text, say

__all__ = ["below", "keeping", "kept_in", "onward", "screen"]

MOST_NAMED = 3
"""Rights named in one line: with more, the screen would be a wall. The rest stands on the next page."""

_FOUND = Button("found", say("changes", "Wat we vonden"))
_MORE = Button("more", say("ways", "Toon meer"))

_ONWARD = {
    lists.QUESTION.choice: State("interview", "ask"),
    lists.ANSWERS.choice: State("answers", "topics"),
    _FOUND.choice: State("results", "list"),
}


def keeping(found: Report) -> dict[str, Json]:
    """How things stand, for the data of a state: keys of verdicts, and nothing that was answered."""
    stands = standing(found)
    return {"likely": [*stands.likely], "open": [*stands.open]}


def kept_in(state: State) -> Standing:
    """How things stood when the state began."""
    return Standing(state.texts("likely"), state.texts("open"))


def below(context: Context) -> tuple[Button, ...]:
    """Where one may go from what changed."""
    asks = not report_of(context).complete
    return (*((lists.QUESTION,) if asks else ()), lists.ANSWERS, _FOUND)


def onward(state: State, choice: str) -> Turn | None:
    """Where a button below what changed leads, or the next page; None for any other choice."""
    if choice == _MORE.choice:
        return Turn(state.go(state.step, page=state.number("page") + 1))
    at = _ONWARD.get(choice)
    return None if at is None else Turn(at)


def screen(
    state: State,
    title: Text,
    before: Standing,
    reports: tuple[Report, ...],
    *,
    answers: tuple[Button, ...],
    mark: Text | None = None,
) -> Screen:
    """What the first report says otherwise than things stood, named a page at a time. The names of what is gone are
    looked for in the other reports too. `mark` stands on every page."""
    found = changes(before, reports[0])
    pages = max(1, -(-max(len(found.likely), len(found.less)) // MOST_NAMED))
    page = state.number("page") % pages
    return Screen(
        state.dialog,
        state.step,
        (*_lines(found, reports, page), *(() if mark is None else (mark,))),
        title=title,
        answers=(*((_MORE,) if pages > 1 else ()), *answers),
        ways=(BACK, MENU),
        token=str(page),
    )


def _lines(found: Changes, reports: tuple[Report, ...], page: int) -> tuple[Text, ...]:
    if not found:
        return (say("changes", "Er verandert niets aan je rechten."),)
    part = slice(page * MOST_NAMED, (page + 1) * MOST_NAMED)
    shown = found.likely[part]
    likely, ask = (
        _all(lists.short(verdict, reports[0]) for verdict in shown if (verdict.kind is VerdictKind.ASK) is asks)
        for asks in (False, True)
    )
    less = _all(name for key in found.less[part] if (name := _name(key, reports)) is not None)
    return (
        *((say("changes", "Nu ook waarschijnlijk: {rights}.", rights=likely),) if likely is not None else ()),
        *((say("changes", "Vraag dit nu ook na: {rights}.", rights=ask),) if ask is not None else ()),
        *((say("changes", "Niet meer: {rights}.", rights=less),) if less is not None else ()),
        *((_open(len(found.open)),) if found.open and not page else ()),
    )


def _name(key: str, reports: tuple[Report, ...]) -> Text | None:
    """The name of a verdict; of one about a child who is gone, that of the right."""
    for found in reports:
        verdict = verdict_named(found, key)
        if verdict is not None:
            return lists.short(verdict, found)
    right = key.partition(".")[2]
    same = (verdict for found in reports for verdict in found.verdicts if verdict.key.partition(".")[2] == right)
    return next((verdict.name for verdict in same), None)


def _all(names: Iterable[Text]) -> Joined | None:
    known = tuple(dict.fromkeys(names))
    return Joined(known) if known else None


def _open(number: int) -> Text:
    if number == 1:
        return say("changes", "Voor 1 recht is er nog een vraag.")
    return say("changes", "Voor {n} rechten zijn er nog vragen.", n=number)
