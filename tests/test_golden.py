"""The golden conversations still read as they were written, and every step and every notice stands in one of them."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from conversations.registry import DIALOGS, NOTICES
from locales import LANGUAGES
from rehearsal.golden import read_story, stories
from rehearsal.plays import Plays

pytestmark = pytest.mark.xdist_group("golden")

ASKED_OTHERS_ONLY = ("helping", "interpreter")
"""A question for whoever does not read Dutch."""


@pytest.mark.parametrize("file", stories(), ids=lambda file: file.stem)
def test_a_story_reads_as_it_was_written(file: Path, plays: Plays) -> None:
    now = plays.of(file)
    for written, read in zip(read_story(file).steps, now.steps, strict=True):
        assert read.reads.keys() == written.reads.keys(), f"after {written.do!r} other people read something"
        for who, text in read.reads.items():
            difference = "\n".join(
                difflib.unified_diff(written.reads[who].splitlines(), text.splitlines(), lineterm="")
            )
            assert not difference, f"after {written.do!r} {who} reads something else:\n{difference}"


OTHERS = [code for code in LANGUAGES if code != "nl"]
REPLAYS = [
    (file, language)
    for n, file in enumerate(stories())
    for language in (OTHERS if "ALL_LANGUAGES" in os.environ else ["ar", ["fr", "en"][n % 2]])
]
"""Each story in Arabic, and in French or English in turn: their screens are looked at in every language besides.
With `ALL_LANGUAGES=1` each story in each language."""


@pytest.mark.parametrize(("file", "language"), REPLAYS, ids=lambda part: getattr(part, "stem", part))
def test_a_story_goes_the_same_way_in_another_language(file: Path, language: str, plays: Plays) -> None:
    dutch, other = plays.of(file), plays.of(file, language)
    assert other.visited - {ASKED_OTHERS_ONLY} == dutch.visited - {ASKED_OTHERS_ONLY}
    assert [set(step.reads) for step in other.steps] == [set(step.reads) for step in dutch.steps]


def test_every_step_and_every_notice_stands_in_a_story(plays: Plays) -> None:
    visited: set[tuple[str, str]] = set()
    notices: set[str] = set()
    for file in stories():
        run = plays.of(file)
        visited |= run.visited
        notices |= run.notices
    steps = {(dialog.name, step) for dialog in DIALOGS.values() for step in dialog.steps}
    assert steps - visited == set(), "these steps are in no golden conversation"
    assert set(NOTICES) - notices == set(), "these notices are in no golden conversation"
