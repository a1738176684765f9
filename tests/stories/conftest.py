"""A town whose bot talks to the stand-in over real HTTP; on SQLite where a test reads the file itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.town import SERVER, Town, open_town


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    server = None if request.node.get_closest_marker("reads_the_file") else SERVER
    async with open_town(tmp_path, over_http=True, server=server) as town:
        yield town
