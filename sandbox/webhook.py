"""Posting updates to the bot's webhook: in order per chat, chats side by side, again until it says 2xx."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import aiohttp

from sandbox.clock import reach
from sandbox.cloud import Cloud
from sandbox.updates import Update

__all__ = ["Postman"]

ANSWER_WITHIN = timedelta(seconds=60)
FIRST_RETRY = 1.0  # seconds of the cloud's clock; doubles up to LONGEST_RETRY
LONGEST_RETRY = 60.0


class Postman:
    """One task per chat that has something waiting; at most `max_connections` at work."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        cloud.updates.watch(self._look)
        cloud.watch_webhook(self._start_anew)

    def _start_anew(self) -> None:
        """The webhook was set or taken away: what was under way, pauses included, is over."""
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()
        self._look()

    def _look(self) -> None:
        """Start a task for every chat that has none, while a webhook is set."""
        hook = self._cloud.webhook
        if not hook.url:
            return
        for update in self._cloud.updates.waiting():
            if update.chat not in self._lanes and len(self._lanes) < hook.max_connections:
                self._lanes[update.chat] = asyncio.get_running_loop().create_task(self._deliver(update.chat))

    async def _deliver(self, chat: int) -> None:
        """Post what waits for this chat, the oldest first, until nothing does."""
        pause = FIRST_RETRY
        while (update := self._oldest(chat)) is not None:
            if await self._accepted(update):
                self._cloud.updates.done(update)
                pause = FIRST_RETRY
            else:
                await reach(self._cloud.clock, self._cloud.clock.now() + timedelta(seconds=pause))
                pause = min(pause * 2, LONGEST_RETRY)
        if self._lanes.get(chat) is asyncio.current_task():
            del self._lanes[chat]
            self._look()

    def _oldest(self, chat: int) -> Update | None:
        return next((update for update in self._cloud.updates.waiting() if update.chat == chat), None)

    async def _accepted(self, update: Update) -> bool:
        """Post one update; on anything but 2xx within a minute note why, for getWebhookInfo."""
        clock, hook = self._cloud.clock, self._cloud.webhook
        post = asyncio.ensure_future(self._post(update))
        late = asyncio.ensure_future(reach(clock, clock.now() + ANSWER_WITHIN))
        try:
            await asyncio.wait({post, late}, return_when=asyncio.FIRST_COMPLETED)
            problem = post.result() if post.done() else "Read timeout expired"
        finally:
            for task in (post, late):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        if problem:
            hook.last_error, hook.last_error_at = problem, clock.now()
        return not problem

    async def _post(self, update: Update) -> str:
        """What went wrong, in Telegram's words; "" when nothing did."""
        hook = self._cloud.webhook
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=update.body, headers=headers) as response:
                if 200 <= response.status < 300:
                    return ""
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except (aiohttp.ClientError, OSError):
            return "Connection reset by peer"

    async def close(self) -> None:
        """Stop posting."""
        tasks = list(self._lanes.values())
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None
