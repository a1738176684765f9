"""How long a rights report takes as PDF, and how large it is: `python -m benchmarks.paper --help`.

Invented families answer everything; each report is set in every language. The verdicts are worked out before the clock
starts, but not their words; the first report of a process, which reads the fonts, is told apart.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.families import TODAY, TOWN, families
from conversations.documents import contents_of
from locales import LANGUAGES
from reports.rights_report import rights_report_pdf
from rights import Answers, load_catalogue, report
from rights.screening import go_through

__all__ = ["Measured", "main", "measured"]

ADDRESS = "https://t.me/rechten_bot"
MOST_SECONDS, MOST_BYTES = 0.5, 200_000
"""The aims."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One PDF: its language, how many rights it names, seconds on the clock and of CPU, and bytes."""

    language: str
    rights: int
    seconds: float
    cpu: float
    size: int


def measured(how_many: int) -> list[Measured]:
    """So many families in every language, the first of all first."""
    catalogue = load_catalogue().for_municipality(TOWN)
    town = catalogue.municipalities[TOWN]
    found: list[Measured] = []
    for family in families(how_many):
        answers = go_through(catalogue, family, TODAY)
        for language in LANGUAGES:
            own = report(catalogue, Answers(answers.items), TODAY)  # with answers of its own: no word is worked out yet
            began, cpu = time.perf_counter(), time.process_time()
            contents = contents_of(own, catalogue, town, TODAY)
            pdf = rights_report_pdf(contents, language, ADDRESS)
            took, cpu = time.perf_counter() - began, time.process_time() - cpu
            found.append(Measured(language, sum(len(part.entries) for part in contents.parts), took, cpu, len(pdf)))
    return found


def _both(figures: Sequence[float], digits: int) -> str:
    """The median and the most."""
    return f"{median(figures):.{digits}f}, {max(figures):.{digits}f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table, median and most of each; ends with 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=25)
    found = measured(parser.parse_args(arguments).families)
    print(f"the first: {found[0].seconds:.2f} s")
    print("| language | PDFs | rights | s | CPU s | kB |")
    print("|---|---|---|---|---|---|")
    for language in LANGUAGES:
        some = [one for one in found[1:] if one.language == language]
        columns = (
            _both([one.rights for one in some], 0),
            _both([one.seconds for one in some], 2),
            _both([one.cpu for one in some], 2),
            _both([one.size / 1000 for one in some], 0),
        )
        print(f"| {language} | {len(some)} | {' | '.join(columns)} |")
    return 0 if all(one.seconds <= MOST_SECONDS and one.size <= MOST_BYTES for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
