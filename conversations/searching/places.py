"""Whose rights somebody looks through: those of their family's municipality, or of the one they name."""

from __future__ import annotations

from conversations import home
from conversations.context import Context, Household
from conversations.minors import is_young
from conversations.state import State
from rights import ELSEWHERE, Catalogue

__all__ = ["family_of", "may_check", "pass_of", "staff_of"]


def family_of(context: Context) -> Household | None:
    """The household that this chat is about now; None for who works for a town, whatever file is open beside it."""
    return context.household if home.is_about_family(context) else None


def staff_of(context: Context) -> bool:
    """Whether somebody looks for others: who works for a municipality, or reports families."""
    return not home.is_about_family(context)


def pass_of(state: State, context: Context) -> Catalogue | None:
    """The rights pass to look through; None: a municipality must be chosen first. Who is under 18 is not asked for
    one."""
    if family_of(context) is not None:
        return context.pass_catalogue
    if is_young(state.under):
        return context.catalogue
    if staff_of(context):
        return context.catalogue.passes.get(context.members[0].municipality, context.catalogue)
    town = state.text("town")
    return context.catalogue.passes.get(town) if town in (*context.served, ELSEWHERE) else None


def may_check(state: State, context: Context) -> bool:
    """Whether questions may be asked here: of a family, and of nobody who said to be under 18."""
    return home.is_about_family(context) and not is_young(state.under)
