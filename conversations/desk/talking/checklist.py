"""A list of documents for the family to tick: picked from those of its likely rights, so that it is translated."""

from __future__ import annotations

from casework import MOST_PAPERS, AskedPaper, Message, MessageKind
from conversations.context import Case, Context
from conversations.desk.cases import CaseStep, chosen, holds
from conversations.desk.talking.answering import NOT_YOURS, TO_WAYS, at_log, sent
from conversations.desk.talking.filling import documents
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from texts import say

__all__ = ["PAPERS"]

ON_A_PAGE = 6
PAPER = "p."


def _picked(state: State, case: Case, context: Context) -> tuple[str, ...]:
    """What was picked, as far as it is still among the documents of this case."""
    there = [option.kept for option in documents(case, context)]
    return tuple(kept for kept in state.texts("picked") if kept in there)


def _advance(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, picked = chosen(event), _picked(state, case, context)
    if choice == "more":
        return Turn(state.go("papers", page=state.number("page") + 1))
    if choice == "send" and picked:
        asked = tuple(AskedPaper(right, name) for right, _, name in (kept.partition("|") for kept in picked))
        message = Message(context.fresh_id, "", context.now, kind=MessageKind.PAPERS, papers=asked)
        return Turn(at_log(case), sent(case.referral, message, context))
    found, place = documents(case, context), choice.removeprefix(PAPER)
    if not place.isdecimal() or int(place) >= len(found):
        return Turn(State("desk", "phrases", {"case": case.referral.id}))
    kept = found[int(place)].kept
    now = [other for other in picked if other != kept] if kept in picked else [*picked, kept][:MOST_PAPERS]
    return Turn(state.go("papers", picked=[*now]))


def _view(state: State, case: Case, context: Context) -> Screen:
    found, picked, page = documents(case, context), _picked(state, case, context), state.number("page")
    labels = [
        say("fill", "✅ {n}", n=n) if option.kept in picked else say("fill", "{n}", n=n)
        for n, option in enumerate(found, 1)
    ]
    buttons = paged([Button(f"{PAPER}{n}", label) for n, label in enumerate(labels)], page, ON_A_PAGE)
    shown = [int(b.choice.removeprefix(PAPER)) for b in buttons if b.choice.startswith(PAPER)]
    mine = holds(context, case.referral)
    body = (
        say("desk", "Tik de papieren aan die je nodig hebt. Hoogstens {n}.", n=MOST_PAPERS),
        *(say("fill", "{n}. {option}", n=n + 1, option=found[n].label) for n in shown),
    )
    send = say("desk", "Verstuur ({n} gekozen)", n=len(picked))
    return Screen(
        dialog="desk",
        step="papers",
        token=f"{case.referral.id}.{page}",
        title=say("desk", "📄 Welke papieren?"),
        body=body if mine else (NOT_YOURS,),
        answers=(*buttons, *((Button("send", send),) if picked else ())) if mine else (),
        ways=(TO_WAYS, MENU),
        personal=True,
    )


PAPERS = CaseStep(_advance, _view)
