"""The coordinator's side: the queue, and one case at a time with what may be done in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from conversations.context import Context
from conversations.desk import (
    adding,
    agenda,
    card,
    careplan,
    charting,
    closed,
    closing,
    contacting,
    figures,
    filters,
    handing_back,
    inviting,
    ledger,
    letting_go,
    load,
    meeting,
    more,
    needs,
    notes,
    offering,
    partners,
    promising,
    queue,
    reading,
    standing,
    taking,
    talking,
    twins,
    welcome,
)
from conversations.desk.card import claimed_meanwhile
from conversations.desk.cases import CaseStep, gone, opened
from conversations.desk.figures import at_figures
from conversations.desk.queue import at_case, at_queue, marked
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Toast
from conversations.events import Choice, DialogEvent
from conversations.screen import Screen
from conversations.signals import case as signals
from conversations.state import State

__all__ = ["DIALOG", "at_case", "at_figures", "at_queue", "marked"]

CASE_STEPS: dict[str, CaseStep] = {
    "case": card.CARD,
    "neutral": card.NEUTRAL,
    "more": more.MORE,
    "standing": standing.STANDING,
    "why": standing.WHY,
    "offer": offering.OFFER_STEP,
    "asked": offering.ASKED,
    "report": reading.REPORT,
    "facts": reading.FACTS,
    "gaps": reading.GAPS,
    "take": taking.TAKE,
    "taken": taking.TAKEN,
    "needs": needs.NEEDS,
    "notes": notes.NOTES,
    **talking.STEPS,
    "promise": promising.PURPOSE,
    "promise_on": promising.DAY,
    "promise_sure": promising.SURE,
    "contact": contacting.CONTACT,
    "hand_back": handing_back.HAND_BACK,
    "close": closing.CLOSE,
    "confirm": closing.CONFIRM,
    "twin": twins.COMPARE,
    "join": twins.JOIN,
    "also": twins.ALSO,
    **meeting.STEPS,
    "partners": partners.PARTNERS,
    "partner": partners.PARTNER,
    "outcome": partners.OUTCOME,
    "add": adding.ADD,
    **careplan.STEPS,
    **signals.STEPS,
}
"""The steps about one case: they are only reached while the case is open and this chat may see it."""


class OtherStep(NamedTuple):
    """A step about no case in particular."""

    advance: Callable[[State, DialogEvent, Context], Turn]
    view: Callable[[State, Context], Screen]


OTHERS: dict[str, OtherStep] = {
    "welcome": OtherStep(welcome.advance, welcome.view),
    "queue": OtherStep(queue.advance, queue.view),
    "closed": OtherStep(closed.advance, closed.view),
    "reopen": OtherStep(closed.advance_reopen, closed.view_reopen),
    "invite": OtherStep(inviting.advance, inviting.view),
    "figures": OtherStep(figures.advance, figures.view),
    "agenda": OtherStep(agenda.advance, agenda.view),
    "filter": OtherStep(filters.advance, filters.view),
    "filter_by": OtherStep(filters.advance_by, filters.view_by),
    "load": OtherStep(load.advance, load.view),
    "ledger": OtherStep(ledger.advance, ledger.view),
    "pledge": OtherStep(ledger.advance_one, ledger.view_one),
    "pledge_on": OtherStep(ledger.advance_day, ledger.view_day),
    "pledge_off": OtherStep(letting_go.advance, letting_go.view),
    "charts": OtherStep(charting.advance, charting.view),
}


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One event of a coordinator. The queue is within reach of every step, with its filters as they were set."""
    return filters.carried(state, _advance(state, event, context))


def _advance(state: State, event: DialogEvent, context: Context) -> Turn:
    if event == Choice("queue"):
        return Turn(at_queue())
    step = CASE_STEPS.get(state.step)
    if step is None:
        return OTHERS[state.step].advance(state, event, context)
    case = opened(context)
    if event == Choice("case") and state.step in more.BEHIND and case is not None:
        return Turn(State("desk", "more", {"case": case.referral.id}))
    if case is not None:
        return step.advance(state, event, case, context)
    if isinstance(event, Choice):
        return Turn(state, (Toast("gone"),))
    raise Unexpected


def view(state: State, context: Context) -> Screen:
    """What a coordinator sees; a case that is gone meanwhile leaves a kind line and the way to the queue."""
    step = CASE_STEPS.get(state.step)
    if step is None:
        return OTHERS[state.step].view(state, context)
    case = opened(context)
    return gone(state) if case is None else step.view(state, case, context)


def too_late(state: State, data: str, context: Context) -> str:
    """A button of a case that ended meanwhile, or that a colleague claimed at the same moment."""
    case = opened(context)
    if state.step in CASE_STEPS and case is None:
        return "gone"
    return "taken" if case is not None and claimed_meanwhile(state, data, case, context) else "old"


DIALOG = Dialog("desk", (*OTHERS, *CASE_STEPS), advance, view, staff=True, too_late=too_late, guarded=tuple(CASE_STEPS))
