"""What stands behind a link: /start alone, the desk, or an invitation. A link gives no right by being known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import adopting, home, joining, messages, sealed
from conversations.commands import at_awake
from conversations.context import Context, Invitation
from conversations.desk import at_case, at_queue
from conversations.dialog import Turn
from conversations.events import Opened
from conversations.partnering import partner
from conversations.state import State
from conversations.tongues import is_offered

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
        start = home.start(context)
        return Turn(at_awake(start) if context.chat.muted and context.chat.language is not None else start)
    if token == DESK or token.startswith(f"{DESK}-"):
        return Turn(_at_desk(token.removeprefix(DESK).removeprefix("-"), context))
    invitation = context.invitation
    if invitation is None:
        return Turn(messages.at_link_gone())
    behind = _BEHIND.get(invitation.purpose)
    return behind(token, invitation, context) if behind is not None else Turn(home.of(context))


def _invited(token: str, invitation: Invitation, context: Context) -> Turn:
    """Who has the role already goes where it works."""
    if invitation.role not in joining.ROLES:
        return Turn(home.of(context))
    if any((m.municipality, m.role) == (invitation.municipality, invitation.role) for m in context.members):
        return Turn(home.wearing(home.Hat(invitation.role), context))
    state, effects = joining.at_join(token, invitation, context)
    return Turn(state, effects)


def _sealed(_token: str, invitation: Invitation, _context: Context) -> Turn:
    return sealed.opened(invitation)


def _greeted(_token: str, invitation: Invitation, context: Context) -> Turn:
    """A volunteer's card: the municipality is chosen already. Who is known here goes on where they are at home."""
    if context.members or context.roster:
        return Turn(home.start(context))
    town = context.catalogue.municipalities.get(invitation.municipality)
    spoken = context.chat.language is not None and is_offered(context.chat.language, town)
    return Turn(State("welcome", "info" if spoken else "language", {"town": invitation.municipality, "card": True}))


def _file_of_family(token: str, invitation: Invitation, context: Context) -> Turn:
    if invitation.reported:
        return Turn(State("reporting", "theirs") if context.volunteer else home.start(context))
    if adopting.is_taken(invitation) and not any(entry.household == invitation.subject for entry in context.roster):
        return Turn(messages.at_link_gone())
    return Turn(adopting.at_code(token, invitation, context))


def _at_desk(referral: str, context: Context) -> State:
    if not context.staff:
        return home.start(context)
    return at_case(referral) if referral else at_queue()


_BEHIND: Mapping[str, Callable[[str, Invitation, Context], Turn]] = {
    "invite": _invited,
    "sealed": _sealed,
    "card": _greeted,
    "adopt": _file_of_family,
    "join": _file_of_family,
    "handover": partner.opened,
}
"""By purpose: where a link leads."""
