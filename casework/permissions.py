"""Who may do what: one table. What is not listed is denied, whoever asks and however they came to know an id.

A role holds in its own municipality only; that is looked at where the thing itself is known. The page
`docs/reference/roles.md` shows this table, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from casework.states import Role

__all__ = ["INVITES", "MAY", "Deed", "invited_by", "may"]


class Deed(StrEnum):
    """Something that a role is needed for."""

    READ_QUEUE = "read_queue"
    READ_CASES = "read_cases"
    HOLD_CASES = "hold_cases"
    CONFIRM_GROUP = "confirm_group"
    REPORT_FAMILIES = "report_families"
    GIVE_CARDS = "give_cards"
    DO_TASKS = "do_tasks"
    SEE_FIGURES = "see_figures"
    SEE_MEMBERS = "see_members"
    END_ROLES = "end_roles"
    RESET_CODES = "reset_codes"
    ANSWER_HANDOVERS = "answer_handovers"
    COUNT_SIGNALS = "count_signals"


MAY: Final[Mapping[Role, frozenset[Deed]]] = MappingProxyType(
    {
        Role.COORDINATOR: frozenset(
            {
                Deed.READ_QUEUE,
                Deed.READ_CASES,
                Deed.HOLD_CASES,
                Deed.CONFIRM_GROUP,
                Deed.SEE_FIGURES,
                Deed.COUNT_SIGNALS,
            }
        ),
        Role.VOLUNTEER: frozenset({Deed.REPORT_FAMILIES, Deed.GIVE_CARDS, Deed.DO_TASKS}),
        Role.PARTNER: frozenset({Deed.ANSWER_HANDOVERS}),
        Role.ADMIN: frozenset(
            {Deed.SEE_FIGURES, Deed.SEE_MEMBERS, Deed.END_ROLES, Deed.RESET_CODES, Deed.COUNT_SIGNALS}
        ),
    }
)
"""By role: all that it may do. A family acts on its own file, by having it, and needs no role for that."""

INVITES: Final[Mapping[Role, tuple[Role, ...]]] = MappingProxyType(
    {
        Role.COORDINATOR: (Role.VOLUNTEER, Role.COORDINATOR),
        Role.ADMIN: (Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER),
    }
)
"""By role: whom it invites, in the order shown. An admin is made on the command line only."""


def may(role: str, deed: Deed) -> bool:
    """Whether a role may do something. A role that is not in the table, an older version's, may do nothing."""
    return role in MAY and deed in MAY[Role(role)]


def invited_by(role: str) -> tuple[Role, ...]:
    """Whom a role may invite to its own municipality."""
    return INVITES.get(Role(role), ()) if role in INVITES else ()
