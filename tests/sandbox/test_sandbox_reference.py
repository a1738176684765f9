"""The reference page names tests and requests that exist."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox import StandIn
from sandbox.methods import METHODS

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "reference" / "sandbox.md").read_text(encoding="utf-8")


def test_each_behaviour_names_a_test_that_is_there() -> None:
    written = {name for file in HERE.glob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text())}
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 30
    assert named - written == set()


def test_each_method_is_named() -> None:
    listed = PAGE.split("## Methods")[1].split("##")[0]
    named = {word.lower() for word in re.findall(r"[a-z]+[A-Z]\w+", listed)}
    assert named == {*METHODS, "getupdates"}


def test_each_request_of_the_control_api_is_named() -> None:
    paths = {re.sub(r"\{\w+:\.\+\}", "<", route.path) for route in StandIn().control.routes()}
    for path in paths:
        shown = path.split("<")[0]
        assert shown in PAGE or shown.replace("/sandbox/phones/{id}", "...") in PAGE, path
