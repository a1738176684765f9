"""Who may invite whom, by the one table: a link for one person, as text and as QR code. The desk's own step is here."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Role, invited_by
from conversations.context import Context, Member
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.effects import ShowLink
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["QUESTION", "SHOWN", "TITLE", "advance", "buttons", "subject_of", "view"]

_OF_ROLE: Mapping[Role, tuple[Text, Text]] = {
    Role.VOLUNTEER: (say("desk", "Een vrijwilliger"), say("desk", "Vrijwilliger in {town}")),
    Role.COORDINATOR: (say("desk", "Een collega"), say("desk", "Collega in {town}")),
    Role.PARTNER: (say("desk", "Een partner"), say("desk", "Partner in {town}")),
}
"""By role: in words of one municipality, or naming it where somebody may invite for several."""
_BY_OTHERS = {Role.COORDINATOR: (say("desk", "Een coördinator"), say("desk", "Coördinator in {town}"))}
"""The same, where who invites is not of that role."""
SEPARATOR = "."

TITLE = say("desk", "Nodig iemand uit")
QUESTION = say("desk", "Wie wil je uitnodigen? Je krijgt een link voor één persoon.")
SHOWN = say("desk", "Hierboven staat de link. Geef hem aan één persoon.")


def buttons(mine: tuple[Member, ...], context: Context) -> tuple[Button, ...]:
    """Whom these roles may invite, one button each."""
    several = len(mine) > 1
    return tuple(
        Button(
            f"{member.municipality}{SEPARATOR}{role}",
            _label(role, member)[several].having(**({"town": _town(member.municipality, context)} if several else {})),
        )
        for member in mine
        for role in invited_by(member.role)
    )


def _label(role: Role, member: Member) -> tuple[Text, Text]:
    return _OF_ROLE[role] if role == member.role else _BY_OTHERS.get(role, _OF_ROLE[role])


def subject_of(choice: str, mine: tuple[Member, ...]) -> str:
    """What the link of a choice gives: `municipality:role`. Empty where none of these roles may invite to that."""
    municipality, _, role = choice.rpartition(SEPARATOR)
    allowed = any(member.municipality == municipality and role in invited_by(member.role) for member in mine)
    return f"{municipality}:{role}" if allowed else ""


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Shows the link, for a municipality in which this chat is a coordinator itself."""
    choice = chosen(event)
    if choice == "more":
        return Turn(state.go("invite", page=state.number("page") + 1, shown=False))
    subject = subject_of(choice, context.staff)
    return Turn(state.go("invite", shown=True), (ShowLink("invite", subject),), fresh=True) if subject else Turn(state)


def view(state: State, context: Context) -> Screen:
    """Whom to invite."""
    shown = (SHOWN,) if state.data.get("shown") else ()
    return Screen(
        dialog="desk",
        step="invite",
        title=TITLE,
        body=(*shown, QUESTION),
        answers=paged(buttons(context.staff, context), state.number("page")),
        token=str(state.number("page")),
        ways=(TO_QUEUE, MENU),
    )


def _town(municipality: str, context: Context) -> Verbatim:
    town = context.catalogue.municipalities.get(municipality)
    return Verbatim(town.name if town is not None else municipality)
