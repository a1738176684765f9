"""How many questions a check takes, for our order of questions and its rivals: `python -m benchmarks.interviews`.

The same families go through the same rights in every order. Prints the tables of docs/reference/interview.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice
from statistics import mean, median, quantiles

from benchmarks.families import TODAY, TOWN, families
from benchmarks.optimal import RIGHTS, compared, reduced
from benchmarks.orders import ORDERS
from rights import Answers, Catalogue, load_catalogue
from rights.answers import Answer
from rights.assessment import assess
from rights.screening import Described, go_through

__all__ = ["BY_QUESTION", "Interview", "best_early", "interview", "settled", "table"]

BY_QUESTION = 6
AT_ONCE = 20  # families that a process takes at a time


@dataclass(frozen=True, slots=True)
class Interview:
    """One family's interview: the ids of its questions in their order, and the share of all rights whose verdicts
    were by question 6 what they were at the end."""

    asked: tuple[str, ...]
    settled: float


def interview(catalogue: Catalogue, order: str, family: Described) -> Interview:
    """A family through the whole interview, in one of `ORDERS`."""
    answers = go_through(_ordered(catalogue, order), family, TODAY)
    asked = tuple(item.question for item in answers if isinstance(item, Answer))
    return Interview(asked, settled(catalogue, Answers(answers.items[:BY_QUESTION]), answers))


def settled(catalogue: Catalogue, early: Answers, end: Answers) -> float:
    """The share of rights of which every verdict is after some answers what it is in the end: as true, and no question
    left that could change it."""
    before, after = (
        {(item.right.id, item.subject): (item.ruling.truth, bool(item.waits)) for item in assessment.items}
        for assessment in (assess(catalogue, answers, TODAY) for answers in (early, end))
    )
    moved = {right for (right, subject), verdict in after.items() if before.get((right, subject)) != verdict}
    return 1 - len(moved) / len(catalogue.rights)


def best_early(catalogue: Catalogue, answers: Answers) -> float:
    """The most that can be settled by question 6: the best choice of six of the questions of this interview, among
    them the fixed first one, by who knows all answers beforehand."""
    first, *later = answers.items
    choices = combinations(later, min(BY_QUESTION - 1, len(later)))
    return max(settled(catalogue, Answers((first, *chosen)), answers) for chosen in choices)


def table(found: dict[str, list[Interview]]) -> Iterator[str]:
    """The lines of a table: a row for each order."""
    yield f"| order | median | 90th percentile | most | settled by question {BY_QUESTION} |"
    yield "|---|---|---|---|---|"
    for order, interviews in found.items():
        lengths = [len(one.asked) for one in interviews]
        share = mean(one.settled for one in interviews)
        tenth = quantiles(lengths, n=10)[-1]
        yield f"| {order} | {median(lengths):.0f} | {tenth:.0f} | {max(lengths)} | {share:.0%} |"


@cache
def _catalogue() -> Catalogue:
    return load_catalogue().for_municipality(TOWN)


@cache
def _ordered(catalogue: Catalogue, order: str) -> Catalogue:
    return ORDERS[order](catalogue)


def _some(those: Sequence[Described]) -> dict[str, list[Interview]]:
    return {order: [interview(_catalogue(), order, family) for family in those] for order in ORDERS}


def _all(those: Sequence[Described], processes: int) -> dict[str, list[Interview]]:
    found: dict[str, list[Interview]] = {order: [] for order in ORDERS}
    with ProcessPoolExecutor(processes) as pool:
        for part in pool.map(_some, _parts(those)):
            for order, interviews in part.items():
                found[order] += interviews
            print(f"{len(found['ours'])} of {len(those)} families", file=sys.stderr)
    return found


def _parts(those: Iterable[Described]) -> Iterator[list[Described]]:
    rest = iter(those)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _tell_best(those: Sequence[Described]) -> None:
    """What the best six questions settle, beside our first six."""
    best: list[float] = []
    ours: list[float] = []
    for family in those:
        answers = go_through(_catalogue(), family, TODAY)
        best.append(best_early(_catalogue(), answers))
        ours.append(settled(_catalogue(), Answers(answers.items[:BY_QUESTION]), answers))
        print(f"best questions of {len(best)} of {len(those)} families", file=sys.stderr)
    if those:
        print(
            f"\n{len(those)} families: settled by our first {BY_QUESTION} questions {mean(ours):.0%}, by the best",
            end="",
        )
        print(f" {BY_QUESTION} of them for each family, picked by who knows all answers, {mean(best):.0%}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables of docs/reference/interview.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interviews", description=__doc__)
    parser.add_argument("--families", type=int, default=1000, help="how many, always the same ones")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--best", type=int, default=12, help="for how many the best six questions are worked out")
    given = parser.parse_args(arguments)
    those = families(given.families)
    found = _all(those, given.processes)
    print(f"{len(those)} families, {len(_catalogue().rights)} rights\n", *table(found), sep="\n")
    _tell_best(those[: given.best])
    often = Counter(question for one in found["ours"] for question in one.asked)
    print("\nasked per family:", ", ".join(f"{name} {count / len(those):.2f}" for name, count in often.most_common()))
    small = compared(reduced(_catalogue(), RIGHTS), those)
    print(f"\n{len(RIGHTS)} rights, {len(small.questions)} questions ({', '.join(small.questions)}):", small, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
