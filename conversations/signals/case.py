"""A coordinator notes what made a right hard for the family of a case: only counted, with nothing of that family."""

from __future__ import annotations

from zlib import crc32

from casework import CODES, TICKED, Barrier, Coder, Signal, codes_of
from conversations.context import Case, Context
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.desk.reading import shared_report
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.signals.family import DONE, GENERAL, ON_A_PAGE, tickable
from conversations.signals.moving import registered
from conversations.signals.words import right_name
from conversations.state import State
from texts import say

__all__ = ["NOTE", "STEPS"]

NOTE = Button("barrier", say("desk", "Noteer een signaal"))
_NOT_MINE = say("desk", "Alleen wie de aanmelding opnam, gaat verder.")
_NAMELESS = say("desk", "Dit wordt alleen geteld, zonder het gezin.")


def _rights(case: Case, context: Context) -> dict[str, str]:
    """By a short mark: first what help was asked with, then what was found and may be read here."""
    verdicts = [v for v in shared_report(case, context).verdicts if not v.held]
    verdicts.sort(key=lambda verdict: verdict.key not in case.referral.about)
    return {f"{crc32(right.encode()):08x}": right for right in dict.fromkeys(v.right_id for v in verdicts)}


def _choose(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, here = chosen(event), {"case": case.referral.id}
    if choice == "case":
        return Turn(at_case(case.referral.id))
    if choice == "more":
        return Turn(state.go("barrier", page=state.number("page") + 1))
    return Turn(State("desk", "barrier_on", {**here, "right": _rights(case, context).get(choice, "")}))


def _choose_view(state: State, case: Case, context: Context) -> Screen:
    mine, page = holds(context, case.referral), state.number("page")
    said = (say("desk", "Genoteerd."),) if state.data.get("said") else ()
    rights = [Button(mark, right_name(right, context)) for mark, right in _rights(case, context).items()]
    return Screen(
        "desk",
        "barrier",
        (*said, say("desk", "Over welk recht gaat het?"), _NAMELESS) if mine else (_NOT_MINE,),
        title=_TITLE,
        answers=(*paged(rights, page, ON_A_PAGE), GENERAL) if mine else (),
        ways=(TO_CASE, MENU),
        token=str(page),
    )


_TITLE = say("desk", "Wat maakt het moeilijk?")


def _tick(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, picked = chosen(event), codes_of(state.texts("codes"))
    before = State("desk", "barrier", {"case": case.referral.id})
    if choice == "back" or not holds(context, case.referral):
        return Turn(before)
    if choice == "more":
        return Turn(state.go("barrier_on", page=state.number("page") + 1))
    if choice == DONE.choice:
        return Turn(before.go("barrier", said=True), registered(_signal(state, case, picked, context), context))
    code = Barrier(choice)
    ticked = [one.value for one in picked if one is not code] if code in picked else [*picked, code]
    return Turn(state.go("barrier_on", codes=[str(one) for one in ticked]))


def _signal(state: State, case: Case, codes: tuple[Barrier, ...], context: Context) -> Signal:
    town = case.referral.municipality
    return Signal(context.fresh_id, town, state.text("right"), codes, month="", coder=Coder.COORDINATOR)


def _tick_view(state: State, case: Case, context: Context) -> Screen:
    mine, page = holds(context, case.referral), state.number("page")
    picked = codes_of(state.texts("codes"))
    listed = [tickable(code, picked, CODES[code].label) for code in TICKED]
    return Screen(
        "desk",
        "barrier_on",
        (_TITLE, _NAMELESS) if mine else (_NOT_MINE,),
        title=right_name(state.text("right"), context),
        answers=paged(listed, page) if mine else (),
        end=DONE if mine and picked else None,
        ways=(BACK, MENU),
        token=str(page),
    )


STEPS = {"barrier": CaseStep(_choose, _choose_view), "barrier_on": CaseStep(_tick, _tick_view)}
"""The steps of a case."""
