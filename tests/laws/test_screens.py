"""Every screen of every story, in every language, keeps to the measures of a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.screen import BACK, MENU, Button, Screen
from rehearsal.golden import stories
from rehearsal.plays import Plays
from tests.laws.screen_laws import offences
from texts import say

pytestmark = pytest.mark.xdist_group("golden")


@pytest.mark.parametrize("file", stories(), ids=lambda file: file.stem)
def test_the_screens_of_a_story(file: Path, plays: Plays) -> None:
    shown = plays.of(file).screens
    assert len(shown) > 3
    wrong = [offence for screen in shown for offence in offences(screen)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("screen", "what"),
    [
        (Screen("d", "s", (say("test", "woord " * 61),), ways=(MENU,)), "61 words"),
        (Screen("d", "s", (say("test", "ja"),), answers=(Button("a", say("test", "Ja")),) * 9, ways=(BACK,)), "9 answ"),
        (Screen("d", "s", (say("test", "ja"),), answers=(Button("a" * 61, say("test", "Ja")),), ways=(MENU,)), "long"),
        (Screen("d", "s", (say("test", "ja"),), answers=(Button("a", say("test", " ")),), ways=(MENU,)), "nothing"),
        (Screen("d", "s", (say("test", "ja"),), answers=(Button("a", say("test", "j" * 31)),), ways=(MENU,)), "31"),
        (Screen("d", "s", (say("test", "ja"),), answers=(Button("a", say("test", "Ja")),)), "no way back"),
    ],
    ids=["words", "answers", "data", "empty label", "long label", "dead end"],
)
def test_a_screen_that_offends_is_found(screen: Screen, what: str) -> None:
    assert any(what in offence for offence in offences(screen))
