"""*How does it go?* on a day of review, and *do you want to go on?* at the end."""

from __future__ import annotations

from dataclasses import replace

from casework import CarePlan, Role
from casework.trajectory import Feeling, Heard, Renewal
from conversations.careplan.room import PLAN, Care, Step, chosen, own, thanked
from conversations.careplan.wishes import TOO_LONG
from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Day, say

__all__ = ["GO_ON", "REVIEW"]

MOST_KEPT = 12
"""What the family said at the last reviews; a trajectory of three years has at most so many."""


def _review(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    if isinstance(event, Typed):
        words, gone = own(event, Role.FAMILY, context)
        if words is None:
            return Turn(state.go("review", said="long"))
        plan = _heard(care.plan, Heard(context.today, own=words))
        return Turn(thanked(plan), (*care.keeps(plan, context), *gone, care.tells()))
    if chosen(event) == "back":
        return Turn(PLAN)
    plan = _heard(care.plan, Heard(context.today, Feeling(chosen(event))))
    return Turn(thanked(plan), (*care.keeps(plan, context), care.tells()))


def _heard(plan: CarePlan, said: Heard) -> CarePlan:
    return replace(plan, path=replace(plan.path, heard=(*plan.path.heard, said)[-MOST_KEPT:]))


def _review_view(state: State, _care: Care, _context: Context) -> Screen:
    return Screen(
        "careplan",
        "review",
        (
            *((TOO_LONG,) if state.text("said") == "long" else ()),
            say("care", "Hoe gaat het? Wat wil je veranderen?"),
            say("care", "Kies een antwoord, of typ hier jouw eigen woorden. Je medewerker leest ze."),
        ),
        title=say("care", "Samen terugkijken"),
        answers=tuple(Button(feeling, feeling.label) for feeling in Feeling),
        ways=(BACK, MENU),
    )


def _renew(_state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    """With a yes the next trajectory begins at once."""
    choice, path = chosen(event), care.plan.path
    if choice == "back" or path.renewal is not Renewal.ASKED:
        return Turn(PLAN)
    if choice == "yes":
        plan = care.plan.anew(context.today)
    else:
        plan = replace(care.plan, path=replace(path, renewal=Renewal(choice)))
    return Turn(thanked(plan), (*care.keeps(plan, context), care.tells()))


def _renew_view(_state: State, care: Care, _context: Context) -> Screen:
    path = care.plan.path
    if path.renewal is not Renewal.ASKED:
        return Screen("careplan", "renew", (say("care", "Er wacht nu niets op jouw antwoord."),), ways=(BACK, MENU))
    return Screen(
        "careplan",
        "renew",
        (
            say("care", "Jullie werkten samen sinds {day}.", day=Day(path.started)),
            say("care", "Wil je verder werken met je medewerker? Nee is ook goed."),
        ),
        title=say("care", "Verder of klaar?"),
        answers=(
            Button("yes", say("care", "Ja, ik wil verder")),
            Button(Renewal.NO, say("care", "Nee, het is klaar")),
            Button(Renewal.TALK, say("care", "Ik wil erover praten")),
        ),
        ways=(BACK, MENU),
    )


REVIEW = Step(_review, _review_view, typed=True)
GO_ON = Step(_renew, _renew_view)
