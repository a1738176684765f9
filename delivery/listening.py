"""The bot's own web server, behind a reverse proxy that speaks https: where it listens, and that it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

__all__ = ["HEALTH", "CannotListen", "Listener", "Public"]

HEALTH = "/healthz"
"""For the host's monitor: says that the server is there, and no more."""
LARGEST_BODY = 2**20
"""Bytes. An update of ours is a few thousand: files come as ids."""
FINISH_WITHIN = 1.0
"""Seconds that posts under way get when the server stops; then they are cut off, and Telegram posts them again."""

AddRoutes = Callable[[web.Application], None]


class CannotListen(Exception):
    """The address to listen on is taken, or is not this machine's; the message says why."""


@dataclass(frozen=True, slots=True)
class Public:
    """`url` is where people reach this server, without a slash at its end; `host` and `port` (0: any free one) are
    where their requests arrive."""

    url: str
    host: str
    port: int


class Listener:
    """`start` listens, `stop` finishes what is under way."""

    def __init__(self, host: str, port: int, *add_routes: AddRoutes) -> None:
        self._host = host
        self._port = port
        self._add_routes = add_routes
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listens. Raises CannotListen."""
        app = web.Application(client_max_size=LARGEST_BODY)
        for add_routes in self._add_routes:
            add_routes(app)
        app.router.add_get(HEALTH, _healthy)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_WITHIN)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self.stop()
            raise CannotListen(error.strerror or type(error).__name__) from None

    async def stop(self) -> None:
        """Takes no new requests, answers those under way, and closes."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    @property
    def port(self) -> int:
        """The port it listens on."""
        assert self._runner is not None, "it listens only between start and stop"
        return int(self._runner.addresses[0][1])


async def _healthy(_: web.Request) -> web.Response:
    return web.Response(text="ok")
