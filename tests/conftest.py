"""What tests in several folders share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from rehearsal.golden import stories
from rehearsal.plays import Plays


@pytest.fixture(scope="session")
def plays(request: pytest.FixtureRequest) -> Iterator[Plays]:
    """The golden conversations that the tests of this run ask for, each played once in each language asked for.

    They are played in processes of their own while other tests run. A test that names no `file` asks for all of them.
    """
    asked = [_parameters(item) for item in request.session.items if "plays" in getattr(item, "fixturenames", ())]
    files = stories() if any("file" not in one for one in asked) else [one["file"] for one in asked]
    with Plays(files, {one["language"] for one in asked if "language" in one}) as plays:
        yield plays


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, one worker has the golden conversations, and one the browser."""
    for item in items:
        if "plays" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("golden"))
        elif "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


def _parameters(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}
