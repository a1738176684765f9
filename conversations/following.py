"""The rights that a family wants to be asked about, as they stand on a day."""

from __future__ import annotations

from conversations.context import Context
from conversations.findings import report_of
from rights import Verdict

__all__ = ["followed", "open_keys"]

SETTLED = ("granted",)
"""Outcomes after which there is nothing more to ask."""


def followed(context: Context) -> dict[str, Verdict]:
    """The verdicts that are still to be asked about, by key, in the order in which the family chose them.

    What the family has by now, and what the catalogue no longer knows, is left out.
    """
    household = context.household
    if household is None or not household.following:
        return {}
    now = {verdict.key: verdict for verdict in report_of(context).verdicts if not verdict.held}
    wanted = (key for key in household.following if household.outcomes.get(key) not in SETTLED)
    return {key: now[key] for key in wanted if key in now}


def open_keys(context: Context) -> tuple[str, ...]:
    """The keys of `followed`."""
    return tuple(followed(context))
