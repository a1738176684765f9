"""Rights are found by the words of people, in their languages and with their mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rights import search
from rights.reviewing import review
from rights.shapes import SEARCHED, Right
from tests.rights.rights_interviews import TODAY, ninove
from tests.rights.rights_worlds import a_right, catalogue_of

SEARCHES: dict[str, dict[str, str]] = yaml.load(
    Path(__file__).with_name("searches.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
MEANT = [(typed, right) for table in SEARCHES.values() for typed, right in table.items()]
FIRST = 5


def test_the_table_is_wide_enough() -> None:
    assert set(SEARCHES) == set(SEARCHED)
    assert len(MEANT) >= 60


@pytest.mark.parametrize(("typed", "right"), MEANT)
def test_what_is_meant_stands_among_the_first(typed: str, right: str) -> None:
    assert right in search(ninove(), typed).rights[:FIRST]


@pytest.mark.parametrize("right", ninove().rights.values(), ids=lambda right: right.id)
def test_every_right_is_found_by_its_name_and_by_a_word_of_each_language(right: Right) -> None:
    for typed in (right.name_nl, *(words[0] for words in right.words.values())):
        assert right.id in search(ninove(), typed).rights, typed


@pytest.mark.parametrize("typed", ["", "   ", "?!", "de het een", "asdfgh qwerty", "🙂", "ok"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert search(ninove(), typed).rights == ()


@pytest.mark.parametrize(
    "typed",
    ["Hallo, kan iemand mij helpen?", "Dank je wel", "het is moeilijk thuis", "bonjour", "شكرا", "12", "0470 12 34 5"],
)
def test_small_talk_is_no_search(typed: str) -> None:
    assert not search(ninove(), typed).sure


@pytest.mark.parametrize("typed", ["kinderbijslag", "tandarts", "chauffage", "food bank", "تدفئة"])
def test_a_plain_word_is_surely_a_search(typed: str) -> None:
    assert search(ninove(), typed).sure


def test_a_long_story_is_looked_at_only_so_far() -> None:
    story = "mijn buurvrouw vertelde gisteren over haar reis naar de kust en de trein " * 50
    assert not search(ninove(), story).sure


def test_the_catalogue_is_not_right_while_a_right_cannot_be_found() -> None:
    whole = catalogue_of(a_right("hidden_right", {"held": "leefloon"}, domain="nowhere", words={"nl": ["iets"]}))
    keys = {found.key for found in review(whole, TODAY) if "hidden_right" in found.file}
    assert {"words.fr", "words.en", "words.ar", "domain"} <= keys
    assert "words.nl" not in keys
