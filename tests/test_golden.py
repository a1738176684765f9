"""The golden conversations still read as they were written, and every step and every notice stands in one of them."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

import pytest

from conversations.registry import DIALOGS, NOTICES
from locales import LANGUAGES
from tests.golden import Played, Story, play, read_story, stories

_VISITED: dict[str, Played] = {}


@cache
def told(file: Path) -> Story:
    return read_story(file)


async def played(file: Path, folder: Path) -> Played:
    if file.name not in _VISITED:
        _VISITED[file.name] = await play(told(file), folder)
    return _VISITED[file.name]


@pytest.mark.parametrize("file", stories(), ids=lambda file: file.stem)
async def test_a_story_reads_as_it_was_written(file: Path, tmp_path: Path) -> None:
    now = await played(file, tmp_path)
    for written, read in zip(told(file).steps, now.steps, strict=True):
        assert read.reads.keys() == written.reads.keys(), f"after {written.do!r} other people read something"
        for who, text in read.reads.items():
            difference = "\n".join(
                difflib.unified_diff(written.reads[who].splitlines(), text.splitlines(), lineterm="")
            )
            assert not difference, f"after {written.do!r} {who} reads something else:\n{difference}"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "nl"])
@pytest.mark.parametrize("file", stories(), ids=lambda file: file.stem)
async def test_a_story_goes_the_same_way_in_every_language(file: Path, language: str, tmp_path: Path) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / language).mkdir()
    dutch = await played(file, tmp_path / "nl")
    other = await play(told(file), tmp_path / language, language, dutch.taps)
    assert other.visited == dutch.visited
    assert [set(step.reads) for step in other.steps] == [set(step.reads) for step in dutch.steps]


async def test_every_step_and_every_notice_stands_in_a_story(tmp_path: Path) -> None:
    visited: set[tuple[str, str]] = set()
    notices: set[str] = set()
    for number, file in enumerate(stories()):
        (tmp_path / str(number)).mkdir()
        run = await played(file, tmp_path / str(number))
        visited |= run.visited
        notices |= run.notices
    steps = {(dialog.name, step) for dialog in DIALOGS.values() for step in dialog.steps}
    assert steps - visited == set(), "these steps are in no golden conversation"
    assert set(NOTICES) - notices == set(), "these notices are in no golden conversation"
