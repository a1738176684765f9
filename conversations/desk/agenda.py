"""What a coordinator has agreed with families: number, moment and place, never a name."""

from __future__ import annotations

from casework import Appointment
from conversations.context import Context, Referral
from conversations.desk.cases import TO_QUEUE, chosen, holds
from conversations.dialog import Turn
from conversations.effects import SendAppointment
from conversations.events import DialogEvent
from conversations.meeting.places import at_case_meeting
from conversations.meeting.words import at, where
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["advance", "shown", "view"]

ON_A_PAGE = 5
"""Buttons: four cases, each with its line above, and one that turns the page."""
PREFIX = "r."


def _held(context: Context) -> dict[str, Referral]:
    """The open cases that this chat holds now, in a municipality of its role."""
    return {referral.id: referral for referral in context.queue if holds(context, referral)}


def _page(state: State, context: Context) -> tuple[Button, ...]:
    held = _held(context)
    ids = dict.fromkeys(one.referral for one in context.agenda if one.referral in held)
    buttons = [Button(f"{PREFIX}{i}", say("desk", "{number}", number=Verbatim(held[i].number))) for i in ids]
    return paged(buttons, state.number("page"), ON_A_PAGE)


def shown(state: State, context: Context) -> tuple[str, ...]:
    """The ids of the referrals of which a screen shows an appointment; none for any other screen."""
    if (state.dialog, state.step) != ("desk", "agenda"):
        return ()
    return tuple(button.choice.removeprefix(PREFIX) for button in _page(state, context) if PREFIX in button.choice)


def advance(state: State, event: DialogEvent, _context: Context) -> Turn:
    """Opens a case, turns the page, or sends all of it for a calendar."""
    choice = chosen(event)
    if choice == "more":
        return Turn(state.go("agenda", page=state.number("page") + 1, sent=False))
    if choice == "calendar":
        return Turn(state.go("agenda", sent=True), (SendAppointment("agenda"),), fresh=True)
    return Turn(at_case_meeting(choice.removeprefix(PREFIX)))


def view(state: State, context: Context) -> Screen:
    """The nearest first."""
    held, buttons, now = _held(context), _page(state, context), shown(state, context)
    rows = [one for one in context.agenda if one.referral in now]
    sent = (say("desk", "Hierboven staat het bestand. Er staan alleen nummers in."),) if state.data.get("sent") else ()
    none = say("desk", "Je hebt nu geen afspraken.")
    return Screen(
        dialog="desk",
        step="agenda",
        token=str(state.number("page")),
        title=say("desk", "Mijn afspraken"),
        body=(*sent, *(_line(held[one.referral], one, context) for one in rows)) if rows else (none,),
        answers=(*buttons, *((Button("calendar", say("desk", "📅 In mijn agenda")),) if rows else ())),
        ways=(TO_QUEUE, MENU),
    )


def _line(referral: Referral, found: Appointment, context: Context) -> Text:
    place = where(found.place, referral.municipality, context)
    moment = at(found.at or context.now)
    return say("desk", "{number}: {moment}, {place}.", number=Verbatim(referral.number), moment=moment, place=place)
