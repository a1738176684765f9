"""The measures of a screen are noticed where one does not keep to them. The stories' own: `tests/test_golden.py`."""

from __future__ import annotations

import pytest

from conversations.screen import BACK, MENU, Button, Screen
from tests.laws.screen_laws import offences
from texts import say


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
