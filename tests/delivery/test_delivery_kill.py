"""Whenever the bot is killed: database effects happen exactly once, and only what was being sent may be sent again.

SIGKILL comes from a hook on every SQL statement and API call, in a bot of its own process; a new bot then goes on.
A full run has about a thousand statements and takes most of a second, so one kill at each of them, with the run that
finishes the script after it, takes a quarter of an hour. KILL_EVERY=1 does that. By default the single kills take a
stride, whose start moves on every day, and bots that die young do most of the work: one after the other, each at the
nth point of its own life, so that one script meets dozens of kills, kills during recovery included.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.delivery.kill_bot import CALLS, COUNTED
from tests.delivery.kill_ledger import Standing, key_owners, ledger, rows_in, view_of
from tests.delivery.kill_script import COORDINATOR, HELPED, Act, new_stand_in, people_of, record

ROOT = Path(__file__).parent.parent.parent
KILLED = -9
EVERY = bool(os.environ.get("KILL_EVERY"))
SINGLE_KILLS = 6
"""How many statements of the script are met by a single kill, by default."""
STATEMENTS = range(23, 300) if EVERY else (31, 83, 190)
ANSWERS = range(4, 30) if EVERY else (6,)
"""At which age bots die young: the first statements and answers only open the machine."""
MOST_LIVES = 20
"""A bot that dies too young for any progress is at last let live."""

Death = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Script:
    """What is played, and what an undisturbed run makes of it."""

    folder: Path
    acts: list[Act]
    standing: Standing
    views: dict[str, tuple[str, list[tuple[str, str]]]]
    keys: int
    points: dict[str, int]


class Maternity:
    """Gives birth to bots, one at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def life(self, folder: Path, url: str, death: Death) -> int:
        """A whole life; how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"folder": str(folder), "url": url, "at": dict(death)}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        return int(await self._process.stdout.readline())


@asynccontextmanager
async def maternity() -> AsyncIterator[Maternity]:
    """The server that forks the bots."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.kill_bot", stdin=-1, stdout=-1, cwd=ROOT
    )
    try:
        yield Maternity(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Script]:
    """In memory where there is such a folder: what a SIGKILL leaves is the same, and nothing waits for a disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path_factory.getbasetemp()) as folder:
        yield asyncio.run(_undisturbed(Path(folder)))


async def _undisturbed(folder: Path) -> Script:
    template, run = folder / "template", folder / "undisturbed"
    acts = await record(template)
    shutil.copytree(template, run)
    stand_in = new_stand_in(acts)
    await stand_in.start()
    async with maternity() as ward:
        assert await ward.life(run, stand_in.url, {}) == 0
    await stand_in.stop()
    assert stand_in.cloud.unconfirmed == 0
    tries = Counter(map(int, (run / CALLS).read_text().split()))
    assert set(tries.values()) == {1}
    views = {name: view_of(stand_in.cloud, person) for name, person in people_of(stand_in.cloud).items()}
    points = json.loads((run / COUNTED).read_text())
    return Script(folder, acts, await ledger(run), views, len(key_owners(run)), points)


async def _play(script: Script, ward: Maternity, deaths: Sequence[Death]) -> int:
    """Plays the script with these deaths, then once to the end, and checks what came of it. Returns the kills."""
    run = script.folder / "run"
    shutil.rmtree(run, ignore_errors=True)
    shutil.copytree(script.folder / "template", run)
    stand_in = new_stand_in(script.acts)
    await stand_in.start()
    in_flight: Counter[int] = Counter()
    unsure: set[int] = set()
    kills = 0
    for death in [*deaths, {}]:
        ended = await ward.life(run, stand_in.url, death)
        if ended == 0:
            break
        assert ended == KILLED, f"the bot ended by itself with {ended}, planned was {death}"
        kills += 1
        for row, repeat in rows_in(run, "sending"):
            in_flight[row] += 1
            if repeat == "once":
                unsure.add(row)
    await stand_in.stop()
    where = f"killed at {deaths[0]}, {kills} times"

    standing = await ledger(run)
    for table in script.standing:
        assert standing[table] == script.standing[table], f"{table}, {where}"
    assert {row for row, _ in rows_in(run, "unsure")} == unsure, where
    tries = Counter(map(int, (run / CALLS).read_text().split()))
    for row, times in tries.items():
        assert times <= 1 + in_flight[row], f"row {row} was sent {times} times, {where}"
        assert times == 1 or row not in unsure, f"row {row} may not be repeated, {where}"
    told = people_of(stand_in.cloud)
    if unsure:  # the family may lack the notice that was being sent, and its coordinator is told so
        del told[HELPED]
        chat = stand_in.cloud.visible(told.pop(COORDINATOR))
        assert any("kwam misschien niet aan" in message.text for message in chat), where
    for name, person in told.items():
        assert view_of(stand_in.cloud, person) == script.views[name], f"{name} sees something else, {where}"
    assert stand_in.cloud.unconfirmed == 0
    return kills


async def test_killed_once_at_a_statement(script: Script) -> None:
    stride = 1 if EVERY else script.points["statement"] // SINGLE_KILLS
    start = 1 + date.today().toordinal() % stride  # noqa: DTZ011  (any day will do)
    async with maternity() as ward:
        for n in range(start, script.points["statement"] + 1, stride):
            killed = await _play(script, ward, [{"statement": n}])
            assert killed or n > script.points["statement"] * 9 // 10  # no two runs end at the same statement


@pytest.mark.parametrize("age", STATEMENTS)
async def test_bots_that_die_young_get_the_work_done_together(script: Script, age: int) -> None:
    async with maternity() as ward:
        assert await _play(script, ward, [{"statement": age}] * MOST_LIVES) > 1


@pytest.mark.parametrize("moment", ["call", "answer", "heard"])
async def test_killed_before_and_after_each_answer(script: Script, moment: str) -> None:
    async with maternity() as ward:
        for age in ANSWERS:
            assert await _play(script, ward, [{moment: age}] * MOST_LIVES) > 1
