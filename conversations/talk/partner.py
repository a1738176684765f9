"""Whether the family of a chat talks with somebody now, and who hears what it says."""

from __future__ import annotations

from conversations.context import Context, Household, Referral
from conversations.effects import Audience, Effect, Notify

__all__ = ["talking", "tell_staff"]


def talking(context: Context) -> tuple[Household, Referral] | None:
    """The family and its request, if somebody has that and wrote to the family: then it may write back. A helper does
    where the family has no chat of its own, as it is the helper who gets the messages then."""
    household = context.household
    referral = household.referral if household is not None else None
    if household is None or referral is None or referral.claimed_by is None:
        return None
    spoken_to = any(not message.by_family for message in household.messages)
    for_itself = household.kind == "own" or all(tie.kind != "own" for tie in household.ties)
    return (household, referral) if spoken_to and for_itself else None


def tell_staff(household: Household) -> tuple[Effect, ...]:
    """Whoever holds the request; where nobody does any more, everyone who may take it."""
    referral = household.referral
    if referral is None:
        return ()
    if referral.claimed_by is not None:
        return (Notify(Audience("holder", referral=referral.id), "reply", referral.id),)
    staff = Audience("staff", municipality=referral.municipality, referral=referral.id)
    return (Notify(staff, "reply", referral.id),)
