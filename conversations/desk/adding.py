"""What a coordinator adds before a family is asked about a partner: how it is reached, as it said itself.

It stands in the state of this chat until the family is asked; then it goes with the offer, sealed for that family.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from conversations.context import Case, Context
from conversations.desk.cases import CaseStep, holds
from conversations.dialog import Turn, Unexpected
from conversations.effects import DeleteMessage
from conversations.events import Choice, DialogEvent, Typed
from conversations.reporting.draft import phone_in
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from rights.partners import Passed
from texts import Text, say

__all__ = ["ADD", "ADDED", "added", "to_add"]

LONGEST = 120
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _email_in(typed: str) -> str:
    found = typed.strip()
    return found if len(found) <= LONGEST and _EMAIL.fullmatch(found) else ""


def _address_in(typed: str) -> str:
    found = " ".join(typed.split())
    return found if 5 <= len(found) <= LONGEST else ""


class Way(NamedTuple):
    """A way to reach a family: its button, what is asked, and what of something typed is kept (empty: it is none)."""

    label: Text
    ask: Text
    read: Callable[[str], str]


ADDED: Mapping[Passed, Way] = {
    "phone": Way(say("desk", "Telefoon erbij"), say("desk", "Op welk nummer is het gezin bereikbaar?"), phone_in),
    "address": Way(say("desk", "Adres erbij"), say("desk", "Op welk adres woont het gezin?"), _address_in),
    "email": Way(say("desk", "E-mail erbij"), say("desk", "Welk e-mailadres heeft het gezin?"), _email_in),
}
"""In the order offered; a profile that does not name one of them never gets it."""


def added(state: State) -> dict[str, str]:
    """What was added so far."""
    return {name: told for name in ADDED if (told := state.text(f"add.{name}"))}


def to_add(fields: tuple[Passed, ...], known: Mapping[str, str]) -> tuple[Button, ...]:
    """A button for each way that the profile allows and nobody told."""
    return tuple(Button(f"add.{name}", ADDED[name].label) for name in ADDED if name in fields and not known.get(name))


def _advance(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Choice):
        return Turn(state.go("partner", error=False))
    way = next((ADDED[name] for name in ADDED if name == state.text("field")), None)
    if way is None or not isinstance(event, Typed) or not holds(context, case.referral):
        raise Unexpected
    told, gone = way.read(event.text), DeleteMessage(event.message)
    if not told:
        return Turn(state.go("add", error=True), (gone,))
    return Turn(state.go("partner", error=False, **{f"add.{state.text('field')}": told}), (gone,))


def _view(state: State, case: Case, _context: Context) -> Screen:
    way = next((ADDED[name] for name in ADDED if name == state.text("field")), None)
    wrong = (say("desk", "Dat lukte niet. Kijk het na en typ het opnieuw."),) if state.data.get("error") else ()
    typed = say("desk", "Typ het hier. Ik haal je bericht daarna weg uit de chat.")
    asked = (way.ask, typed) if way is not None else (say("desk", "Kies eerst wat erbij mag."),)
    return Screen("desk", "add", (*wrong, *asked), token=case.referral.id, ways=(BACK, MENU))


ADD = CaseStep(_advance, _view)
