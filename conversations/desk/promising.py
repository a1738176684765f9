"""A coordinator promises a family something: what, and at the latest on which day. It is told to the family once it
was seen as the family reads it."""

from __future__ import annotations

from datetime import date

from casework import Undertaking
from casework.promises import MOST_AHEAD, working_days_from
from conversations.context import Case, Context
from conversations.desk import days
from conversations.desk.card import reads_by_code, unheard_line
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.ledger import at_promise
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import Audience, MakePromise, Notify
from conversations.events import DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Day, Text, Verbatim, say

__all__ = ["DAY", "PURPOSE", "SURE"]

SEND = "send."
_NOT_MINE = say("desk", "Alleen wie de aanmelding opnam, belooft iets.")


def _choose(_state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice = chosen(event)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    if choice == "ledger":
        return Turn(State("desk", "ledger", {"case": case.referral.id, "only": True}))
    return Turn(State("desk", "promise_on", {"case": case.referral.id, "purpose": choice}))


def _purposes(_state: State, case: Case, context: Context) -> Screen:
    mine = holds(context, case.referral)
    made = len(context.ledger.of(case.referral.id))
    return Screen(
        dialog="desk",
        step="promise",
        token=case.referral.id,
        title=_title(case),
        body=_ask(case, context) if mine else (_NOT_MINE,),
        answers=(
            *((Button(purpose, purpose.label) for purpose in _possible(case)) if mine else ()),
            *((Button("ledger", say("desk", "Toon de beloften")),) if made else ()),
        ),
        ways=(TO_CASE, MENU),
    )


def _possible(case: Case) -> tuple[Undertaking, ...]:
    """What can be promised to this family: nobody calls where there is no number."""
    return tuple(one for one in Undertaking if one is not Undertaking.CALL or case.referral.phone)


def _ask(case: Case, context: Context) -> tuple[Text, ...]:
    """What is promised, and how the family reads of it."""
    unheard = unheard_line(case, context)
    if unheard is None:
        return (say("desk", "Wat beloof je? Het gezin krijgt er een bericht over."),)
    ask = say("desk", "Wat beloof je?")
    return (ask, say("desk", "Het gezin leest dit als het de code opent.") if reads_by_code(case, context) else unheard)


def _said(case: Case, context: Context) -> str:
    """What is said when it is made, as the ledger knows it."""
    if unheard_line(case, context) is None:
        return "made"
    return "made_code" if reads_by_code(case, context) else "made_unheard"


def _pick(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    """A button, or a date that is typed: one that will not do stays in the chat, so that it can be mended."""
    if isinstance(event, Typed):
        try:
            day = days.typed_day(event.text, context)
        except days.Wrong as wrong:
            return Turn(state.go("promise_on", wrong=wrong.why))
    else:
        picked = days.chosen_day(chosen(event), context, state)
        if picked is None:  # back
            return Turn(State("desk", "promise", {"case": case.referral.id}))
        day = picked
    purpose = state.text("purpose")
    if not holds(context, case.referral) or purpose not in set(_possible(case)):
        return Turn(State("desk", "promise", {"case": case.referral.id}))
    if (warned := days.while_away(day, state, context)) is not None:
        return Turn(warned)
    return Turn(State("desk", "promise_sure", {"case": case.referral.id, "purpose": purpose, "day": day.isoformat()}))


def _send(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    """Nothing is promised, and nobody told, before it was seen as the family reads it."""
    purpose = state.text("purpose")
    again = State("desk", "promise_on", {"case": case.referral.id, "purpose": purpose})
    if not holds(context, case.referral) or not chosen(event).startswith(SEND):
        return Turn(again)
    day = date.fromisoformat(state.text("day"))
    if day not in working_days_from(context.now, MOST_AHEAD):  # the evening has begun meanwhile
        return Turn(again.go("promise_on", wrong="past"))
    effects = (
        MakePromise(context.fresh_id, case.referral.id, purpose, day),
        Notify(Audience("family", referral=case.referral.id), "promise", case.referral.id),
    )
    return Turn(at_promise(context.fresh_id, said=_said(case, context)), effects)


def _days(state: State, case: Case, context: Context) -> Screen:
    purpose = state.text("purpose")
    if not holds(context, case.referral) or purpose not in set(_possible(case)):
        return Screen("desk", "promise_on", (_NOT_MINE,), token=case.referral.id, ways=(BACK, MENU))
    return Screen(
        dialog="desk",
        step="promise_on",
        token=case.referral.id,
        title=_title(case),
        body=(
            say("desk", "{purpose}. Ten laatste op welke dag?", purpose=Undertaking(purpose).label),
            *days.hint(state, context),
        ),
        answers=days.buttons(context, state),
        ways=(BACK, MENU),
    )


def _preview(state: State, case: Case, context: Context) -> Screen:
    """The button that sends carries the day that it promises."""
    purpose = state.text("purpose")
    if not holds(context, case.referral) or purpose not in set(_possible(case)):
        return Screen("desk", "promise_sure", (_NOT_MINE,), token=case.referral.id, ways=(BACK, MENU))
    day = date.fromisoformat(state.text("day"))
    return Screen(
        dialog="desk",
        step="promise_sure",
        token=case.referral.id,
        title=_title(case),
        body=(
            say("desk", "Dit leest het gezin:"),
            say("promise", "{purpose}, ten laatste op {day}.", purpose=Undertaking(purpose).label, day=Day(day)),
        ),
        answers=(Button(f"{SEND}{day:%Y%m%d}", say("desk", "Verstuur")),),
        ways=(BACK, MENU),
    )


def _title(case: Case) -> Text:
    return say("desk", "Beloof iets bij {number}", number=Verbatim(case.referral.number))


PURPOSE = CaseStep(_choose, _purposes)
DAY = CaseStep(_pick, _days)
SURE = CaseStep(_send, _preview)
