"""The webhook's web server: Telegram posts updates to it, each answered 200 only once it is stored.

It listens behind a reverse proxy that speaks https. Whatever it answers, Telegram posts an update again until it hears
2xx, for a day; so any failure to store is a 500, and a repeat is harmless. Nothing of what comes in is logged.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from delivery.doors import NotAnUpdate

__all__ = ["HEALTH", "LARGEST_BODY", "MAX_CONNECTIONS", "SECRET_HEADER", "CannotListen", "Webhook", "WebhookServer"]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
HEALTH = "/healthz"
"""For the host's monitor: says that the server is there, and no more."""
LARGEST_BODY = 2**20
"""Bytes. An update of ours is a few thousand: files come as ids."""
MAX_CONNECTIONS = 100
"""How many updates Telegram may post at the same time: as many as it allows, for together they share a commit."""
FINISH_WITHIN = 1.0
"""Seconds that posts under way get when the server stops; then they are cut off, and Telegram posts them again."""

log = structlog.get_logger()


class CannotListen(Exception):
    """The address to listen on is taken, or is not this machine's; the message says why."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """`url` is what Telegram posts to; `host` and `port` (0: any free one) are where its posts arrive."""

    url: str
    secret: str = field(repr=False)
    host: str
    port: int


class WebhookServer:
    """`start` listens, `stop` finishes what is under way. `put` stores an update, and returns once that is certain."""

    def __init__(self, hook: Webhook, put: Callable[[object], Awaitable[None]]) -> None:
        self._hook = hook
        self._secret = hook.secret.encode()
        self._put = put
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listens. Raises CannotListen."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_post(urlsplit(self._hook.url).path or "/", self._take)
        app.router.add_get(HEALTH, _healthy)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_WITHIN)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._hook.host, self._hook.port).start()
        except OSError as error:
            await self.stop()
            raise CannotListen(error.strerror or type(error).__name__) from None

    async def stop(self) -> None:
        """Takes no new posts, answers those under way, and closes."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    @property
    def port(self) -> int:
        """The port it listens on."""
        assert self._runner is not None, "it listens only between start and stop"
        return int(self._runner.addresses[0][1])

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return _refused(403)
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _refused(413)
        except Exception:  # cut off, or not packed as it says
            return _refused(400)
        try:
            await self._put(json.loads(body))
        except (NotAnUpdate, ValueError, RecursionError):
            return _refused(400)
        except Exception as error:
            log.error("update not stored", error=type(error).__name__)
            return web.Response(status=500)
        return web.Response()


async def _healthy(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def _refused(status: int) -> web.Response:
    """Said in the log without a word of what came, or from where."""
    log.warning("post refused", status=status)
    return web.Response(status=status)
