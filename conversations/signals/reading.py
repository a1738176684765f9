"""Which signals a desk reads: each that came from a family that can still be told is written down as read."""

from __future__ import annotations

from conversations.context import Context
from conversations.signalled import STAFF, named_in
from conversations.signals.desk import listed
from conversations.state import State

__all__ = ["shown"]


def shown(state: State, context: Context) -> tuple[str, ...]:
    """The ids of the signals on a card of staff that are kept with a family's file."""
    if state.dialog != STAFF:
        return ()
    if state.step == "list":
        return tuple(one.id for one in listed(state, context) if one.hears)
    one = context.signals.one(named_in(state))
    return (one.id,) if one is not None and one.hears else ()
