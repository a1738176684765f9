"""The golden conversations read as they were written, go the same way in other languages, hold every step and every
notice, keep to the measures of a screen, and fill the gallery. They are played once for all of that, so it all stands
here: where tests run side by side, one worker has this file."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conversations.registry import DIALOGS, NOTICES
from locales import LANGUAGES
from rehearsal.gallery import Gallery, gallery_of
from rehearsal.gallery_page import page
from rehearsal.golden import read_story, stories
from rehearsal.plays import Plays
from tests.laws.screen_laws import offences
from tests.rehearsal import gallery_reader

TODAY = date(2026, 11, 16)
ARABIC = re.compile("[\u0600-\u06ff]")
ASKED_OTHERS_ONLY = ("helping", "interpreter")
"""A question for whoever does not read Dutch."""


@pytest.fixture(scope="session")
def plays(request: pytest.FixtureRequest) -> Iterator[Plays]:
    """The golden conversations that the tests of this run ask for, each played once in each language asked for.

    They are played in processes of their own while other tests run. A test that names no `file` asks for all of them.
    """
    wanted: dict[Path, set[str]] = {}
    for item in request.session.items:
        if "plays" in getattr(item, "fixturenames", ()):
            one = _parameters(item)
            for file in [one["file"]] if "file" in one else stories():
                wanted.setdefault(file, set()).add(one.get("language", "nl") if "file" in one else "nl")
    with Plays(wanted) as plays:
        yield plays


def _parameters(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


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
    for language in (OTHERS if "ALL_LANGUAGES" in os.environ else [] if n % 2 else OTHERS[n // 2 % 3 : n // 2 % 3 + 1])
]
"""Every other story in one other language, in turn: each screen of all of them is read in every language besides. With
`ALL_LANGUAGES=1` each story in each language."""


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


@pytest.mark.parametrize("file", stories(), ids=lambda file: file.stem)
def test_the_screens_of_a_story(file: Path, plays: Plays) -> None:
    shown = plays.of(file).screens
    assert len(shown) > 3
    wrong = [offence for screen in shown for offence in offences(screen)]
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def galleries(plays: Plays) -> Mapping[str, Gallery]:
    """Of all stories, in Dutch and in Arabic; what was shown in the Dutch run, in the words of either."""
    shown = {file.stem: plays.of(file).screens for file in stories()}
    return {code: gallery_of(code, shown) for code in ("nl", "ar")}


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_every_step_and_every_notice_is_on_the_page(galleries: Mapping[str, Gallery], language: str) -> None:
    assert galleries[language].unseen == ()
    ids = gallery_reader.read(page(galleries[language], TODAY)).ids
    wanted = {f"{dialog.name}-{step}" for dialog in DIALOGS.values() for step in dialog.steps}
    wanted |= {f"notice-{kind}" for kind in NOTICES}
    assert {place for place in wanted if not any(i.startswith(f"{place}-") for i in ids)} == set()


def test_nothing_is_left_in_dutch_on_the_arabic_page(galleries: Mapping[str, Gallery]) -> None:
    reading = gallery_reader.read(page(galleries["ar"], TODAY))
    arabic = [phone for phone in reading.phones if phone.language == "ar"]
    assert len(arabic) == len(galleries["ar"].shots)
    assert {phone.direction for phone in arabic} == {"rtl"}
    assert reading.lacking == 0
    assert [phone.text for phone in arabic if not ARABIC.search(phone.text)] == []
    dutch = [phone for phone in reading.phones if phone.language == "nl"]
    assert len(dutch) > 0.9 * len(arabic), "the Dutch stands beside it, where it says something else"
    assert {phone.direction for phone in dutch} == {"ltr"}
