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
from delivery.listening import HEALTH, LARGEST_BODY, AddRoutes, CannotListen, Listener

__all__ = ["HEALTH", "LARGEST_BODY", "MAX_CONNECTIONS", "SECRET_HEADER", "CannotListen", "Webhook", "WebhookServer"]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_CONNECTIONS = 100
"""How many updates Telegram may post at the same time: as many as it allows, for together they share a commit."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Webhook:
    """`url` is what Telegram posts to; `host` and `port` (0: any free one) are where its posts arrive."""

    url: str
    secret: str = field(repr=False)
    host: str
    port: int


class WebhookServer(Listener):
    """`start` listens, `stop` finishes what is under way. `put` stores an update, and returns once that is certain."""

    def __init__(self, hook: Webhook, put: Callable[[object], Awaitable[None]], *more: AddRoutes) -> None:
        super().__init__(hook.host, hook.port, self._add_route, *more)
        self._hook = hook
        self._secret = hook.secret.encode()
        self._put = put

    def _add_route(self, app: web.Application) -> None:
        app.router.add_post(urlsplit(self._hook.url).path or "/", self._take)

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


def _refused(status: int) -> web.Response:
    """Said in the log without a word of what came, or from where."""
    log.warning("post refused", status=status)
    return web.Response(status=status)
