"""The page and its control API under /sandbox/, for this machine only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.errors import ActError
from sandbox.events import Hub
from sandbox.model import Json, User
from sandbox.view import chat_view, commands_view, message_view, moment, phone_view
from sandbox.walk import Walk

if TYPE_CHECKING:
    from sandbox.server import StandIn

__all__ = ["Control"]

PAGE = Path(__file__).parent / "page"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DEFAULT_MUNICIPALITY = "ninove"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
          ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json"}  # fmt: skip

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Body = dict[str, Any]


class Control:
    """What the page can ask for."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in
        self._cloud = stand_in.cloud
        self._roles: dict[int, str] = {}
        self._hub = Hub()
        self.running = False
        self.walk = Walk(self._cloud.clock, self._tell_clock)
        self._cloud.watch(self._tell_change)
        self._cloud.updates.watch_done(self.walk.refresh)

    def routes(self) -> list[web.RouteDef]:
        """Everything but the Bot API."""
        acts: dict[str, Callable[[int, Body], Any]] = {
            "send": self._send,
            "tap": self._tap,
            "contact": self._contact,
            "open": self._open,
            "block": self._block,
            "media": self._media,
        }
        return [
            web.get("/", self._page),
            web.get("/page/{file:.+}", self._page),
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/events", self._hub.stream),
            web.get("/sandbox/files/{path:.+}", self._file),
            web.post("/sandbox/phones", self._add_phone),
            *(web.post(f"/sandbox/phones/{{id}}/{name}", self._act(act)) for name, act in acts.items()),
            web.post("/sandbox/groups", self._add_group),
            web.post("/sandbox/groups/{id}/bot", self._act(self._group_bot)),
            web.post("/sandbox/groups/{id}/members", self._act(self._group_member)),
            web.post("/sandbox/groups/{id}/migrate", self._act(self._migrate)),
            web.post("/sandbox/clock", self._clock),
            web.post("/sandbox/clock/report", self._report),
            web.get("/sandbox/faults", self._faults),
            web.post("/sandbox/faults", self._add_fault),
            web.post("/sandbox/faults/clear", self._clear_faults),
            web.post("/sandbox/bot", self._bot),
        ]

    def close(self) -> None:
        """Let everyone who listens or waits go."""
        self._hub.close()
        self.walk.close()

    def set_running(self, running: bool) -> None:
        """The bot came or went; whoever runs it tells when it ended by itself."""
        if running != self.running:
            self.running = running
            if not running:
                self.walk.gone()
            self._hub.publish("bot", bot=self._bot_view())

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only this machine, and no page of elsewhere, may drive the sandbox; mistakes are told in a sentence."""
        if request.path.startswith(("/bot", "/file/")):
            return await handler(request)
        if (refusal := _stranger(request)) is not None:
            return refusal
        try:
            return await handler(request)
        except ActError as error:
            return _error(409, str(error))
        except _Missing as error:
            return _error(400, str(error))
        except web.HTTPException as error:
            return _error(error.status, f"{request.method} {request.path} is not something the sandbox has.")

    # --- what the page reads -------------------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info.get("file", "index.html")).resolve()
        if not path.is_relative_to(PAGE) or not path.is_file():
            return _error(404, "The page has no such file.")
        kind = _TYPES.get(path.suffix, "application/octet-stream")
        charset = "utf-8" if kind.startswith("text/") else None
        return web.Response(
            body=path.read_bytes(), content_type=kind, charset=charset, headers={"Cache-Control": "no-cache"}
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._stand_in.file(request.match_info["path"])

    async def _state(self, _: web.Request) -> web.Response:
        cloud = self._cloud
        return web.json_response({
            **self._clock_view(),
            "bot": self._bot_view(),
            "phones": [self._phone(user) for user in cloud.users.values() if not user.is_bot],
            "chats": {str(chat.id): chat_view(cloud, chat) for chat in cloud.chats.values()},
        })  # fmt: skip

    def _clock_view(self) -> Json:
        clock = self._cloud.clock
        return {
            "now": moment(clock.now()),
            "offset": clock.offset.total_seconds(),
            "next_due": moment(self.walk.next_due),
            "walking": self.walk.walking,
        }

    def _bot_view(self) -> Json:
        name = self._cloud.profile.get(("name", "")) or self._cloud.bot.first_name
        return {"running": self.running, "username": self._cloud.bot.username, "name": name}

    def _phone(self, user: User) -> Json:
        return phone_view(self._cloud, user, self._roles.get(user.id, "parent"))

    # --- what the page hears -------------------------------------------------------------------------------------

    def _tell_clock(self) -> None:
        self._hub.publish("clock", **self._clock_view())

    def _tell_change(self, change: tuple[str, Any]) -> None:
        kind, payload = change
        cloud = self._cloud
        if kind in ("message", "edit"):
            self._hub.publish(kind, message=message_view(cloud, payload["message"]))
        elif kind == "phone":
            self._hub.publish(kind, phone=self._phone(payload["user"]))
        elif kind == "chat":
            self._hub.publish(kind, chat=chat_view(cloud, payload["chat"]))
        elif kind == "bot":
            self._hub.publish(kind, bot=self._bot_view())
        elif kind == "commands":
            people = [user for user in cloud.users.values() if not user.is_bot]
            self._hub.publish(kind, phones=[{"id": user.id, "commands": commands_view(cloud, user)} for user in people])
        else:
            self._hub.publish(kind, **payload)

    # --- what people do ------------------------------------------------------------------------------------------

    def _act(self, act: Callable[[int, Body], Any]) -> Handler:
        async def serve(request: web.Request) -> web.Response:
            number = request.match_info["id"]
            if not number.lstrip("-").isdecimal():
                raise _Missing(f"An id is a number, not {number!r}.")
            result = act(int(number), await _body(request))
            return web.json_response(result or {"ok": True})

        return serve

    async def _add_phone(self, request: web.Request) -> web.Response:
        body = await _body(request)
        role = str(body.get("role") or "parent")
        link = ""
        if role != "parent":
            if self._stand_in.invite is None:
                raise ActError("Nobody can be invited here: start the sandbox with `python bot.py`.")
            link = await self._stand_in.invite(role, str(body.get("municipality") or DEFAULT_MUNICIPALITY))
        user = self._cloud.add_user(_text(body, "first_name"), str(body.get("language_code") or "nl"))
        self._roles[user.id] = role
        self._hub.publish("phone", phone=self._phone(user))
        if link:
            self._cloud.open_link(user.id, link)
        return web.json_response(self._phone(user))

    def _send(self, user: int, body: Body) -> Json:
        message = self._cloud.send(user, _number(body, "chat"), _text(body, "text"), body.get("reply_to"))
        return message_view(self._cloud, message)

    def _tap(self, user: int, body: Body) -> Json:
        query = self._cloud.tap(user, _number(body, "chat"), _number(body, "message"), _text(body, "data"))
        return {"query": query}

    def _contact(self, user: int, body: Body) -> Json:
        of = _number(body, "of") if "of" in body else None
        return message_view(self._cloud, self._cloud.share_contact(user, _number(body, "chat"), of))

    def _open(self, user: int, body: Body) -> Json:
        return message_view(self._cloud, self._cloud.open_link(user, _text(body, "link")))

    def _block(self, user: int, body: Body) -> None:
        if body.get("blocked", True):
            self._cloud.block(user)
        else:
            self._cloud.unblock(user)

    def _media(self, user: int, body: Body) -> Json:
        return message_view(self._cloud, self._cloud.send_media(user, _number(body, "chat"), _text(body, "kind")))

    async def _add_group(self, request: web.Request) -> web.Response:
        body = await _body(request)
        group = self._cloud.add_group(_text(body, "title"), _number(body, "creator"))
        return web.json_response(chat_view(self._cloud, group))

    def _group_bot(self, group: int, body: Body) -> None:
        if body.get("present", True):
            self._cloud.add_bot(group, _number(body, "by"))
        else:
            self._cloud.remove_bot(group, _number(body, "by"))

    def _group_member(self, group: int, body: Body) -> None:
        if body.get("present", True):
            self._cloud.add_member(group, _number(body, "user"))
        else:
            self._cloud.remove_member(group, _number(body, "user"))

    def _migrate(self, group: int, _: Body) -> Json:
        return {"id": self._cloud.migrate(group)}

    # --- time, faults, the bot -----------------------------------------------------------------------------------

    async def _clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if body.get("to") == "next_due":
            self.walk.move_to_next_due()
        elif isinstance(body.get("seconds"), (int, float)) and not isinstance(body["seconds"], bool):
            self.walk.move(body["seconds"])
        else:
            raise _Missing('Say how far: {"seconds": 3600} or {"to": "next_due"}.')
        return web.json_response(self._clock_view())

    async def _report(self, request: web.Request) -> web.Response:
        body = await _body(request)
        now = _moment(body, "now")
        self.set_running(True)
        offset = await self.walk.report(now, _moment(body, "next_due") if body.get("next_due") else None)
        return web.json_response({"offset": offset.total_seconds()})

    async def _faults(self, _: web.Request) -> web.Response:
        return web.json_response({"faults": [fault.json() for fault in self._cloud.faults.on]})

    async def _add_fault(self, request: web.Request) -> web.Response:
        body = await _body(request)
        numbers = {key: _number(body, key) for key in ("chat", "times", "retry_after") if body.get(key) is not None}
        try:
            self._cloud.faults.fail(_text(body, "kind"), method=body.get("method"), **numbers)
        except ValueError as error:
            raise _Missing(str(error)) from None
        return await self._faults(request)

    async def _clear_faults(self, request: web.Request) -> web.Response:
        self._cloud.faults.clear()
        return await self._faults(request)

    async def _bot(self, request: web.Request) -> web.Response:
        action = _text(await _body(request), "action")
        acts = {"kill": self._stand_in.on_kill, "start": self._stand_in.on_start}
        if action not in acts:
            raise _Missing("The bot can be told kill or start.")
        act = acts[action]
        if act is None:
            raise ActError("The bot was not started from here, so it cannot be stopped or started here.")
        await act()
        self.set_running(action == "start")
        return web.json_response({"bot": self._bot_view()})


class _Missing(Exception):
    """A request that lacks something. The message says what to send."""


def _stranger(request: web.Request) -> web.Response | None:
    """The refusal of a request that a page on another site, or another machine, may have made."""
    try:
        host = urlsplit(f"//{request.host}").hostname
    except ValueError:
        host = None
    if host not in LOOPBACK:
        return _error(403, "The sandbox answers on 127.0.0.1 and localhost only.")
    if request.method == "POST" and request.content_type != "application/json":
        return _error(415, "Send JSON, with the header Content-Type: application/json.")
    return None


def _error(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


async def _body(request: web.Request) -> Body:
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        raise _Missing("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise _Missing("The body is a JSON object.")
    return body


def _text(body: Body, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise _Missing(f"`{key}` is missing: a text that is not empty.")
    return value


def _number(body: Body, key: str) -> int:
    value = body.get(key)
    if isinstance(value, bool) or not str(value).lstrip("-").isdecimal():
        raise _Missing(f"`{key}` is missing: a number.")
    return int(str(value))


def _moment(body: Body, key: str) -> datetime:
    try:
        at = datetime.fromisoformat(_text(body, key))
    except ValueError:
        raise _Missing(f"`{key}` is a moment like 2026-11-22T09:30:00+00:00.") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
