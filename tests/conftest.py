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

    They are played in processes of their own while other tests run. Where tests run side by side, whoever asks for this
    fixture belongs to the group "golden": one worker plays, not each. A test that names no `file` asks for all of them,
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


def _parameters(item: pytest.Item) -> dict[str, Any]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}
