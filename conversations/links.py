"""What stands behind a link: /start alone, the desk, or an invitation. A link gives no right by being known."""

from __future__ import annotations

from casework import Role
from conversations import adopting, home, joining, messages
from conversations.context import Context
from conversations.desk import at_case, at_queue
from conversations.dialog import Turn
from conversations.effects import SetLanguage
from conversations.events import Opened
from conversations.languages import SOURCE
from conversations.state import State

__all__ = ["DESK", "advance", "desk_token"]

DESK = "desk"
"""The token of the desk; followed by `-` and the id of a referral, it opens that case."""


def desk_token(referral: str) -> str:
    """What the team group's button carries: an id that only opens something for who has a role there."""
    return f"{DESK}-{referral}"


def advance(event: Opened, context: Context) -> Turn:
    """Where /start leads."""
    token = event.token
    if not token:
        return Turn(home.start(context))
    if token == DESK or token.startswith(f"{DESK}-"):
        return Turn(_at_desk(token.removeprefix(DESK).removeprefix("-"), context))
    invitation = context.invitation
    if invitation is None:
        return Turn(messages.at_link_gone())
    if invitation.purpose in adopting.PURPOSES:
        return Turn(adopting.at_code(token, invitation, context))
    if invitation.role != Role.COORDINATOR:
        return Turn(home.of(context))
    if any((m.municipality, m.role) == (invitation.municipality, invitation.role) for m in context.members):
        return Turn(at_queue())
    language = (SetLanguage(SOURCE),) if context.chat.language is None else ()
    return Turn(joining.at_join(token, invitation), language)


def _at_desk(referral: str, context: Context) -> State:
    if not context.staff:
        return home.start(context)
    return at_case(referral) if referral else at_queue()
