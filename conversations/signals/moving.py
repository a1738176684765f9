"""What is done with a signal, as its state table declares it: the move, its timers, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from casework import SIGNAL, Answered, Role, Signal, SignalAction, SignalState, Tell, apply, timers_from
from conversations.context import Context
from conversations.effects import Audience, Effect, MoveSignal, Notify, RegisterSignal, Schedule
from conversations.events import Due
from followups import due_at

__all__ = ["FOLLOW", "moved", "registered"]


def _timers(kinds: Iterable[str], signal: Signal, since: datetime) -> tuple[Schedule, ...]:
    return tuple(Schedule(kind, due_at(kind, since), signal.fence(kind), f"signal:{signal.id}") for kind in kinds)


def registered(signal: Signal, context: Context, *, version: str = "", language: str = "") -> tuple[Effect, ...]:
    """A new signal, and its deadline."""
    since = timers_from(context.now, hears=signal.hears)
    return (RegisterSignal(signal, version, language), *_timers(SIGNAL.starts, signal, since))


def moved(
    signal: Signal,
    action: SignalAction,
    context: Context,
    *,
    outcome: str | None = None,
    answer: Answered | None = None,
) -> tuple[Effect, ...]:
    """What a coordinator does with it. Raises CaseworkError where that is not allowed."""
    text = "given" if answer is not None else None
    state = apply(SIGNAL, signal.state, action, Role.COORDINATOR, text=text, outcome=outcome)
    after = replace(signal, state=SignalState(state), moves=signal.moves + 1)
    started = SIGNAL.edge(signal.state, action).starts
    return (
        MoveSignal(signal.id, action, signal.moves, outcome, answer),
        *_timers(started, after, context.now),
    )


def _ran_out(event: Due, context: Context) -> tuple[Effect, ...]:
    """Nobody did anything with it so long: the coordinators hear so, and it is counted anew."""
    signal = context.signals.due
    if signal is None or signal.over or signal.fence(event.kind) != event.fence:
        return ()
    timer = SIGNAL.timer(event.kind)
    assert isinstance(timer.then, Tell), "the timers of a signal tell somebody"
    told = Notify(
        Audience(timer.then.audience, municipality=signal.municipality), timer.then.notice, signal.municipality
    )
    return (told, *(_timers([event.kind], signal, context.now) if timer.again else ()))


FOLLOW: Mapping[str, Callable[[Due, Context], tuple[Effect, ...]]] = {timer.kind: _ran_out for timer in SIGNAL.timers}
"""Kinds of follow-up about signals."""
