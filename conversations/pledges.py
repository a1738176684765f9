"""What happens when the moment of a promise comes, and the figures that a team gets in the morning."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import Promise, PromiseAction
from conversations.context import Context
from conversations.effects import Audience, Effect, EndPromise, Notify
from conversations.events import Due
from conversations.figures import ALARM, DAILY, WEEKLY, ref_of

__all__ = ["FOLLOW"]


def _promise(event: Due, context: Context) -> Promise | None:
    """The promise that the follow-up was made for, if it still is as it was."""
    return next((one for one in context.ledger.promises if one.fence(event.kind) == event.fence), None)


def _remind(event: Due, context: Context) -> tuple[Effect, ...]:
    """On the morning of its day: to who keeps it, or where nobody does to everybody who can."""
    promise = _promise(event, context)
    if promise is None:
        return ()
    return (Notify(Audience("holder", referral=promise.referral), "promise_due", promise.id),)


def _miss(event: Due, context: Context) -> tuple[Effect, ...]:
    """The morning after: it stands at the top now, and who keeps it hears so."""
    promise = _promise(event, context)
    if promise is None:
        return ()
    told = Notify(Audience("holder", referral=promise.referral), "promise_missed", promise.id)
    return (EndPromise(promise.id, PromiseAction.MISS), told)


def _tell_team(event: Due, context: Context) -> tuple[Effect, ...]:
    promise = _promise(event, context)
    if promise is None:
        return ()
    team = Audience("team", municipality=promise.municipality, referral=promise.referral)
    return (Notify(team, "promise_team", promise.referral),)


def _digest(_event: Due, context: Context) -> tuple[Effect, ...]:
    """The day in figures to every team that has one to tell of; and where something should be going on that is not, the
    coordinators hear that in private."""
    told: list[Effect] = []
    for town, day in context.ledger.days.items():
        ref = ref_of(town, day.day)
        if not day.nothing:
            told.append(Notify(Audience("team", municipality=town), DAILY, ref))
        if day.alarming:
            told.append(Notify(Audience("staff", municipality=town), ALARM, ref))
    return tuple(told)


def _week(_event: Due, context: Context) -> tuple[Effect, ...]:
    weeks = context.ledger.weeks.items()
    return tuple(
        Notify(Audience("team", municipality=town), WEEKLY, ref_of(town, week.day))
        for town, week in weeks
        if not week.nothing
    )


FOLLOW: Mapping[str, Callable[[Due, Context], tuple[Effect, ...]]] = {
    "promise_day": _remind,
    "promise_late": _miss,
    "promise_team": _tell_team,
    DAILY: _digest,
    WEEKLY: _week,
}
"""Kinds of follow-up about promises and figures."""
