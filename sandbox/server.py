"""The stand-in itself: the Bot API over HTTP, and what belongs to it."""

from __future__ import annotations

import asyncio
import errno
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.clock import Bell, Clock
from sandbox.cloud import new_cloud
from sandbox.control import Control
from sandbox.errors import ApiError, Dropped, bad_request
from sandbox.faults import Fault
from sandbox.journal import Call, Upload
from sandbox.methods import METHODS
from sandbox.model import Json
from sandbox.params import Params, decoded
from sandbox.polling import Poller
from sandbox.webhook import Postman

__all__ = ["StandIn"]

LARGEST_REQUEST = 64 * 2**20  # bytes
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
Invite = Callable[[str, str], Awaitable[str]]
Act = Callable[[], Awaitable[None]]


class StandIn:
    """A local Telegram: `await start()`, point the bot's API root at `url`, let people act on `cloud`, `await stop()`.

    `invite(role, municipality)` makes the deep link with which a new staff phone joins; `on_kill` and `on_start` are
    what the page's buttons do to the bot. Without them the page's request is answered with 409.
    """

    def __init__(
        self,
        token: str = "1:sandbox",
        invite: Invite | None = None,
        *,
        username: str = "rechten_sandbox_bot",
        name: str = "Rechtenbot",
        clock: Clock | None = None,
    ) -> None:
        self.token = token
        self.invite = invite
        self.on_kill: Act | None = None
        self.on_start: Act | None = None
        self.url = ""
        self.cloud = new_cloud(token, username, name, clock)
        self._poller = Poller(self.cloud)
        self._postman = Postman(self.cloud)
        self._closing = Bell()
        self._runner: web.AppRunner | None = None
        self.control = Control(self)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0, or a port that is taken, means any free one. `url` then holds the root address."""
        app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[self.control.guard])
        app.router.add_route("*", "/bot{token:[^/]*}/{method:[^/]*}", self._serve_call)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self._serve_file)
        app.add_routes(self.control.routes())
        # A call that nobody waits for any more is over: a killed bot must not hold on to a long poll.
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            await web.TCPSite(self._runner, host, 0).start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Answer everyone who waits and stop listening."""
        self._poller.close()
        self._closing.ring()
        self.control.close()
        await self._postman.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def polling(self) -> bool:
        """Whether the bot waits for an update at this moment."""
        return self._poller.waiting > 0

    def set_running(self, running: bool) -> None:
        """Tell the page that the bot came or went. Its calls show that it is there; only who runs it sees it end."""
        self.control.set_running(running)

    async def call(self, method: str, params: Mapping[str, Any] | None = None) -> Json:
        """One Bot API call without HTTP; the JSON answer. Dropped where a fault leaves the bot without an answer."""
        given = params or {}
        try:
            answer = await self._answer(method, given)
        except Dropped as dropped:
            self._write(method, given, {"ok": False, "dropped": dropped.kind})
            raise
        self._write(method, given, answer)
        return answer

    async def _answer(self, method: str, given: Mapping[str, Any]) -> Json:
        try:
            params = Params(decoded(given))
            known = METHODS.get(method.lower())
            if known is None and method.lower() != "getupdates":
                self.cloud.journal.unknown.append(method)
                raise ApiError(404, "Not Found: method not found")
            fault = self.cloud.faults.take(method, params.number("chat_id") or None)
            if fault is not None and fault.kind != "lost":
                raise _fault_error(fault)
            if known is None:
                self.control.set_running(True)
                result: Any = await self._poller.get_updates(params)
            else:
                result = known(self.cloud, params)
            if fault is not None:
                raise Dropped("lost")
        except ApiError as error:
            return error.answer()
        return {"ok": True, "result": result}

    def _write(self, method: str, given: Mapping[str, Any], answer: Json) -> None:
        try:
            params: Mapping[str, Any] = decoded(given)
        except ApiError:
            params = given
        self.cloud.journal.write(Call(method, params, self.cloud.clock.now(), answer))

    async def _serve_call(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        try:
            answer = await self.call(request.match_info["method"], await _read(request))
        except ValueError:
            error = bad_request("can't parse JSON object")
            return web.json_response(error.answer(), status=error.code)
        except Dropped as dropped:
            if dropped.kind == "timeout":
                await self._closing.wait()
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if answer.get("error_code") == 502:  # it comes from a machine in front of Telegram's own, which knows no JSON
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        headers = {}
        if "retry_after" in answer.get("parameters", {}):
            headers["Retry-After"] = str(answer["parameters"]["retry_after"])
        return web.json_response(answer, status=int(answer.get("error_code", 200)), headers=headers)

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        found = self.cloud.files.at(request.match_info["path"])
        if found is None:
            return web.json_response(ApiError(404, "Not Found").answer(), status=404)
        return web.Response(body=found.data, headers={"Content-Type": found.mime})

    def _refusal(self, request: web.Request) -> web.Response | None:
        token = request.match_info["token"]
        if hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        error = ApiError(401, "Unauthorized") if ":" in token else ApiError(404, "Not Found")
        return web.json_response(error.answer(), status=error.code)


def _fault_error(fault: Fault) -> Exception:
    if fault.kind == "403":
        return ApiError(403, "Forbidden: bot was blocked by the user")
    if fault.kind == "429":
        return ApiError(429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after)
    if fault.kind == "500":
        return ApiError(500, "Internal Server Error")
    if fault.kind == "502":
        return ApiError(502, "Bad Gateway")
    return Dropped("timeout" if fault.kind == "timeout" else "drop")


async def _read(request: web.Request) -> dict[str, Any]:
    """The parameters of a request: those of the query, and those of the body in any of Telegram's three forms."""
    values: dict[str, Any] = dict(request.query)
    if request.method != "POST":
        return values
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        return values | (body if isinstance(body, dict) else {})
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            data = await asyncio.to_thread(value.file.read)
            values[key] = Upload(value.filename, value.content_type, data)
        else:
            values[key] = value
    return values
