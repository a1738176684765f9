"""A coordinator invites a volunteer or a colleague: a link for one person, as text and as QR code."""

from __future__ import annotations

from casework import Role
from conversations.context import Context
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.effects import ShowLink
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["advance", "view"]

_INVITED: tuple[tuple[Role, Text, Text], ...] = (
    (Role.VOLUNTEER, say("desk", "Een vrijwilliger"), say("desk", "Vrijwilliger in {town}")),
    (Role.COORDINATOR, say("desk", "Een collega"), say("desk", "Collega in {town}")),
)
"""Whom a coordinator may invite; in words of one municipality, or naming it where the coordinator has several."""
SEPARATOR = "."


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Shows the link, for a municipality in which this chat is a coordinator itself."""
    choice = chosen(event)
    if choice == "more":
        return Turn(state.go("invite", page=state.number("page") + 1, shown=False))
    municipality, _, role = choice.rpartition(SEPARATOR)
    if municipality not in {member.municipality for member in context.staff} or role not in set(Role):
        return Turn(state)
    return Turn(state.go("invite", shown=True), (ShowLink("invite", f"{municipality}:{role}"),), fresh=True)


def view(state: State, context: Context) -> Screen:
    """Whom to invite."""
    several = len(context.staff) > 1
    buttons = tuple(
        Button(f"{member.municipality}{SEPARATOR}{role}", named.having(town=_town(member.municipality, context)))
        if several
        else Button(f"{member.municipality}{SEPARATOR}{role}", label)
        for member in context.staff
        for role, label, named in _INVITED
    )
    shown = (say("desk", "Hierboven staat de link. Geef hem aan één persoon."),) if state.data.get("shown") else ()
    return Screen(
        dialog="desk",
        step="invite",
        title=say("desk", "Nodig iemand uit"),
        body=(*shown, say("desk", "Wie wil je uitnodigen? Je krijgt een link voor één persoon.")),
        answers=paged(buttons, state.number("page")),
        token=str(state.number("page")),
        ways=(TO_QUEUE, MENU),
    )


def _town(municipality: str, context: Context) -> Verbatim:
    town = context.catalogue.municipalities.get(municipality)
    return Verbatim(town.name if town is not None else municipality)
