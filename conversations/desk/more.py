"""What else can be done with a case, beside what stands on its card: one table, an entry for each room behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casework import ReferralAction
from conversations.context import Case, Context
from conversations.desk import careplan, partners
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.handing_back import may_hand_back
from conversations.desk.offering import is_asked, may_offer
from conversations.desk.queue import at_case
from conversations.desk.standing import actions
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.signals.case import NOTE
from conversations.state import State
from texts import Verbatim, say

__all__ = ["BEHIND", "ENTRIES", "MORE", "Entry", "has_more"]


def _mine(case: Case, context: Context) -> bool:
    return holds(context, case.referral)


class Entry(NamedTuple):
    """A button, which opens the step that its choice names, and when it is there."""

    button: Button
    shown: Callable[[Case, Context], bool]


ENTRIES: tuple[Entry, ...] = (
    Entry(Button("asked", say("desk", "Neem jij dit over?")), is_asked),
    Entry(Button("meet", say("desk", "📅 Afspraak")), _mine),
    Entry(careplan.OPEN, careplan.may_open),
    Entry(Button("promise", say("desk", "Beloof iets")), _mine),
    Entry(partners.ENTRY, partners.has_partners),
    Entry(NOTE, _mine),
    Entry(Button("standing", say("desk", "Hoe staat het?")), lambda case, context: bool(actions(case, context))),
    Entry(Button("offer", say("desk", "Geef aan een collega")), may_offer),
    Entry(Button("twin", say("desk", "Zelfde gezin?")), lambda case, _: bool(case.twins.suggested)),
    Entry(Button("also", say("desk", "Ook gemeld")), lambda case, _: bool(case.twins.joined)),
    Entry(Button(ReferralAction.HAND_BACK, ReferralAction.HAND_BACK.label), may_hand_back),
)
"""In the order shown, eight at a time."""


BEHIND = frozenset({"meet", "care", "promise", "barrier", "standing", "offer", "twin", "also"})
"""Steps behind an entry: their *back* leads here."""


def has_more(case: Case, context: Context) -> bool:
    """Whether there is anything for this chat to do here."""
    return any(entry.shown(case, context) for entry in ENTRIES)


def _advance(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice = chosen(event)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    if choice == "more":
        return Turn(state.go("more", page=state.number("page") + 1))
    return Turn(State("desk", choice, {"case": case.referral.id}))


def _view(state: State, case: Case, context: Context) -> Screen:
    line = say("desk", "Alleen wie de aanmelding opnam, gaat verder.")
    if holds(context, case.referral) or has_more(case, context):
        line = say("desk", "Wat wil je doen?")
    return Screen(
        dialog="desk",
        step="more",
        token=case.referral.id,
        title=say("desk", "Meer bij {number}", number=Verbatim(case.referral.number)),
        body=(line,),
        answers=paged([entry.button for entry in ENTRIES if entry.shown(case, context)], state.number("page")),
        ways=(TO_CASE, MENU),
    )


MORE = CaseStep(_advance, _view)
