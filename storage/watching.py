"""Who is read again when a figure or a rule changes: index rows of households that said yes, and what was seen last.

An index row is a household with a mark, the HMAC of a figure that can change its rights or of a right that it has. Who
has the file alone can see which households share a mark, and not what it stands for.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, exists, func, insert, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.context import News, Watch
from conversations.recheck.looking import SPREAD, put_off
from followups import BRUSSELS
from rights import Answers, Catalogue
from rights.news import Because, Reason
from rights.watching import anchors, figures_watched, fingerprints, held_rights, out_of_reach
from storage import handing, work
from storage.ahead import OWNERS
from storage.keys import KeyRing
from storage.sql import insert_into
from storage.tables import access, chat, household, seen, watch
from storage.tables import work as work_table

__all__ = ["compare", "forget", "opened_watch", "plan", "sealable_watch", "write_rows"]

FIGURE, RIGHT, HELD = "figure:", "right:", "held:"
AT_ONCE = 400
"""So many households are named in one statement."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a pass was when it was last looked at: fingerprints of its rules, and the values that index rows lie
    around."""

    marks: dict[str, str]
    anchors: dict[str, Decimal]

    def to_text(self) -> str:
        return json.dumps({"marks": self.marks, "anchors": {name: str(value) for name, value in self.anchors.items()}})

    @classmethod
    def from_text(cls, text: str) -> _Seen:
        raw = json.loads(text)
        return cls(raw["marks"], {name: Decimal(value) for name, value in raw["anchors"].items()})


async def write_rows(
    conn: AsyncConnection, keys: KeyRing, household_id: str, catalogue: Catalogue, answers: Answers, *, today: date
) -> None:
    """The index rows of a household in the place of those that it had: what can touch these answers on this day."""
    last = await _last_seen(conn, catalogue, today)
    figures = figures_watched(catalogue, answers, today, last.anchors)
    names = [*(FIGURE + name for name in figures), *(HELD + name for name in held_rights(catalogue, answers, today))]
    marks = await _marks(keys, catalogue.place, names)
    await conn.execute(delete(watch).where(watch.c.household_id == household_id))
    if marks:
        await conn.execute(insert(watch), [{"household_id": household_id, "mark": mark} for mark in sorted(marks)])


async def forget(conn: AsyncConnection, household_id: str) -> None:
    """Nothing is watched for this household any more: no row, no look, no notice that waits."""
    await conn.execute(delete(watch).where(watch.c.household_id == household_id))
    await conn.execute(delete(work_table).where(*_looks(household_id)))
    await handing.unsay_kinds(conn, household_id, ("recheck",))


async def plan(conn: AsyncConnection, household_id: str, at: datetime, now: datetime) -> None:
    """The next look, in the place of the one that was planned, whoever of the family or its helpers made it needed."""
    await conn.execute(delete(work_table).where(*_looks(household_id), work_table.c.due_at > now))
    await _queue(conn, {household_id: max(at, now)})


def _looks(household_id: str) -> tuple[ColumnElement[bool], ...]:
    return (work_table.c.kind == "recheck", work_table.c.fence == household_id, work_table.c.state == "waiting")


async def compare(conn: AsyncConnection, keys: KeyRing, catalogue: Catalogue, now: datetime) -> int:
    """Compares every pass that a watched household lives in with what was seen last, and plans a look at the
    households that a change can touch, spread over hours, and at those whose own look was lost. Where a look comes soon
    anyway, that one is enough. Returns how many are planned."""
    found: dict[str, None] = {}
    places = select(household.c.municipality).where(household.c.recheck).distinct()
    for place in (await conn.execute(places)).scalars().all():
        if place in catalogue.passes:
            wanted = await _touched(conn, keys, catalogue.for_municipality(place), now.astimezone(BRUSSELS).date())
            if wanted is not None:
                found |= dict.fromkeys((await conn.execute(wanted)).scalars())
    planned = await _planned(conn)
    everyone = (await conn.execute(select(household.c.id).where(household.c.recheck))).scalars()
    found |= dict.fromkeys(one for one in everyone if one not in planned)
    ids = [one for one in found if one not in planned or planned[one] > now + SPREAD]
    for start in range(0, len(ids), AT_ONCE):
        await _queue(conn, {one: now + put_off(one) for one in ids[start : start + AT_ONCE]})
    return len(ids)


async def _planned(conn: AsyncConnection) -> dict[str, datetime]:
    """When every household is looked at next, as far as that is planned. In one statement: a question per household
    would go through all that waits each time."""
    waits = (work_table.c.kind == "recheck", work_table.c.state == "waiting")
    soonest = func.min(work_table.c.due_at, type_=work_table.c.due_at.type)
    rows = (await conn.execute(select(work_table.c.fence, soonest).where(*waits).group_by(work_table.c.fence))).all()
    return {row.fence: row[1] for row in rows}


async def _touched(conn: AsyncConnection, keys: KeyRing, here: Catalogue, today: date) -> Select[Any] | None:
    """The households of a pass that what changed in it can touch; None where nothing did."""
    last = await _last_seen(conn, here, today)
    marks, values = fingerprints(here, today), anchors(here, today)
    changed = {name for name, mark in marks.items() if last.marks.get(name) != mark}
    if not changed:
        return None
    far = {name for name, value in values.items() if name in last.anchors and out_of_reach(value, last.anchors[name])}
    kept = {name: last.anchors.get(name, value) if name not in far else value for name, value in values.items()}
    await conn.execute(seen.update().where(seen.c.place == here.place).values(rules=_Seen(dict(marks), kept).to_text()))
    mine = select(household.c.id).where(household.c.recheck, household.c.municipality == here.place)
    rights = {name for name in changed if name.startswith(RIGHT)}
    if far & {name.removeprefix(FIGURE) for name in changed} or any(name not in last.marks for name in rights):
        return mine
    figures = await _marks(keys, here.place, (name for name in changed if name.startswith(FIGURE)))
    reads = exists().where(watch.c.household_id == household.c.id, watch.c.mark.in_(figures))
    if not rights:
        return mine.where(reads)
    held = await _marks(keys, here.place, (HELD + name.removeprefix(RIGHT) for name in rights))
    has = select(func.count()).where(watch.c.household_id == household.c.id, watch.c.mark.in_(held)).scalar_subquery()
    return mine.where(or_(reads, has < len(rights)))


async def _queue(conn: AsyncConnection, at: Mapping[str, datetime]) -> None:
    """A look at each of these at its moment: in the chat of a parent who can hear, if any."""
    heard = case((chat.c.reachable & not_(chat.c.muted), 0), else_=1)
    own = case((access.c.kind == "own", 0), else_=1)
    linked = (
        select(access.c.household_id, access.c.chat_id)
        .join(chat, chat.c.id == access.c.chat_id)
        .where(access.c.household_id.in_(at), access.c.kind.in_(OWNERS))
        .order_by(access.c.household_id, heard, own, access.c.since)
    )
    first: dict[str, int] = {}
    for row in (await conn.execute(linked)).all():
        first.setdefault(row.household_id, row.chat_id)
    await work.add(
        conn,
        [
            {"stream": f"chat:{chat_id}", "kind": "recheck", "due_at": at[one], "fence": one}
            for one, chat_id in first.items()
        ],
    )


async def _last_seen(conn: AsyncConnection, here: Catalogue, today: date) -> _Seen:
    """What this pass was when it was last looked at: now, if it never was."""
    stored = await conn.scalar(select(seen.c.rules).where(seen.c.place == here.place))
    if stored is not None:
        return _Seen.from_text(stored)
    now = _Seen(dict(fingerprints(here, today)), anchors(here, today))
    await conn.execute(insert_into(conn, seen).on_conflict_do_nothing(), {"place": here.place, "rules": now.to_text()})
    return now


async def _marks(keys: KeyRing, place: str, names: Iterable[str]) -> set[str]:
    """What stands in the file for a figure or a right of a pass."""
    key = await keys.index_key()
    return {hmac.new(key, f"{place}|{name}".encode(), "sha256").hexdigest()[:32] for name in names}


def sealable_watch(kept: Watch) -> dict[str, Any]:
    """Plain JSON; `opened_watch` gives an equal one back."""
    return {
        "told": list(kept.told),
        "looked": _iso(kept.looked),
        "noticed": _iso(kept.noticed),
        "news": [
            {"key": one.key, "asks": one.asks, "why": one.reason.because.value, "years": one.reason.years}
            | {"on": _iso(one.reason.on)}
            for one in kept.news
        ],
    }


def opened_watch(raw: dict[str, Any]) -> Watch:
    """What `sealable_watch` wrote."""
    news = tuple(
        News(one["key"], Reason(Because(one["why"]), one["years"], _day(one["on"])), one["asks"]) for one in raw["news"]
    )
    return Watch(tuple(raw["told"]), _day(raw["looked"]), _day(raw["noticed"]), news)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
