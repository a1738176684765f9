"""What one step takes, at sixty rights and at six hundred: `python -m benchmarks.steps`.

A step is what is worked out after an answer: the report with all its verdicts, and the next question. The garbage
collector is set as in the running bot.
"""

from __future__ import annotations

import argparse
import cProfile
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median, quantiles
from time import process_time
from typing import Any

from benchmarks.families import TODAY, TOWN, families
from commands.wiring import stay
from rights import Answers, Catalogue, load_catalogue, next_question, report
from rights.screening import go_through
from rights.shapes import Right

__all__ = ["Steps", "multiplied", "steps"]

TIMES = 10
FIGURES = {"figure", "step", "via"}
"""Keys of a condition that name a figure."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Seconds of CPU that steps took: after one more answer (what was worked out before is at hand), and from the
    stored answers alone."""

    more: tuple[float, ...]
    alone: tuple[float, ...]


def multiplied(catalogue: Catalogue, times: int) -> Catalogue:
    """So many times the rights, under other ids, with conditions and figures of their own; facts and questions stay.
    Every copy's figures are 1 % higher than those of the one before, so that the rights do not share their ceilings."""
    rights, figures = dict(catalogue.rights), dict(catalogue.figures)
    for number in range(1, times):
        renamed = partial(_renamed, number)
        for right in catalogue.rights.values():
            raw = _copied(right.model_dump(by_alias=True, exclude_unset=True), renamed)
            made = Right.model_validate({**raw, "id": renamed(right.id)})
            rights[made.id] = made.model_copy(update={"status": right.held_fact})
        for figure in catalogue.figures.values():
            values = tuple(v.model_copy(update={"value": v.value * (100 + number) / 100}) for v in figure.values)
            figures[renamed(figure.id)] = figure.model_copy(update={"id": renamed(figure.id), "values": values})
    return replace(catalogue, rights=rights, figures=figures)


def _renamed(number: int, name: str) -> str:
    return f"{name}_{number}"


def _copied(raw: Any, renamed: Callable[[str], str]) -> Any:
    """A part of a right with other names for its figures and named conditions."""
    if isinstance(raw, list | tuple):
        return [_copied(part, renamed) for part in raw]
    if not isinstance(raw, dict):
        return raw
    copied = {key: _copied(part, renamed) for key, part in raw.items()}
    for key in ({"named"} | FIGURES) & {key for key, part in raw.items() if isinstance(part, str)}:
        copied[key] = renamed(raw[key])
    if isinstance(raw.get("figures"), dict):
        copied["figures"] = {name: renamed(figure) for name, figure in raw["figures"].items()}
    return copied


def steps(catalogue: Catalogue, all_answers: Sequence[Answers]) -> Steps:
    """Every step of these interviews, twice over."""
    more: list[float] = []
    alone: list[float] = []
    for answers in all_answers:
        walked = Answers()
        _step(catalogue, walked)
        for item in answers:
            started = process_time()
            walked = walked.with_(item)
            _step(catalogue, walked)
            more.append(process_time() - started)
        for count in range(1, len(answers.items) + 1):
            stored = Answers(answers.items[:count])
            started = process_time()
            _step(catalogue, stored)
            alone.append(process_time() - started)
    return Steps(tuple(more), tuple(alone))


def _step(catalogue: Catalogue, answers: Answers) -> None:
    report(catalogue, answers, TODAY)
    next_question(catalogue, answers, TODAY)


def _row(name: str, small: Sequence[float], large: Sequence[float]) -> str:
    middle = [median(taken) * 1000 for taken in (small, large)]
    late = [quantiles(taken, n=20)[-1] * 1000 for taken in (small, large)]
    cells = [f"{middle[0]:.2f} ms", f"{late[0]:.2f} ms", f"{middle[1]:.2f} ms", f"{late[1]:.2f} ms"]
    return f"| {name} | {' | '.join(cells)} | {middle[1] / middle[0]:.1f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table of docs/reference/interview.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steps", description=__doc__)
    parser.add_argument("--families", type=int, default=50, help="whose steps are measured")
    parser.add_argument(
        "--profile", help="a file for cProfile's figures of the smaller catalogue, after one more answer"
    )
    given = parser.parse_args(arguments)
    small = load_catalogue().for_municipality(TOWN)
    large = multiplied(small, TIMES)
    those = families(given.families)
    interviews = [
        [Answers(go_through(catalogue, family, TODAY).items) for family in those] for catalogue in (small, large)
    ]
    stay()
    if given.profile:
        with cProfile.Profile() as profile:
            steps(small, interviews[0])
        profile.dump_stats(given.profile)
        return 0
    of_small, of_large = steps(small, interviews[0]), steps(large, interviews[1])
    print(f"| a step | {len(small.rights)} rights: median | 95th percentile | {len(large.rights)}: median", end="")
    print(" | 95th percentile | ratio |\n|---|---|---|---|---|---|")
    print(_row("after one more answer", of_small.more, of_large.more))
    print(_row("from the answers alone", of_small.alone, of_large.alone))
    return 0


if __name__ == "__main__":
    sys.exit(main())
