"""The cloud: what Telegram knows, and what people do in it, without any network."""

from __future__ import annotations

from sandbox.clock import Clock
from sandbox.groups import Groups
from sandbox.model import User

__all__ = ["Cloud", "new_cloud"]


class Cloud(Groups):
    """Users, chats, messages, updates and the journal; it lives on while the bot is away."""


def new_cloud(token: str, username: str, name: str, clock: Clock | None = None) -> Cloud:
    """An empty cloud with one bot. ValueError when the token is not `number:secret`."""
    number, colon, secret = token.partition(":")
    if not (number.isdecimal() and colon and secret):
        raise ValueError("A bot token looks like 123456:secret, with a number before the colon.")
    return Cloud(clock or Clock(), User(int(number), name, username=username, is_bot=True))
