"""One look at the rights of a household: what it does not know yet, whether that is told now, and when the next is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zlib import crc32

from conversations.context import Context, News, Watch
from conversations.findings import household_of
from followups import BRUSSELS, due_at
from rights import Answers, Catalogue, Verdict, VerdictKind, keys_moved, report, without_stale
from rights.news import Because, Reason, reason_of
from rights.watching import is_likely, next_look

__all__ = [
    "SPREAD",
    "Look",
    "begun",
    "changed",
    "look",
    "next_at",
    "put_off",
    "verdicts",
]

SPREAD = timedelta(hours=4)
"""The looks of many households do not all come at once."""

AT = time(3, 0)
"""When the looks of a day begin: what they find waits for the first allowed hour."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is kept of it, whether the family is told something, and when the next look is."""

    watch: Watch
    tells: bool
    next_at: datetime


def verdicts(context: Context, answers: Answers) -> dict[str, Verdict]:
    """All verdicts of the open household, as if these were its answers, by key."""
    return {v.key: v for v in report(context.pass_catalogue, answers, context.today, context.signed).verdicts}


def look(context: Context) -> Look:
    """What became likely since the family last knew. It is told at most once a month, and to nobody who muted the bot;
    until then it stays new. What is likely only with an answer that went stale leads to that question instead."""
    household, today = household_of(context), context.today
    answers, watch = household.answers, household.watch
    found = verdicts(context, answers)
    sure = verdicts(context, without_stale(context.pass_catalogue, answers, today))
    told = _still_known(watch.told, found)
    asks = {key: _asks_again(sure.get(key)) for key in _likely(found) if key not in told}
    worth = (key for key in found if key in asks and (asks[key] or _is_sure(sure.get(key))))
    new = (News(key, _reason(context, key), asks=asks[key]) for key in worth)
    news = tuple(one for one in new if one.asks or one.reason.because is not Because.OLDER)
    again = next_at(context.pass_catalogue, answers, today, household.id)
    if not news:
        return Look(replace(watch, told=told, looked=today), False, again)
    soonest = _month_after(watch.noticed) or context.now
    if soonest > context.now:
        return Look(replace(watch, told=told), False, min(again, soonest))
    if context.chat.muted or not context.chat.reachable:
        return Look(replace(watch, told=told), False, min(again, due_at("recheck", context.now)))
    known = (*told, *(one.key for one in news))
    return Look(Watch(known, looked=today, noticed=today, news=news), True, again)


def begun(context: Context) -> Watch:
    """What is kept from the yes on: what is likely now, the family has seen."""
    found = verdicts(context, household_of(context).answers)
    return Watch(tuple(_likely(found)), looked=context.today)


def changed(context: Context, catalogue: Catalogue, answers: Answers) -> Watch:
    """What is kept once the answers, or the municipality, are other ones: what that made likely, the family saw
    happen; what was still to be told stays so."""
    watch = household_of(context).watch
    before = _likely(verdicts(context, household_of(context).answers))
    after = {v.key: v for v in report(catalogue, answers, context.today, context.signed).verdicts}
    moved = keys_moved(catalogue, household_of(context).answers, answers)
    told = tuple(now for key in watch.told if (now := moved.get(key, key)) is not None)
    seen = [key for key in _likely(after) if key not in {moved.get(was, was) for was in before}]
    return replace(watch, told=tuple(dict.fromkeys((*_still_known(told, after), *seen))))


def next_at(catalogue: Catalogue, answers: Answers, today: date, household: str) -> datetime:
    """When these answers are looked at next, if nothing happens before."""
    start = datetime.combine(next_look(catalogue, answers, today), AT, BRUSSELS)
    return start + put_off(household)


def put_off(household: str) -> timedelta:
    """How much later than the first a household has its turn: always the same."""
    return timedelta(seconds=crc32(household.encode()) % int(SPREAD.total_seconds()))


def _likely(found: Mapping[str, Verdict]) -> dict[str, None]:
    return {key: None for key, verdict in found.items() if is_likely(verdict)}


def _still_known(told: tuple[str, ...], found: Mapping[str, Verdict]) -> tuple[str, ...]:
    """What the family was told and is still so, and what it has; what went away and comes back is news again."""
    held = [key for key, verdict in found.items() if verdict.held]
    likely = _likely(found)
    return tuple(dict.fromkeys((*(key for key in told if key in likely), *held)))


def _is_sure(verdict: Verdict | None) -> bool:
    return verdict is not None and is_likely(verdict)


def _asks_again(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.kind is VerdictKind.ONE_MORE_ANSWER


def _reason(context: Context, key: str) -> Reason:
    household = household_of(context)
    since = household.watch.looked or household.touched_at.astimezone(BRUSSELS).date()
    return reason_of(context.pass_catalogue, household.answers, key, since=since, today=context.today)


def _month_after(noticed: date | None) -> datetime | None:
    return None if noticed is None else due_at("recheck", datetime.combine(noticed, AT, BRUSSELS))
