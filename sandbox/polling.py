"""getUpdates: long polling with one poller at a time."""

from __future__ import annotations

from datetime import timedelta

from sandbox.clock import Bell
from sandbox.cloud import Cloud
from sandbox.errors import ApiError
from sandbox.model import Json
from sandbox.params import Params

__all__ = ["Poller"]

LONGEST_POLL = 50  # seconds


class Poller:
    """Answers getUpdates. The newest poller wins; an older one that still waits gets 409."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._bell = Bell()
        self._turn = 0
        self._closed = False
        self.waiting = 0
        cloud.updates.watch(self._bell.ring)
        cloud.watch_webhook(self._bell.ring)
        cloud.clock.watch(self._bell.ring)

    def close(self) -> None:
        """Let everyone who waits go home with an empty list."""
        self._closed = True
        self._bell.ring()

    async def get_updates(self, params: Params) -> list[Json]:
        """Updates from `offset` on, at most `limit`; waits `timeout` seconds of the clock for the first."""
        self._turn += 1
        turn = self._turn
        self._bell.ring()
        self._refuse_beside_webhook()
        cloud = self._cloud
        cloud.updates.confirm(params.number("offset"))
        cloud.updates.allow(params.nested("allowed_updates"))
        limit = params.number("limit", 100)
        limit = limit if 1 <= limit <= 100 else 100
        seconds = min(max(params.number("timeout"), 0), LONGEST_POLL)
        until = cloud.clock.now() + timedelta(seconds=seconds)
        while True:
            waiting = cloud.updates.waiting()[:limit]
            left = (until - cloud.clock.now()).total_seconds()
            if waiting or left <= 0 or self._closed:
                return [update.body for update in waiting]
            self.waiting += 1
            try:
                await self._bell.wait(left)
            finally:
                self.waiting -= 1
            self._refuse_beside_webhook()
            if turn != self._turn:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )

    def _refuse_beside_webhook(self) -> None:
        if self._cloud.webhook.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                "webhook first",
            )
