"""Reading what the page asks: JSON from this machine only, and a sentence for whatever is missing."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.journal import Upload

__all__ = ["Body", "Missing", "body_of", "moment_in", "number_in", "refusal", "stranger", "text_in", "upload_in"]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

Body = dict[str, Any]


class Missing(Exception):
    """A request that lacks something. The message says what to send."""


def stranger(request: web.Request) -> web.Response | None:
    """The refusal of a request that a page on another site, or another machine, may have made."""
    try:
        host = urlsplit(f"//{request.host}").hostname
    except ValueError:
        host = None
    if host not in LOOPBACK:
        return refusal(403, "The sandbox answers on 127.0.0.1 and localhost only.")
    if request.method == "POST" and request.content_type != "application/json":
        return refusal(415, "Send JSON, with the header Content-Type: application/json.")
    return None


def refusal(status: int, sentence: str) -> web.Response:
    """`{"error": sentence}`."""
    return web.json_response({"error": sentence}, status=status)


async def body_of(request: web.Request) -> Body:
    """The JSON object that came along; none is an empty one."""
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        raise Missing("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Missing("The body is a JSON object.")
    return body


def text_in(body: Body, key: str) -> str:
    """A text that is not empty."""
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise Missing(f"`{key}` is missing: a text that is not empty.")
    return value


def number_in(body: Body, key: str) -> int:
    """A whole number."""
    value = body.get(key)
    if isinstance(value, bool) or not str(value).lstrip("-").isdecimal():
        raise Missing(f"`{key}` is missing: a number.")
    return int(str(value))


def moment_in(body: Body, key: str) -> datetime:
    """A moment in ISO 8601; without a zone it is UTC."""
    try:
        at = datetime.fromisoformat(text_in(body, key))
    except ValueError:
        raise Missing(f"`{key}` is a moment like 2026-11-22T09:30:00+00:00.") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def upload_in(body: Body) -> Upload | None:
    """The chosen file: `name`, `mime`, and its bytes in `data` as base64. None where there is no `name`."""
    if not body.get("name"):
        return None
    try:
        data = base64.b64decode(str(body.get("data") or ""), validate=True)
    except (binascii.Error, ValueError):
        raise Missing("`data` is the content of the file in base64.") from None
    return Upload(text_in(body, "name"), str(body.get("mime") or "application/octet-stream"), data)
