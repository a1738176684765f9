"""Turns a second of a durable questionnaire step, against a stock bot: `python -m benchmarks.turns`.

A turn is one tap: it is done when the tap was answered and the card shows the next question; then the person taps
again. Ours stores every update before it is confirmed and commits every answer to SQLite; the stock bot keeps answers
in memory. Both run in a process of their own against the same stand-in, by turns, and the median counts.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["Measured", "measure"]

BOTS = {
    "ours": ("benchmarks.ours", ()),
    "stock": ("benchmarks.stock", ()),
    "stock, concurrent": ("benchmarks.stock", ("--concurrent",)),
}
"""Who is measured: a module that takes the stand-in's address, and more arguments."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. Latencies in seconds, from the tap to the turn's end; CPU in seconds per turn."""

    turns: int
    per_second: float
    p50: float
    p99: float
    bot_cpu: float
    cloud_cpu: float


def measure(bot: str, chats: int, turns: int, seconds: float, profile: Path | None = None) -> Measured:
    """One run of one bot. Raises RuntimeError when it does not get through."""
    sizes = ("--chats", str(chats), "--turns", str(turns), "--seconds", str(seconds))
    with (
        tempfile.TemporaryDirectory() as folder,
        _python("benchmarks.cloud", *sizes, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cloud,
    ):
        try:
            url = _line(cloud)["url"]
            module, more = BOTS[bot]
            own = (folder, *(("--profile", str(profile)) if profile else ())) if bot == "ours" else ()
            with _python(module, url, *own, *more) as running:
                try:
                    _line(cloud)
                    if profile:
                        running.send_signal(signal.SIGUSR1)
                    before = _cpu(running.pid)
                    told = _line(cloud)
                    bot_cpu = _cpu(running.pid) - before
                finally:
                    running.terminate()
                    running.wait(30)
        finally:
            cloud.terminate()
    count = told["turns"]
    return Measured(
        turns=count,
        per_second=count / told["seconds"],
        p50=told["p50"],
        p99=told["p99"],
        bot_cpu=bot_cpu / count,
        cloud_cpu=told["cloud_cpu"] / count,
    )


def _python(module: str, *arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", module, *arguments], **pipes)


def _line(cloud: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The next thing the stand-in says."""
    assert cloud.stdout is not None
    line = cloud.stdout.readline()
    if not line:
        raise RuntimeError("the stand-in ended before the run did")
    told: dict[str, Any] = json.loads(line)
    return told


def _cpu(pid: int) -> float:
    """CPU seconds of a process until now; Linux only, elsewhere 0."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _write_through() -> float:
    """Seconds of one small write that reaches the disk, as a commit must; the median of 100."""
    with tempfile.TemporaryFile() as file:
        times = []
        for _ in range(100):
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _row(name: str, runs: Sequence[Measured]) -> str:
    def median(field: str) -> float:
        return float(statistics.median(getattr(run, field) for run in runs))

    speeds = " ".join(f"{run.per_second:.0f}" for run in runs)
    return (
        f"| {name} | {median('per_second'):.0f} | {speeds} | {median('p50') * 1000:.0f} | {median('p99') * 1000:.0f} "
        f"| {median('bot_cpu') * 1000:.2f} | {median('cloud_cpu') * 1000:.2f} |"
    )


def main() -> None:
    """Measures all, alternating, and prints a table and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chats", type=int, default=100, help="people who answer at the same time (100)")
    parser.add_argument("--turns", type=int, default=2000, help="turns of one run (2000)")
    parser.add_argument("--seconds", type=float, default=20, help="the longest a run may count (20)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, alternating (3)")
    parser.add_argument("--only", choices=BOTS, help="measure one of them")
    parser.add_argument("--profile", type=Path, help="profile ours into this file, and measure nothing else")
    given = parser.parse_args()
    names = ["ours"] if given.profile else [given.only] if given.only else list(BOTS)
    runs: dict[str, list[Measured]] = {name: [] for name in names}
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load ", end="")
    print(f"{os.getloadavg()[0]:.1f}, a write that reaches the disk {_write_through() * 1000:.2f} ms", flush=True)
    for _ in range(1 if given.profile else given.runs):
        for name in names:
            runs[name].append(measure(name, given.chats, given.turns, given.seconds, given.profile))
    print(f"{given.chats} chats, at most {given.turns} turns or {given.seconds:.0f} s a run, median of {given.runs}")
    print("| bot | turns/s | runs | p50 ms | p99 ms | CPU ms/turn | stand-in CPU ms/turn |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        print(_row(name, runs[name]))
    if len(names) == len(BOTS):
        speed = {name: statistics.median(run.per_second for run in runs[name]) for name in names}
        rival = max((name for name in names if name != "ours"), key=speed.__getitem__)
        print(f"ratio ours / {rival}: {speed['ours'] / speed[rival]:.2f}")


if __name__ == "__main__":
    main()
