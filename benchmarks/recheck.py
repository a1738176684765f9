"""Who is read when one figure changes: `python -m benchmarks.recheck`.

Ten thousand households that said yes stand in a database, with answers from the interviews of families
(`benchmarks.families`), each with its own key and index rows. One figure gets another value; then the households that
are planned to be looked at are counted, against those whose rights really change, which takes reading everybody.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import delete, func, select

from benchmarks.families import TODAY, TOWN, families
from conversations.context import Watch
from rights import Answers, Catalogue, load_catalogue, report
from rights.screening import go_through
from rights.watching import fingerprints, is_likely
from storage.database import Database
from storage.keys import KeyRing
from storage.sealing import seal_answers, seal_json
from storage.tables import access, chat, household, watch, work
from storage.watching import compare, sealable_watch, write_rows

__all__ = ["Counted", "changed", "count"]

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Counted:
    """One changed figure: how many households were kept, how many are read, of how many something new is likely, of
    how many anything that was or is likely is another now, and who of these would not be read."""

    figure: str
    kept: int
    read: int
    new: int
    other: int
    missed: int
    seconds: float


def changed(catalogue: Catalogue, figure: str, times: Decimal, on: date) -> Catalogue:
    """The catalogue in which a figure has another value from a day on."""
    last = catalogue.figures[figure].on(on)
    value = last.model_copy(update={"value": last.value * times, "valid_from": on, "verified_on": on})
    model = catalogue.figures[figure]
    figures = {**catalogue.figures, figure: model.model_copy(update={"values": (*model.values, value)})}
    passes = {place: replace(one, figures=figures) for place, one in catalogue.passes.items()}
    return replace(catalogue, figures=figures, passes=passes)


def _likely(catalogue: Catalogue, answers: Answers) -> frozenset[str]:
    found = report(catalogue, Answers(answers.items), TODAY).verdicts
    return frozenset(one.key for one in found if is_likely(one) and not one.held)


async def _filled(db: Database, keys: KeyRing, here: Catalogue, told: Sequence[Answers], kept: int) -> dict[str, int]:
    """The households, each with the number of its answers."""
    ids = {secrets.token_hex(12): number % len(told) for number in range(kept)}
    await keys.hold(ids)
    async with db.write() as conn:
        for place, (one, number) in enumerate(ids.items(), 1):
            sealed = seal_json(keys, one, sealable_watch(Watch()), f"told:{one}")
            await conn.execute(
                household.insert().values(
                    id=one,
                    municipality=TOWN,
                    answers=seal_answers(keys, one, told[number]),
                    plans=b"",
                    kept=True,
                    recheck=True,
                    told=sealed,
                    created_at=NOW,
                    touched_at=NOW,
                )
            )
            await conn.execute(chat.insert().values(id=place, key_id=secrets.token_hex(12), state=b""))
            await conn.execute(access.insert().values(household_id=one, chat_id=place, kind="own", since=NOW))
            await write_rows(conn, keys, one, here, told[number], today=TODAY)
        await conn.execute(work.insert(), [_planned(one, place) for place, one in enumerate(ids, 1)])
    return ids


def _planned(one: str, place: int) -> dict[str, object]:
    late = NOW.replace(year=NOW.year + 1)
    return {"stream": f"chat:{place}", "kind": "recheck", "due_at": late, "fence": one}


async def count(folder: Path, kept: int, distinct: int, figures: Sequence[str], times: Decimal) -> list[Counted]:
    """Every figure changed in turn, each from the same beginning."""
    catalogue = load_catalogue()
    here = catalogue.for_municipality(TOWN)
    told = [go_through(here, one, TODAY) for one in families(distinct)]
    before = [_likely(here, answers) for answers in told]
    db = Database(f"sqlite+aiosqlite:///{folder / 'rights.sqlite'}")
    await db.migrate()
    keys = await KeyRing.at(folder / "keys.sqlite", secrets.token_bytes(32))
    ids = await _filled(db, keys, here, told, kept)
    async with db.write() as conn:
        rows = await conn.scalar(select(func.count()).select_from(watch))
    print(f"{kept} households with {rows} index rows: {(rows or 0) / kept:.1f} each", flush=True)
    found = []
    for figure in figures:
        other = changed(catalogue, figure, times, TODAY)
        async with db.write() as conn:
            begun = time.perf_counter()
            await compare(conn, keys, other, NOW)
            seconds = time.perf_counter() - begun
            soon = (work.c.kind == "recheck", work.c.due_at < NOW.replace(year=NOW.year + 1))
            read = set((await conn.execute(select(work.c.fence).where(*soon))).scalars())
            await conn.execute(delete(work).where(*soon))
            await compare(conn, keys, catalogue, NOW)  # back to the beginning
            await conn.execute(delete(work).where(*soon))
        after = [_likely(other.for_municipality(TOWN), answers) for answers in told]
        touched = {one for one, number in ids.items() if after[number] != before[number]}
        new = sum(bool(after[number] - before[number]) for number in ids.values())
        found.append(Counted(figure, kept, len(read), new, len(touched), len(touched - read), seconds))
    await keys.close()
    await db.close()
    return found


def main() -> None:
    """Prints a table: a row for every figure that can decide."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=int, default=10_000, help="households in the database (10000)")
    parser.add_argument("--distinct", type=int, default=1_000, help="different families among them (1000)")
    parser.add_argument("--times", type=Decimal, default=Decimal("1.03"), help="the new value, in times the old (1.03)")
    parser.add_argument("--figure", action="append", help="only these figures; else all that can decide")
    given = parser.parse_args()
    marks = fingerprints(load_catalogue().for_municipality(TOWN), TODAY)
    all_figures = [name.removeprefix("figure:") for name in marks if name.startswith("figure:")]
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(count(Path(folder), given.kept, given.distinct, given.figure or all_figures, given.times))
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, every figure times {given.times}")
    print("| figure | read | something is likely that was not | anything changes | missed | s |")
    print("|---|---|---|---|---|---|")
    for one in sorted(found, key=lambda one: -one.read):
        print(f"| {one.figure} | {one.read} | {one.new} | {one.other} | {one.missed} | {one.seconds:.2f} |")
    shares = [one.read / one.kept for one in found]
    print(
        f"read on average: {100 * sum(shares) / len(shares):.0f} % of the households, at most {100 * max(shares):.0f} %"
    )


if __name__ == "__main__":
    main()
