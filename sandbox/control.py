"""The page and its control API under /sandbox/, for this machine only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from sandbox.asking import Body, Missing, body_of, moment_in, number_in, refusal, stranger, text_in, upload_in
from sandbox.errors import ActError
from sandbox.events import Hub
from sandbox.faults import Met
from sandbox.model import Json, User
from sandbox.pictures import BadPicture, codes
from sandbox.view import chat_view, commands_view, message_view, moment, phone_view
from sandbox.walk import Walk

if TYPE_CHECKING:
    from sandbox.server import StandIn

__all__ = ["Control"]

PAGE = Path(__file__).parent / "page"
DEFAULT_MUNICIPALITY = "ninove"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
          ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json"}  # fmt: skip

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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
        self._cloud.faults.watch(self._tell_faults)
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
            web.post("/sandbox/scan", self._scan),
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
        if (unwanted := stranger(request)) is not None:
            return unwanted
        try:
            return await handler(request)
        except ActError as error:
            return refusal(409, str(error))
        except Missing as error:
            return refusal(400, str(error))
        except web.HTTPException as error:
            return refusal(error.status, f"{request.method} {request.path} is not something the sandbox has.")

    # --- what the page reads -------------------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info.get("file", "index.html")).resolve()
        if not path.is_relative_to(PAGE) or not path.is_file():
            return refusal(404, "The page has no such file.")
        kind = _TYPES.get(path.suffix, "application/octet-stream")
        charset = "utf-8" if kind.startswith("text/") else None
        return web.Response(
            body=path.read_bytes(), content_type=kind, charset=charset, headers={"Cache-Control": "no-cache"}
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A photo to look at; anything else is saved, never opened as a page of the sandbox's own address."""
        file = self._cloud.files.at(request.match_info["path"])
        if file is None:
            return refusal(404, "There is no such file.")
        headers = {"Content-Type": file.mime, "X-Content-Type-Options": "nosniff"}
        if not file.photo:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=file.data, headers=headers)

    async def _scan(self, request: web.Request) -> web.Response:
        """What the QR codes in a photo, or in a picture that came as a document, hold."""
        file = self._cloud.files.get(text_in(await body_of(request), "file"))
        if file is None:
            raise ActError("This picture is not there any more.")
        try:
            return web.json_response({"codes": codes(file.data)})
        except BadPicture:
            raise ActError(f"{file.name} is no picture.") from None

    async def _state(self, _: web.Request) -> web.Response:
        cloud = self._cloud
        return web.json_response({
            **self._clock_view(),
            "bot": self._bot_view(),
            "phones": [self._phone(user) for user in cloud.users.values() if not user.is_bot],
            "chats": {str(chat.id): chat_view(cloud, chat) for chat in cloud.chats.values()},
            "faults": self._faults_view(),
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
        told = {code: text for (key, code), text in self._cloud.profile.items() if key == "description" and text}
        return {"running": self.running, "username": self._cloud.bot.username, "name": name, "description": told}

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
                raise Missing(f"An id is a number, not {number!r}.")
            result = act(int(number), await body_of(request))
            return web.json_response(result or {"ok": True})

        return serve

    async def _add_phone(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        role = str(body.get("role") or "parent")
        link = ""
        if role != "parent":
            if self._stand_in.invite is None:
                raise ActError("Nobody can be invited here: start the sandbox with `python bot.py`.")
            link = await self._stand_in.invite(role, str(body.get("municipality") or DEFAULT_MUNICIPALITY))
        user = self._cloud.add_user(text_in(body, "first_name"), str(body.get("language_code") or "nl"))
        self._roles[user.id] = role
        self._hub.publish("phone", phone=self._phone(user))
        if link:
            self._cloud.open_link(user.id, link)
        return web.json_response(self._phone(user))

    def _send(self, user: int, body: Body) -> Json:
        message = self._cloud.send(user, number_in(body, "chat"), text_in(body, "text"), body.get("reply_to"))
        return message_view(self._cloud, message)

    def _tap(self, user: int, body: Body) -> Json:
        query = self._cloud.tap(user, number_in(body, "chat"), number_in(body, "message"), text_in(body, "data"))
        return {"query": query}

    def _contact(self, user: int, body: Body) -> Json:
        of = number_in(body, "of") if "of" in body else None
        return message_view(self._cloud, self._cloud.share_contact(user, number_in(body, "chat"), of))

    def _open(self, user: int, body: Body) -> Json:
        return message_view(self._cloud, self._cloud.open_link(user, text_in(body, "link")))

    def _block(self, user: int, body: Body) -> None:
        if body.get("blocked", True):
            self._cloud.block(user)
        else:
            self._cloud.unblock(user)

    def _media(self, user: int, body: Body) -> Json:
        chosen, caption = upload_in(body), str(body.get("caption") or "")
        message = self._cloud.send_media(user, number_in(body, "chat"), text_in(body, "kind"), chosen, caption)
        return message_view(self._cloud, message)

    async def _add_group(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        group = self._cloud.add_group(text_in(body, "title"), number_in(body, "creator"))
        return web.json_response(chat_view(self._cloud, group))

    def _group_bot(self, group: int, body: Body) -> None:
        if body.get("present", True):
            self._cloud.add_bot(group, number_in(body, "by"))
        else:
            self._cloud.remove_bot(group, number_in(body, "by"))

    def _group_member(self, group: int, body: Body) -> None:
        if body.get("present", True):
            self._cloud.add_member(group, number_in(body, "user"))
        else:
            self._cloud.remove_member(group, number_in(body, "user"))

    def _migrate(self, group: int, _: Body) -> Json:
        return {"id": self._cloud.migrate(group)}

    # --- time, faults, the bot -----------------------------------------------------------------------------------

    async def _clock(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        if body.get("to") == "next_due":
            self.walk.move_to_next_due()
        elif isinstance(body.get("seconds"), (int, float)) and not isinstance(body["seconds"], bool):
            self.walk.move(body["seconds"])
        else:
            raise Missing('Say how far: {"seconds": 3600} or {"to": "next_due"}.')
        return web.json_response(self._clock_view())

    async def _report(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        now = moment_in(body, "now")
        self.set_running(True)
        offset = await self.walk.report(now, moment_in(body, "next_due") if body.get("next_due") else None)
        return web.json_response({"offset": offset.total_seconds()})

    def _faults_view(self) -> list[Json]:
        return [fault.json() for fault in self._cloud.faults.on]

    def _tell_faults(self, met: Met | None) -> None:
        shown = {"kind": met.kind, "method": met.method, "chat": met.chat} if met is not None else None
        self._hub.publish("faults", faults=self._faults_view(), met=shown)

    async def _faults(self, _: web.Request) -> web.Response:
        return web.json_response({"faults": self._faults_view()})

    async def _add_fault(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        numbers = {key: number_in(body, key) for key in ("chat", "times", "retry_after") if body.get(key) is not None}
        try:
            self._cloud.faults.fail(text_in(body, "kind"), method=body.get("method"), **numbers)
        except ValueError as error:
            raise Missing(str(error)) from None
        return await self._faults(request)

    async def _clear_faults(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        self._cloud.faults.clear(number_in(body, "id") if "id" in body else None)
        return await self._faults(request)

    async def _bot(self, request: web.Request) -> web.Response:
        action = text_in(await body_of(request), "action")
        acts = {"kill": self._stand_in.on_kill, "start": self._stand_in.on_start}
        if action not in acts:
            raise Missing("The bot can be told kill or start.")
        act = acts[action]
        if act is None:
            raise ActError("The bot was not started from here, so it cannot be stopped or started here.")
        await act()
        self.set_running(action == "start")
        return web.json_response({"bot": self._bot_view()})
