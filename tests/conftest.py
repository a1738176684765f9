"""What tests in several folders share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rehearsal.golden import stories
from rehearsal.plays import Plays


@pytest.fixture(scope="session")
def plays(request: pytest.FixtureRequest) -> Iterator[Plays]:
    """The golden conversations that the tests of this run ask for, each played once in each language asked for.

    They are played in processes of their own while other tests run. A test that names no `file` asks for all of them,
    in Arabic too.
    """
    wanted: dict[Path, set[str]] = {}
    for item in request.session.items:
        if "plays" in getattr(item, "fixturenames", ()):
            one = _parameters(item)
            for file in [one["file"]] if "file" in one else stories():
                wanted.setdefault(file, set()).add(one.get("language", "nl" if "file" in one else "ar"))
    with Plays(wanted) as plays:
        yield plays


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, one worker has the golden conversations, and one the browser."""
    for item in items:
        if "plays" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("golden"))
        elif "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


def _parameters(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}
