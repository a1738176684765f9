"""Waiting for the other side of a socket without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

__all__ = ["until"]


async def until(happened: Callable[[], object]) -> None:
    """Give way to the event loop until it is true; TimeoutError after ten seconds, for a test that would hang."""
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - there is no event: it happens on the other side of a socket
            await asyncio.sleep(0)
