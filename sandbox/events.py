"""Server-sent events: the page hears at once what changes."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

from aiohttp import web

from sandbox.model import Json

__all__ = ["Hub"]

HEARTBEAT = 15.0  # real seconds; also how a page that went away is noticed


class Hub:
    """Hands every event to every page that listens."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Json | None]] = set()

    def publish(self, kind: str, **payload: object) -> None:
        """Tell every page."""
        for queue in self._queues:
            queue.put_nowait({"type": kind, **payload})

    def close(self) -> None:
        """End every stream."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """`GET /sandbox/events`."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            await response.prepare(request)
            await response.write(b": listening\n\n")
            with suppress(ConnectionError):
                await self._write_all(response, queue)
        finally:
            self._queues.discard(queue)
        return response

    @staticmethod
    async def _write_all(response: web.StreamResponse, queue: asyncio.Queue[Json | None]) -> None:
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                return
            await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
