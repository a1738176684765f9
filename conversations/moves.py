"""What an action on a case leads to, as its state table declares it: the move, its timers, and who is told."""

from __future__ import annotations

from datetime import timedelta

from casework import REFERRAL, ReferralAction, Role, Tell, apply
from conversations.context import Context, Referral
from conversations.effects import Audience, Effect, MoveReferral, Notify
from conversations.timers import of_family, timers

__all__ = ["audience", "heard", "moved", "ran_out", "reached"]


def moved(
    referral: Referral,
    action: str,
    context: Context,
    role: Role = Role.COORDINATOR,
    *,
    text: str = "",
    outcome: str | None = None,
) -> tuple[Effect, ...]:
    """Who is told, the move, and the timers that it starts. Raises CaseworkError where it is not allowed.

    `text` is kept as a note with the case. Who is told stands first: whoever had the case until now has it then.
    """
    ended = context.now - referral.closed_at if referral.closed_at is not None else timedelta(0)
    target = apply(REFERRAL, referral.state, action, role, text=text, outcome=outcome, ended=ended)
    edge = REFERRAL.edge(referral.state, action)
    started = timers(edge.starts, referral.id, target, moves=referral.revision + 1, since=context.now)
    return (
        *(told for tell in edge.tells for told in _told(tell, referral, context)),
        MoveReferral(referral.id, action, edge.outcome_of(outcome), role, text, referral.revision),
        *(started if role is Role.FAMILY else of_family(started, referral.id)),
    )


def ran_out(kind: str, referral: Referral, context: Context) -> tuple[Effect, ...]:
    """What a timer leads to whose fence still holds: somebody is told, or the bot acts; and the timer anew, where it
    comes back."""
    timer = REFERRAL.timer(kind)
    anew = (
        timers([kind], referral.id, referral.state, moves=referral.revision, since=context.now) if timer.again else ()
    )
    if timer.then is None:
        return anew
    if isinstance(timer.then, Tell):
        return (*_told(timer.then, referral, context), *anew)
    return moved(referral, ReferralAction(timer.then.action), context, Role.SYSTEM)


def heard(referral: Referral | None, context: Context) -> tuple[Effect, ...]:
    """What a word of the family through the bot does to its request where it is no contact (`reached`): nobody waits
    for the family any more."""
    edges = REFERRAL.edges_from(referral.state, Role.FAMILY) if referral is not None else ()
    if referral is None or not any(edge.action == ReferralAction.ANSWER for edge in edges):
        return ()
    return moved(referral, ReferralAction.ANSWER, context, Role.FAMILY)


def reached(referral: Referral | None, context: Context) -> tuple[Effect, ...]:
    """What a family's answer to its coordinator, or its yes to an appointment, does to its request: there is contact,
    by the family's own act."""
    edges = REFERRAL.edges_from(referral.state, Role.FAMILY) if referral is not None else ()
    if referral is None or not any(edge.action == ReferralAction.CONTACT for edge in edges):
        return ()
    return moved(referral, ReferralAction.CONTACT, context, Role.FAMILY)


def audience(who: str, referral: Referral) -> Audience | None:
    """An audience of the table, for this case; None where there is nobody."""
    match who:
        case "former":
            return Audience("chat", chat=referral.claimed_by) if referral.claimed_by is not None else None
        case "reporter":
            return Audience("reporter", referral=referral.id) if referral.reported_by is not None else None
        case "team" | "staff":
            return Audience(who, municipality=referral.municipality, referral=referral.id)
        case _:
            return Audience(who, referral=referral.id)


def _told(tell: Tell, referral: Referral, context: Context) -> tuple[Effect, ...]:
    """The notice, unless there is nobody to hear it, or only the person who acts."""
    to = audience(tell.audience, referral)
    if to is None or (tell.first and referral.revision > 0) or to == Audience("chat", chat=context.chat.id):
        return ()
    return (Notify(to, tell.notice, referral.id),)
