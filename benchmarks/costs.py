"""Where the time of a profile goes: `python -m benchmarks.costs FILE`, with a file of `benchmarks.turns --profile`.

A profile makes Python code look dearer than C code, so read the shares, not the milliseconds.
"""

from __future__ import annotations

import argparse
import pstats
import re
from collections import defaultdict
from pathlib import Path

__all__ = ["by_place"]

ROOT = Path(__file__).parent.parent
PACKAGE = re.compile(r"site-packages/(\w+)")
CALLS = (
    ("conversations/route.py", "advance"),
    ("rights/reporting.py", "report"),
    ("rights/assessment.py", "assess"),
    ("rights/interview.py", "next_question"),
    ("conversations/route.py", "view"),
    ("handlers/render.py", "render"),
    ("telegram/_update.py", "de_json"),
)
"""Calls that never wait, so that their time is all theirs; a later one may be part of an earlier one."""


def by_place(stats: pstats.Stats) -> dict[str, float]:
    """Own time in seconds, by library or folder of ours, the largest first; waiting for the network is left out."""
    times: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, own, _, _) in _entries(stats):
        if name == "<method 'poll' of 'select.epoll' objects>":
            continue
        package = PACKAGE.search(file)
        if package:
            place = package[1]
        elif file.startswith(f"{ROOT}/"):
            place = f"ours: {Path(file).relative_to(ROOT).parts[0]}"
        else:
            place = "Python and its library"
        times[place] += own
    return dict(sorted(times.items(), key=lambda place: -place[1]))


def _entries(stats: pstats.Stats) -> list[tuple[tuple[str, int, str], tuple[int, int, float, float, object]]]:
    return list(stats.stats.items())  # type: ignore[attr-defined]  # documented, but not in the stubs


def main() -> None:
    """Prints the shares of a profile, and what the larger calls cost each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    stats = pstats.Stats(parser.parse_args().file)
    places = by_place(stats)
    everything = sum(places.values())
    print("| place | share of the time |\n|---|---|")
    for place, seconds in list(places.items())[:10]:
        print(f"| {place} | {100 * seconds / everything:.0f} % |")
    print("\n| call | times | share of the time | ms each, profiled |\n|---|---|---|---|")
    for file, name in CALLS:
        for (found, _, called), (_, times, _, whole, _) in _entries(stats):
            if found.endswith(file) and called == name:
                print(f"| {file} {name} | {times} | {100 * whole / everything:.0f} % | {1000 * whole / times:.2f} |")


if __name__ == "__main__":
    main()
